// F6, F1: a Webex file is imported after its preview, its bad rows come back, contacts are kept, merged, taken along, and invited.

import { readFileSync } from "node:fs";
import { check } from "../lib.mjs";
import { addressOf, newcomer, speaks } from "../steps.mjs";

const EMAIL = addressOf("zelda");
const WEBEX = readFileSync(new URL("../../contacts/tests/files/webex_my_contacts.tsv", import.meta.url), "utf8");

export default async function (world) {
  const zelda = await newcomer(world, "zelda", "Zelda Widely", EMAIL);
  await zelda.opens("/contacts");
  await zelda.sees("No contacts yet");
  await zelda.looks("none");
  await addsByHand(zelda);
  await imports(zelda);
  await looksAround(zelda);
  await merges(zelda);
  await removes(zelda);
  await takesAlong(zelda);
  await invites(zelda);
  await inOtherWords(zelda);
}

async function addsByHand(zelda) {
  await zelda.follows("Add a contact");
  await zelda.looks("new");
  await zelda.page.locator("#name").fill("Daniel");
  await zelda.page.locator("#emails").fill("dan@");
  await zelda.presses("Add the contact");
  await zelda.sees("“dan@” is not an e-mail address.");
  await zelda.looks("refused");
  await zelda.page.locator("#emails").fill("dan@example.net");
  await zelda.page.locator("#groups").fill("Choir; Chess");
  await zelda.presses("Add the contact");
  await zelda.sees("The contact is added.");
  await zelda.looks("contact");
}

/** Webex saves UTF-16 with tabs and calls it CSV. */
async function imports(zelda) {
  await zelda.opens("/contacts");
  await zelda.page.getByRole("link", { name: "Import contacts" }).first().click();
  await zelda.looks("import");
  const buffer = Buffer.from(`\ufeff${WEBEX}`, "utf16le");
  await zelda.page.locator("#file").setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer });
  await zelda.presses("See what it does");
  await zelda.sees("Webex contacts", "divided by tabs", "You have: Daniel", "“not an address” is not an e-mail address.");
  await zelda.looks("preview-asks");
  await zelda.page.getByLabel(/Other people who share the address/).check();
  await zelda.presses("See what it does");
  await zelda.sees("Import 3 contacts");
  await zelda.looks("preview");
  await zelda.presses("Import 3 contacts");
  await zelda.sees("The contacts are imported.", "What the import did");
  await zelda.looks("done");
  const bad = await downloads(zelda, "Bad rows");
  check(bad.includes("is not an e-mail address.") && bad.includes("Comments"), `the bad rows do not say why: ${bad}`);
  await zelda.follows("See the contacts");
  await zelda.sees("Clara Weiss", "4 contacts");
}

async function downloads(person, name) {
  const [download] = await Promise.all([
    person.page.waitForEvent("download"),
    person.page.getByRole("link", { name }).click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}

async function looksAround(zelda) {
  await zelda.looks("list");
  await zelda.page.getByLabel(/Name, company/).fill("okafor");
  await zelda.presses("Search");
  await zelda.page.waitForURL(/okafor/);
  await zelda.sees("Dan Okafor");
  check(!(await zelda.page.locator("main").innerText()).includes("Clara Weiss"), "the search finds everybody");
  await zelda.opens("/contacts/groups");
  await zelda.sees("Choir", "Chess");
  await zelda.looks("groups");
  await zelda.page.locator("#name").fill("Neighbours");
  await zelda.presses("Make the group");
  await zelda.sees("The group is made.", "Neighbours");
}

async function merges(zelda) {
  await zelda.opens("/contacts/duplicates");
  await zelda.sees("These share an address under different names.");
  await zelda.looks("duplicates");
  await zelda.presses("Make one contact of them");
  await zelda.sees("They are one contact now.", "No duplicates");
}

async function removes(zelda) {
  await zelda.opens("/contacts");
  await zelda.follows("Clara Weiss");
  await zelda.presses("Remove the contact");
  await zelda.sees("The contact is removed.", "Bring back");
  await zelda.looks("removed");
  await zelda.opens("/contacts/removed");
  await zelda.looks("all-removed");
  await zelda.page.locator("li", { hasText: "Clara Weiss" }).getByRole("button", { name: "Bring back" }).click();
  await zelda.sees("The contact is back.");
}

async function takesAlong(zelda) {
  await zelda.opens("/contacts");
  const cards = await downloads(zelda, "vCards");
  check(cards.startsWith("BEGIN:VCARD\r\nVERSION:3.0"), `no vCards: ${cards}`);
  check(cards.includes("FN:Clara Weiss"), "somebody is missing");
  const table = await downloads(zelda, "Table (CSV)");
  check(table.includes("clara.weiss@example.org"), "the table has no addresses");
}

async function invites(zelda) {
  await zelda.opens("/meetings/new");
  await zelda.page.locator("#title").fill("Rehearsal");
  await zelda.page.locator("#title").press("Tab");
  await zelda.presses("Choose from your contacts");
  await zelda.sees("Choose invitees");
  await zelda.page.getByLabel(/Clara Weiss/).check();
  await zelda.looks("choose");
  await zelda.presses("Add to the meeting");
  const invitees = await zelda.page.locator("#invitees").inputValue();
  check(invitees.includes("<clara.weiss@example.org>"), `nobody was chosen: ${invitees}`);
  check((await zelda.page.locator("#title").inputValue()) === "Rehearsal", "what was typed is gone");
  await zelda.looks("meeting");
}

async function inOtherWords(zelda) {
  for (const language of ["fr", "ru"]) {
    await speaks(zelda, language);
    for (const path of ["/contacts", "/contacts/import", "/contacts/new", "/contacts/groups", "/contacts/removed"]) {
      await zelda.opens(path);
      await zelda.looks(`${language}${path.replaceAll("/", "-")}`);
    }
  }
  await speaks(zelda, "en");
}

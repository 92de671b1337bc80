// F6, F1: a Webex file is imported after its preview, its bad rows come back, contacts are kept, merged, taken along, and invited.

import { readFileSync } from "node:fs";
import { check } from "../lib.mjs";
import { addressOf, newcomer, speaks } from "../steps.mjs";

const EMAIL = addressOf("wanda");
const WEBEX = readFileSync(new URL("../../contacts/tests/files/webex_my_contacts.tsv", import.meta.url), "utf8");

export default async function (world) {
  const wanda = await newcomer(world, "wanda", "Wanda Widely", EMAIL);
  await wanda.opens("/contacts");
  await wanda.sees("No contacts yet");
  await wanda.looks("none");
  await addsByHand(wanda);
  await imports(wanda);
  await looksAround(wanda);
  await merges(wanda);
  await removes(wanda);
  await takesAlong(wanda);
  await invites(wanda);
  await inOtherWords(wanda);
}

async function addsByHand(wanda) {
  await wanda.follows("Add a contact");
  await wanda.looks("new");
  await wanda.page.locator("#name").fill("Daniel");
  await wanda.page.locator("#emails").fill("dan@");
  await wanda.presses("Add the contact");
  await wanda.sees("“dan@” is not an e-mail address.");
  await wanda.looks("refused");
  await wanda.page.locator("#emails").fill("dan@example.net");
  await wanda.page.locator("#groups").fill("Choir; Chess");
  await wanda.presses("Add the contact");
  await wanda.sees("The contact is added.");
  await wanda.looks("contact");
}

/** Webex saves UTF-16 with tabs and calls it CSV. */
async function imports(wanda) {
  await wanda.opens("/contacts");
  await wanda.page.getByRole("link", { name: "Import contacts" }).first().click();
  await wanda.looks("import");
  const buffer = Buffer.from(`\ufeff${WEBEX}`, "utf16le");
  await wanda.page.locator("#file").setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer });
  await wanda.presses("See what it does");
  await wanda.sees("Webex contacts", "divided by tabs", "You have: Daniel", "“not an address” is not an e-mail address.");
  await wanda.looks("preview-asks");
  await wanda.page.getByLabel(/Other people who share the address/).check();
  await wanda.presses("See what it does");
  await wanda.sees("Import 3 contacts");
  await wanda.looks("preview");
  await wanda.presses("Import 3 contacts");
  await wanda.sees("The contacts are imported.", "What the import did");
  await wanda.looks("done");
  const bad = await downloads(wanda, "Bad rows");
  check(bad.includes("is not an e-mail address.") && bad.includes("Comments"), `the bad rows do not say why: ${bad}`);
  await wanda.follows("See the contacts");
  await wanda.sees("Clara Weiss", "4 contacts");
}

async function downloads(person, name) {
  const [download] = await Promise.all([
    person.page.waitForEvent("download"),
    person.page.getByRole("link", { name }).click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}

async function looksAround(wanda) {
  await wanda.looks("list");
  await wanda.page.getByLabel(/Name, company/).fill("okafor");
  await wanda.presses("Search");
  await wanda.sees("Dan Okafor");
  check(!(await wanda.page.locator("main").innerText()).includes("Clara Weiss"), "the search finds everybody");
  await wanda.opens("/contacts/groups");
  await wanda.sees("Choir", "Chess");
  await wanda.looks("groups");
  await wanda.page.locator("#name").fill("Neighbours");
  await wanda.presses("Make the group");
  await wanda.sees("The group is made.", "Neighbours");
}

async function merges(wanda) {
  await wanda.opens("/contacts/duplicates");
  await wanda.sees("These share an address under different names.");
  await wanda.looks("duplicates");
  await wanda.presses("Make one contact of them");
  await wanda.sees("They are one contact now.", "No duplicates");
}

async function removes(wanda) {
  await wanda.opens("/contacts");
  await wanda.follows("Clara Weiss");
  await wanda.presses("Remove the contact");
  await wanda.sees("The contact is removed.", "Bring back");
  await wanda.looks("removed");
  await wanda.opens("/contacts/removed");
  await wanda.looks("all-removed");
  await wanda.page.locator("li", { hasText: "Clara Weiss" }).getByRole("button", { name: "Bring back" }).click();
  await wanda.sees("The contact is back.");
}

async function takesAlong(wanda) {
  await wanda.opens("/contacts");
  const cards = await downloads(wanda, "vCards");
  check(cards.startsWith("BEGIN:VCARD\r\nVERSION:3.0"), `no vCards: ${cards}`);
  check(cards.includes("FN:Clara Weiss"), "somebody is missing");
  const table = await downloads(wanda, "Table (CSV)");
  check(table.includes("clara.weiss@example.org"), "the table has no addresses");
}

async function invites(wanda) {
  await wanda.opens("/meetings/new");
  await wanda.page.locator("#title").fill("Rehearsal");
  await wanda.page.locator("#title").press("Tab");
  await wanda.presses("Choose from your contacts");
  await wanda.sees("Choose invitees");
  await wanda.page.getByLabel(/Clara Weiss/).check();
  await wanda.looks("choose");
  await wanda.presses("Add to the meeting");
  const invitees = await wanda.page.locator("#invitees").inputValue();
  check(invitees.includes("<clara.weiss@example.org>"), `nobody was chosen: ${invitees}`);
  check((await wanda.page.locator("#title").inputValue()) === "Rehearsal", "what was typed is gone");
  await wanda.looks("meeting");
}

async function inOtherWords(wanda) {
  for (const language of ["fr", "ru"]) {
    await speaks(wanda, language);
    for (const path of ["/contacts", "/contacts/import", "/contacts/new", "/contacts/groups", "/contacts/removed"]) {
      await wanda.opens(path);
      await wanda.looks(`${language}${path.replaceAll("/", "-")}`);
    }
  }
  await speaks(wanda, "en");
}

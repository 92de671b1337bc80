// G1b: an owner takes the archive of their account to another account: it is seen before it comes in, kept as history that is searched
// and downloaded, and its people become a list to invite.

import { readFile } from "node:fs/promises";

import { check } from "../lib.mjs";
import { addressOf, newcomer, ordersPlan, placesOrder, speaks } from "../steps.mjs";

export default async function (world) {
  const part = await takesTheArchive(world);
  const greta = await newcomer(world, "greta", "Greta Umzug", addressOf("greta.umzug"));
  await findsNothingYet(greta);
  await handsIn(greta, part);
  await bringsItIn(greta);
  await looksAround(greta);
  await invitesPeople(greta);
  await inOtherWords(greta);
}

/** Somebody with a plan, an invoice and a group downloads the archive of their account. */
async function takesTheArchive(world) {
  const anton = await newcomer(world, "anton", "Anton Umzug", addressOf("anton.umzug"));
  await ordersPlan(anton, "Anton Umzug", `umzug-${Date.now().toString(36)}`);
  await placesOrder(anton);
  await anton.opens("/people/groups");
  await anton.page.locator("#name").fill("Choir");
  await anton.page.locator("main form button").first().click();
  await anton.sees("Choir");
  await anton.opens("/export");
  await anton.presses("Make an archive of the account");
  const account = anton.page.locator("#account");
  await account.getByRole("link", { name: /Part 1 of 1/ }).waitFor();
  const href = await account.getByRole("link", { name: /Part 1 of 1/ }).getAttribute("href");
  return readFile(await anton.keeps(href, "archives/moved-account.zip"));
}

async function findsNothingYet(greta) {
  await greta.opens("/brought");
  await greta.sees("Brought from elsewhere", "Nothing was brought yet");
  await greta.looks("none");
  await greta.follows("Bring an archive");
  await greta.sees("As an owner you can bring an account’s archive in the same way.");
}

async function handsIn(greta, part) {
  await greta.page.locator("#part").setInputFiles({ name: "plenum-account-1-of-1.zip", mimeType: "application/zip", buffer: part });
  await greta.presses("Hand in");
  await greta.sees("The parts are handed in.", "plenum-account-1-of-1.zip");
  await greta.presses("These are all parts: read them");
  await greta.sees("What would come in", "as history from elsewhere", "Nobody is signed up by this.");
  await greta.looks("found");
}

async function bringsItIn(greta) {
  await greta.presses("Bring it in");
  await greta.sees("Brought in", "What came in");
  await greta.looks("brought-in");
}

async function looksAround(greta) {
  await greta.opens("/brought");
  await greta.sees("Anton Umzug", "Invoices", "Audit trail", "All files");
  await greta.looks("history");
  await greta.follows("Invoices");
  await greta.sees("nothing here counts for this account", "Download");
  await greta.looks("invoices");
  const number = (await greta.page.locator("tbody th").first().innerText()).split(/\s/)[0];
  const coming = greta.page.waitForEvent("download");
  await greta.page.getByRole("link", { name: "Download" }).first().click();
  const name = (await coming).suggestedFilename();
  check(name.endsWith(".pdf"), `the document is called ${name}`);
  await greta.page.locator("#search").fill(number);
  await greta.presses("Search");
  await greta.page.waitForURL(/search=/);
  const found = await greta.page.locator("tbody th").allInnerTexts();
  check(found.length === 1 && found[0].includes(number), `${number} is not found: ${found}`);
  await greta.page.locator("#search").fill("nothing like this");
  await greta.presses("Search");
  await greta.sees("Nothing found");
  await greta.looks("nothing-found");
  await greta.opens("/brought");
  await greta.follows("All files");
  await greta.sees("data/ledger_entries-0001.ndjson", "manifest.json");
  await greta.looks("files");
  await greta.opens("/invoices");
  const own = await greta.page.locator("main").innerText();
  check(!own.includes(number), `${number} is among the account's own invoices`);
}

async function invitesPeople(greta) {
  await greta.opens("/brought");
  await greta.presses("Make a list to invite its people");
  await greta.sees(addressOf("anton.umzug"));
  await greta.looks("people");
}

async function inOtherWords(greta) {
  await speaks(greta, "fr");
  await greta.opens("/brought");
  await greta.sees("Apporté d’ailleurs", "Factures");
  await greta.looks("french");
  await greta.follows("Factures");
  await greta.sees("rien ici ne compte pour ce compte");
  await greta.looks("french-invoices");
  await greta.opens("/import");
  await greta.sees("Ce qui a été importé");
  await greta.looks("french-import");
}

// G1, F8b: a person has an archive of their data made and downloads it; an owner one of the account, which they stop and have made again.

import { check } from "../lib.mjs";
import { addressOf, newcomer, ordersPlan, placesOrder, speaks } from "../steps.mjs";

const LYDIA = addressOf("lydia.archivar");

export default async function (world) {
  const lydia = await newcomer(world, "lydia", "Lydia Archivar", LYDIA);
  await hasThings(lydia);
  await asks(lydia);
  await downloads(world, lydia);
  await asksForTheAccount(lydia);
  await deletes(lydia);
  await inOtherWords(lydia);
}

/** A contact, a meeting and a plan, so that there is something to take along. */
async function hasThings(lydia) {
  await lydia.opens("/contacts/new");
  await lydia.page.locator("#name").fill("Emma Alt");
  await lydia.page.locator('main button.button-primary').first().click();
  await lydia.page.waitForURL(/\/contacts\/[0-9a-f]{8}-/);
  await lydia.opens("/meetings/new");
  await lydia.fills({ Title: "Reading room", "Length in minutes": "45" });
  await lydia.presses("Schedule and invite");
  await lydia.sees("The meeting is scheduled.");
  await ordersPlan(lydia, "Lydia Archivar", `archivar-${Date.now().toString(36)}`);
  await placesOrder(lydia);
}

async function asks(lydia) {
  await lydia.opens("/export");
  await lydia.sees("Data export", "Your data", "Your account’s data");
  await lydia.looks("none");
  await lydia.presses("Make an archive of your data");
  await lydia.isAt("/export");
  await lydia.sees(/Part 1 of 1/, "SHA-256");
  await lydia.looks("ready");
}

async function downloads(world, lydia) {
  const mail = await world.mail(LYDIA, "The archive you can download is ready");
  check(mail.links.some((href) => href.endsWith("/export")), `no link to the page in: ${mail.text}`);
  await lydia.opens("/export");
  const part = lydia.page.getByRole("link", { name: /Part 1 of 1/ });
  const coming = lydia.page.waitForEvent("download");
  await part.click();
  const name = (await coming).suggestedFilename();
  check(/^plenum-person-\d{4}-\d\d-\d\d-1-of-1\.zip$/.test(name), `it is called ${name}`);
  await lydia.keeps(await part.getAttribute("href"), "archives/person.zip");
}

async function asksForTheAccount(lydia) {
  await lydia.opens("/export");
  await lydia.presses("Make an archive of the account");
  await lydia.isAt("/export");
  const account = lydia.page.locator("#account");
  await account.getByRole("link", { name: /Part 1 of 1/ }).waitFor();
  const href = await account.getByRole("link", { name: /Part 1 of 1/ }).getAttribute("href");
  await lydia.keeps(href, "archives/account.zip");
  await lydia.looks("account");
}

async function deletes(lydia) {
  await lydia.page.locator("#person").getByRole("button", { name: "Delete the archive" }).click();
  await lydia.sees("The archive is deleted.", "Deleted");
  await lydia.looks("deleted");
}

async function inOtherWords(lydia) {
  await speaks(lydia, "fr");
  await lydia.opens("/export");
  await lydia.sees("Export des données", "Les données de votre compte");
  await lydia.looks("french");
  await speaks(lydia, "ru");
  await lydia.opens("/export");
  await lydia.sees("Экспорт данных");
  await lydia.looks("russian");
}

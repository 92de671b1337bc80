// G1a: a person takes the archive of their data and brings it to another account: handed in, read, shown, brought in, and there once.

import { readFile } from "node:fs/promises";

import { check } from "../lib.mjs";
import { addressOf, newcomer, speaks } from "../steps.mjs";

export default async function (world) {
  const part = await takesAnArchive(world);
  const nora = await newcomer(world, "norma", "Norma Neuland", addressOf("norma.neuland"));
  await handsInSomethingElse(nora);
  await handsIn(nora, part);
  await bringsItIn(nora);
  await findsHerThings(nora);
  await bringsItAgain(nora, part);
  await inOtherWords(nora, part);
}

/** Somebody with a contact, a meeting and a room downloads the archive of their data. */
async function takesAnArchive(world) {
  const otto = await newcomer(world, "ottokar", "Ottokar Altland", addressOf("ottokar.altland"));
  await otto.opens("/contacts/new");
  await otto.page.locator("#name").fill("Emma Alt");
  await otto.page.locator("main button.button-primary").first().click();
  await otto.page.waitForURL(/\/contacts\/[0-9a-f]{8}-/);
  await otto.opens("/meetings/new");
  await otto.fills({ Title: "Reading room", "Length in minutes": "30" });
  await otto.presses("Schedule and invite");
  await otto.sees("The meeting is scheduled.");
  await otto.opens("/room");
  await otto.opens("/export");
  await otto.presses("Make an archive of your data");
  await otto.isAt("/export");
  await otto.sees(/Part 1 of 1/);
  const href = await otto.page.getByRole("link", { name: /Part 1 of 1/ }).getAttribute("href");
  return readFile(await otto.keeps(href, "archives/brought.zip"));
}

async function hands(person, name, buffer) {
  await person.page.locator("#part").setInputFiles({ name, mimeType: "application/zip", buffer });
}

async function handsInSomethingElse(nora) {
  await nora.opens("/profile");
  await nora.follows("Bring an archive of your data here");
  await nora.isAt("/import");
  await nora.sees("Bring your data here");
  await nora.looks("none");
  await hands(nora, "letter.zip", Buffer.from("%PDF-1.7 a letter"));
  await nora.presses("Hand in");
  await nora.sees("The parts are handed in.", "letter.zip");
  await nora.presses("These are all parts: read them");
  await nora.sees("The archive cannot be read", "This is no ZIP file, or not all of it. Download the part again.");
  await nora.looks("refused");
  await nora.presses("Take out");
  await nora.sees("The part is taken out.");
}

async function handsIn(nora, part) {
  await hands(nora, "plenum-person-1-of-1.zip", part);
  await nora.presses("Hand in");
  await nora.sees("The parts are handed in.", "plenum-person-1-of-1.zip");
  await nora.looks("handed-in");
  await nora.presses("These are all parts: read them");
  await nora.sees("What would come in", "Read, not brought in yet", "“Reading room” gets another number: its number is another meeting’s here.");
  await nora.looks("found");
}

async function bringsItIn(nora) {
  await nora.presses("Bring it in");
  await nora.sees("Brought in", "What came in");
  await nora.looks("brought");
}

async function findsHerThings(nora) {
  await nora.opens("/contacts");
  await nora.sees("Emma Alt");
  await nora.opens("/meetings");
  await nora.sees("Reading room");
}

async function bringsItAgain(nora, part) {
  await nora.opens("/import");
  await hands(nora, "again.zip", part);
  await nora.presses("Hand in");
  await nora.presses("These are all parts: read them");
  await nora.sees("What would come in");
  const made = await nora.page.locator("#found tbody tr td:nth-child(2)").allTextContents();
  check(made.every((count) => count.trim() === "0"), `something would come in twice: ${made}`);
}

async function inOtherWords(nora) {
  await speaks(nora, "fr");
  await nora.opens("/import");
  await nora.sees("Apporter vos données ici", "Ce qui serait importé");
  await nora.looks("french");
  await speaks(nora, "ru");
  await nora.opens("/import");
  await nora.sees("Перенести данные сюда");
  await nora.looks("russian");
}

// E1a, E1: two hundred people are added from a file with seven bad rows, which come back with reasons; nothing happens before it is confirmed.

import { readFile } from "node:fs/promises";
import { check } from "../lib.mjs";
import { addressOf, CARDS, newcomer, ordersPlan, placesOrder, speaks } from "../steps.mjs";

const EMAIL = addressOf("yara");
const [NAME, HOST] = EMAIL.split("@");
/** Rows that cannot be taken, each for another reason or another person. */
const BAD = [
  "=2+3,not an address,",
  ",nobody,",
  "Again,user.1.first@example.net,",
  "www.example.org,link.in.name@example.net,",
  "Jan,janitor@example.net,janitor",
  "Own,owner.too@example.net,emperor",
  "Twice,user.2.first@example.net,",
];

function file() {
  const rows = Array.from({ length: 200 }, (_, at) => `Person ${at + 1},user.${at + 1}.first@example.net,member`);
  rows.splice(120, 0, ...BAD);
  return Buffer.from(`\ufeffName,E-mail,Role\r\n${rows.join("\r\n")}\r\n`);
}

export default async function (world) {
  const yara = await newcomer(world, "yara", "Yara Many", EMAIL);
  await ordersPlan(yara, "Yara Many", NAME.replace(".", "-"), CARDS.approved);
  await placesOrder(yara);
  await yara.sees("Your site is ready");
  await handsIn(yara);
  await looksThrough(yara);
  await downloads(yara);
  await confirms(world, yara);
  await pages(yara);
  await pastes(yara);
  await inOtherWords(yara);
}

async function handsIn(yara) {
  await yara.opens("/people");
  await yara.follows("Invite many");
  await yara.looks("form");
  await yara.presses("See what will happen");
  await yara.sees("There is nobody in it.");
  await yara.looks("nobody");
  await yara.page.locator("#file").setInputFiles({ name: "users.csv", mimeType: "text/csv", buffer: file() });
  await yara.presses("See what will happen");
  await yara.page.waitForURL(/\/people\/add\/./);
  await yara.sees("200 people are invited", "7 rows cannot be taken", "Nothing has happened yet.", /^users.csv/);
}

async function looksThrough(yara) {
  await yara.looks("report");
  await yara.page.getByRole("link", { name: /^Cannot be taken/ }).click();
  await yara.sees("There is no role called “emperor”.", /The address stands on line 2 already/);
  await yara.looks("refused");
  await yara.page.getByRole("link", { name: /^Invited/ }).click();
  await yara.sees("1 to 100 of 200");
  await yara.page.locator('nav.pages a[rel="next"]').click();
  await yara.sees("101 to 200 of 200", "Person 200");
}

async function downloads(yara) {
  const coming = yara.page.waitForEvent("download");
  await yara.page.getByRole("link", { name: "Rows that cannot be taken, with reasons" }).click();
  const text = await readFile(await (await coming).path(), "utf8");
  const lines = text.trim().split("\r\n");
  check(lines.length === BAD.length + 1, `rows that came back: ${text}`);
  check(lines[0].endsWith("Reason"), `no reasons: ${lines[0]}`);
  check(lines[1].startsWith("'=2+3"), `a formula left the house: ${lines[1]}`);
}

async function confirms(world, yara) {
  await yara.presses("Send 200 invitations");
  await yara.sees("200 mails are on their way.", "200 people were invited");
  await yara.looks("done");
  const mail = await world.mail("user.200.first@example.net", "asks you to join");
  check(mail.links.some((href) => href.includes("/invitation?token=")), `no way to join: ${mail.text}`);
}

async function pages(yara) {
  await yara.follows("See who is invited");
  await yara.page.locator("#search").waitFor();
  check((await yara.page.locator(".lines > li").count()) === 100, "a page of invitations has a hundred");
  await yara.page.locator('nav.pages a[rel="next"]').click();
  await yara.page.waitForURL(/after=/);
  await yara.looks("second-page");
  await yara.page.locator("#search").fill("user.137.first");
  await yara.presses("Search");
  await yara.sees("Person 137");
}

/** As people paste: with the owner in it, somebody who is invited, and somebody new. */
async function pastes(yara) {
  await yara.opens("/people/add");
  await yara.page.locator("#list").fill(`Yara <${EMAIL}>; user.1.first@example.net; New Comer <new.comer@${HOST}>`);
  await yara.page.locator("#resend").check();
  await yara.presses("See what will happen");
  await yara.sees("One person is invited", "One invitation is sent again", "Nothing changes for one person", "Send 2 invitations");
  await yara.looks("pasted");
}

async function inOtherWords(yara) {
  const report = new URL(yara.page.url()).pathname;
  for (const language of ["fr", "ru"]) {
    await speaks(yara, language);
    for (const path of ["/people/add", report]) {
      await yara.opens(path);
      await yara.looks(`${language}-${path === report ? "report" : "form"}`);
    }
  }
  await speaks(yara, "en");
  await yara.opens(report);
  await yara.presses("Forget this list");
  await yara.sees("The list is forgotten.");
}

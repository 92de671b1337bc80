// E1a, E1: two hundred people are added from a file with seven bad rows, which come back with reasons; nothing happens before it is confirmed.

import { readFile } from "node:fs/promises";
import { check } from "../lib.mjs";
import { addressOf, CARDS, newcomer, ordersPlan, placesOrder, speaks } from "../steps.mjs";

const EMAIL = addressOf("wanda");
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
  const wanda = await newcomer(world, "wanda", "Wanda Many", EMAIL);
  await ordersPlan(wanda, "Wanda Many", NAME.replace(".", "-"), CARDS.approved);
  await placesOrder(wanda);
  await wanda.sees("Your site is ready");
  await handsIn(wanda);
  await looksThrough(wanda);
  await downloads(wanda);
  await confirms(world, wanda);
  await pages(wanda);
  await pastes(wanda);
  await inOtherWords(wanda);
}

async function handsIn(wanda) {
  await wanda.opens("/people");
  await wanda.follows("Invite many");
  await wanda.looks("form");
  await wanda.presses("See what will happen");
  await wanda.sees("There is nobody in it.");
  await wanda.looks("nobody");
  await wanda.page.locator("#file").setInputFiles({ name: "users.csv", mimeType: "text/csv", buffer: file() });
  await wanda.presses("See what will happen");
  await wanda.page.waitForURL(/\/people\/add\/./);
  await wanda.sees("200 people are invited", "7 rows cannot be taken", "Nothing has happened yet.", /^users.csv/);
}

async function looksThrough(wanda) {
  await wanda.looks("report");
  await wanda.page.getByRole("link", { name: /^Cannot be taken/ }).click();
  await wanda.sees("There is no role called “emperor”.", /The address stands on line 2 already/);
  await wanda.looks("refused");
  await wanda.page.getByRole("link", { name: /^Invited/ }).click();
  await wanda.sees("1 to 100 of 200");
  await wanda.page.locator('nav.pages a[rel="next"]').click();
  await wanda.sees("101 to 200 of 200", "Person 200");
}

async function downloads(wanda) {
  const coming = wanda.page.waitForEvent("download");
  await wanda.page.getByRole("link", { name: "Rows that cannot be taken, with reasons" }).click();
  const text = await readFile(await (await coming).path(), "utf8");
  const lines = text.trim().split("\r\n");
  check(lines.length === BAD.length + 1, `rows that came back: ${text}`);
  check(lines[0].endsWith("Reason"), `no reasons: ${lines[0]}`);
  check(lines[1].startsWith("'=2+3"), `a formula left the house: ${lines[1]}`);
}

async function confirms(world, wanda) {
  await wanda.presses("Send 200 invitations");
  await wanda.sees("200 mails are on their way.", "200 people were invited");
  await wanda.looks("done");
  const mail = await world.mail("user.1.first@example.net", "asks you to join");
  check(mail.links.some((href) => href.includes("/invitation?token=")), `no way to join: ${mail.text}`);
}

async function pages(wanda) {
  await wanda.follows("See who is invited");
  check((await wanda.page.locator(".lines > li").count()) === 100, "a page of invitations has a hundred");
  await wanda.page.locator('nav.pages a[rel="next"]').click();
  await wanda.page.waitForURL(/after=/);
  await wanda.looks("second-page");
  await wanda.page.locator("#search").fill("user.137.first");
  await wanda.presses("Search");
  await wanda.sees("Person 137");
}

/** As people paste: with the owner in it, somebody who is invited, and somebody new. */
async function pastes(wanda) {
  await wanda.opens("/people/add");
  await wanda.page.locator("#list").fill(`Wanda <${EMAIL}>; user.1.first@example.net; New Comer <new.comer@${HOST}>`);
  await wanda.page.locator("#resend").check();
  await wanda.presses("See what will happen");
  await wanda.sees("One person is invited", "One invitation is sent again", "Nothing changes for one person", "Send 2 invitations");
  await wanda.looks("pasted");
}

async function inOtherWords(wanda) {
  const report = new URL(wanda.page.url()).pathname;
  for (const language of ["fr", "ru"]) {
    await speaks(wanda, language);
    for (const path of ["/people/add", report]) {
      await wanda.opens(path);
      await wanda.looks(`${language}-${path === report ? "report" : "form"}`);
    }
  }
  await speaks(wanda, "en");
  await wanda.opens(report);
  await wanda.presses("Forget this list");
  await wanda.sees("The list is forgotten.");
}

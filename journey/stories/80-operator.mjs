// H2, D3, E9a: the operator writes news and finds accounts, orders, sites, mails and work, moves the clock and checks the ledger.

import { check } from "../lib.mjs";
import { signsIn, speaks } from "../steps.mjs";

const PAGES = ["", "/accounts", "/orders", "/provisioning", "/catalog", "/mails", "/news", "/jobs", "/webhooks", "/ledger", "/clock"];

export default async function (world) {
  const olga = await world.person("olga");
  await signsIn(olga, "olga@example.org");
  await speaks(olga, "en");
  await olga.opens("/");
  await olga.follows("Operator");
  for (const page of PAGES) {
    const status = await olga.opens(`/operator${page}`);
    check(status === 200, `/operator${page} answers ${status}`);
    await olga.looks(`operator${page.replace("/", "-")}`);
  }
  await findsAccount(olga);
  await readsMail(olga);
  await writesNews(olga);
  await olga.opens("/operator/ledger");
  await olga.sees("The books are right");
  await movesClock(olga);
  await isForOperatorsOnly(world);
}

async function findsAccount(olga) {
  await olga.opens("/operator/accounts");
  await olga.fills({ "Name or e-mail address": "clara@example.org" });
  await olga.presses("Search");
  await olga.page.locator("main table a").filter({ hasText: "Clara Winter" }).first().click();
  await olga.sees("clara@example.org", "What happened");
  await olga.looks("account");
}

async function readsMail(olga) {
  await olga.opens("/operator/mails");
  const mail = olga.page.locator('main table a[href*="/mails/"]').first();
  if ((await mail.count()) === 0) return;
  await mail.click();
  await olga.sees("Kind", "Written");
  await olga.looks("mail");
}

async function writesNews(olga) {
  await olga.opens("/operator/news");
  await olga.page.locator("#title_en").fill("Reminders");
  await olga.presses("See how they read");
  await olga.sees("This needs another look", /both a title and a text/);
  check((await olga.page.locator("#title_en").inputValue()) === "Reminders", "the title is lost");
  await olga.page.locator("#text_en").fill("You can be reminded of meetings.\n\nChoose it in your profile.");
  await olga.presses("See how they read");
  await olga.sees("Nothing has been sent yet. It cannot be taken back.", "Choose it in your profile.");
  await olga.looks("news-review");
  await olga.presses("Send the news");
  await olga.sees("The news are on their way.", "Reminders");
  await olga.looks("news");
}

async function movesClock(olga) {
  await olga.opens("/operator/clock");
  await olga.presses("One hour");
  await olga.sees(/On the way .* done, 0 failed/);
  await olga.looks("clock-moved");
}

async function isForOperatorsOnly(world) {
  const ben = await world.person("ben");
  await signsIn(ben, "ben@example.org");
  await speaks(ben, "en");
  const status = await ben.opens("/operator");
  check(status === 403 || status === 404, `/operator answers ${status} to a host`);
  await ben.looks("no-operator");
  check((await ben.opens("/nothing/here")) === 404, "a page that is not there is there");
  await ben.looks("no-page");
}

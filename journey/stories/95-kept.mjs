// H4, F1, D2: every mail that was sent, and the owner's invoices of years, are kept for the foreign judges.

import { check } from "../lib.mjs";
import { signsIn } from "../steps.mjs";

const MOST_INVOICES = 6;

export default async function (world) {
  const reader = await world.person("mail-reader");
  const mails = await everyMail(reader);
  check(mails.length > 0, "no mail is in the outbox");
  for (const mail of mails) await reader.keeps(`${mail}.eml`, `mails/${mail.split("/").pop()}.eml`);

  const owner = await world.person("bookkeeper");
  await signsIn(owner, "clara@example.org");
  await owner.opens("/invoices");
  const invoices = await hrefs(owner, 'main a[href$=".pdf"]');
  check(invoices.length > 0, "the owner has no invoice");
  for (const invoice of invoices.slice(0, MOST_INVOICES)) await owner.keeps(invoice, `invoices/${invoice.split("/").pop()}`);
  await owner.page.locator("main table a").first().click();
  await owner.sees("Download PDF");
  await owner.looks("invoice");
}

/** Page by page, to the oldest. */
async function everyMail(reader) {
  const mails = [];
  for (let page = "/demo/mails"; page; ) {
    await reader.opens(page);
    mails.push(...(await hrefs(reader, 'main a[href^="/demo/mails/"]')));
    [page] = await hrefs(reader, 'main nav.pages a[href*="after="]');
  }
  return [...new Set(mails)];
}

async function hrefs(person, selector) {
  const found = await person.page.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  return [...new Set(found)];
}

// P5, C9, D2: a month passes; the subscription renews by itself, with its invoice and its mails.

import { check } from "../lib.mjs";
import { addressOf, CARDS, newcomer, ordersPlan, PASSWORD, placesOrder, signsIn } from "../steps.mjs";

export default async function (world) {
  const email = addressOf("mara");
  const mara = await newcomer(world, "mara", "Mara Renewing", email);
  await ordersPlan(mara, "Mara Renewing", email.split("@")[0].replace(".", "-"), CARDS.approved);
  await placesOrder(mara);
  await mara.sees("Your site is ready");
  const before = await invoices(mara);
  check(before.length === 1, `${before.length} invoices after the order, not one`);
  const first = await world.mail(email, "Invoice");

  await world.advances("month");
  await world.advances("day");
  // A month away ends the session.
  await mara.page.context().clearCookies();
  await signsIn(mara, email, PASSWORD);
  const after = await invoices(mara);
  check(after.length === 2, `${after.length} invoices after the renewal, not two`);
  await mara.looks("invoices");
  const second = await world.mail(email, "Invoice");
  check(second.subject !== first.subject, `no mail with the second invoice, only "${first.subject}"`);
  const renewed = await world.mail(email, "renewed");
  check(/Next, on /.test(renewed.text), `the mail does not say what comes next: ${renewed.text}`);
  for (const [index, pdf] of after.entries()) await mara.keeps(pdf, `invoices/renewed-${index + 1}.pdf`);

  await mara.opens("/billing");
  await mara.sees("Renews on");
  await mara.looks("billing");
  await mara.opens("/audit?verify");
  await mara.sees("The chain holds", /The subscription was renewed/);
  await mara.looks("audit");
}

/** The addresses of the person's invoices as PDF. */
async function invoices(person) {
  await person.opens("/invoices");
  const hrefs = await person.page.locator('main a[href$=".pdf"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  return [...new Set(hrefs)];
}

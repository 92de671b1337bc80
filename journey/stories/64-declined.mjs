// C10: a renewal is declined; the mail says when it is tried again; unpaid for two weeks it is suspended; paying restores it.

import { check } from "../lib.mjs";
import { addressOf, CARDS, fillsCard, newcomer, ordersPlan, PASSWORD, placesOrder, signsIn } from "../steps.mjs";

const EMAIL = addressOf("petra");
/** Paid at the screen; the bank declines every renewal. */
const SHORT_OF_MONEY = "4000 0000 0000 0341";

export default async function (world) {
  const petra = await newcomer(world, "petra", "Petra Unpaid", EMAIL);
  await ordersPlan(petra, "Petra Unpaid", EMAIL.split("@")[0].replace(".", "-"), SHORT_OF_MONEY);
  await placesOrder(petra);
  await petra.sees("Your site is ready");
  await world.advances("month");
  await world.advances("day");
  const declined = await world.mail(EMAIL, "was declined");
  check(/We try again on /.test(declined.text), `the mail does not say when it is tried again: ${declined.text}`);

  for (let day = 0; day < 15; day++) await world.advances("day");
  const suspended = await world.mail(EMAIL, "suspended");
  const invoice = suspended.links.find((href) => href.includes("/invoices/"));
  check(invoice, `the mail does not lead to the invoice: ${suspended.text}`);
  await petra.page.context().clearCookies();
  await signsIn(petra, EMAIL, PASSWORD);
  await petra.opens("/billing");
  await petra.sees("Suspended");
  await petra.looks("suspended");
  await petra.follows(/^Meetings \w+/);
  await petra.sees("An invoice is not paid", "Pay it now");
  await petra.looks("subscription");
  await petra.follows("Pay it now");
  await petra.page.waitForURL(/\/invoices\//);
  const another = petra.page.getByLabel("Another card");
  if ((await another.count()) > 0) await another.check();
  await fillsCard(petra, "Petra Unpaid", CARDS.approved);
  await petra.presses(/^Pay /);
  // "Paid" alone would be seen on the page before, which says that it is not.
  await petra.sees(/ paid on /);
  await petra.opens("/billing");
  await petra.sees("Active");
}

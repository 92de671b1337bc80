// P2, P4a: a change waits for the bank while the account moves on: what is paid then changes nothing, and the mail says so and what to do.

import { check } from "../lib.mjs";
import { addressOf, CARDS, newcomer, ordersPlan, placesOrder, speaks } from "../steps.mjs";

const EMAIL = addressOf("tilda");

export default async function (world) {
  const tilda = await newcomer(world, "tilda", "Tilda Late", EMAIL);
  // The bank asks at every payment.
  await ordersPlan(tilda, "Tilda Late", EMAIL.split("@")[0].replace(".", "-"), CARDS.asksAlways);
  await placesOrder(tilda);
  await saysYes(tilda);
  await tilda.sees("Your site is ready");
  const page = await subscription(tilda);
  await asksFor(tilda, page, 2, "monthly");
  await saysYes(tilda);
  await tilda.sees("Paid");
  // A year for one: paid now, so it waits for the bank.
  await asksFor(tilda, page, 1, "annual");
  const order = tilda.page.url();
  const bank = await bankOf(tilda);
  await invitesWithLicence(tilda);
  await tilda.opens(bank);
  await tilda.presses(/It is mine, pay/);
  await backToTheOrder(tilda);
  await tilda.sees("Your payment came too late", "The money is not lost");
  await tilda.looks("order");
  await tilda.opens(page);
  await tilda.sees("2 organizers", "a month");
  await tilda.looks("subscription");
  const mail = await world.mail(EMAIL, "Your payment came too late");
  check(/nothing was changed/.test(mail.text), `the mail does not say what it means: ${mail.text}`);
  check(/The money is not lost/.test(mail.text), `the mail does not calm: ${mail.text}`);
  check(mail.links.includes(order), `the mail does not lead to the order: ${mail.links}`);
  await tilda.opens("/audit?verify");
  await tilda.sees("The chain holds");
  await tilda.looks("audit");
  for (const language of ["fr", "ru"]) {
    await speaks(tilda, language);
    await tilda.opens(order);
    await tilda.looks(`order-${language}`);
  }
  await speaks(tilda, "en");
}

async function subscription(person) {
  await person.opens("/billing");
  await person.follows(/^Meetings \w+/);
  await person.page.waitForURL(/\/subscriptions\//);
  return new URL(person.page.url()).pathname;
}

async function asksFor(person, page, seats, interval) {
  await person.opens(`${page}/change`);
  await person.page.locator("#meetings_seats").fill(String(seats));
  await person.page.locator(`input[name="meetings_interval"][value="${interval}"]`).check();
  await person.presses("See what it does");
  // A longer interval for fewer waits for the renewal unless it is asked for now.
  if (interval === "annual") await person.page.getByRole("link", { name: "Now", exact: true }).click();
  await person.presses(/^Pay .* and change/);
  await person.page.waitForURL(/\/orders\/|\/sandbox\//);
}

/** The address of the bank's page, from the order that leads there. */
async function bankOf(person) {
  if (person.page.url().includes("/sandbox/")) return person.page.url();
  return person.page.getByRole("link", { name: "Confirm with your bank" }).getAttribute("href");
}

async function saysYes(person) {
  if (!person.page.url().includes("/sandbox/")) await person.follows("Confirm with your bank");
  await person.presses(/It is mine, pay/);
  await backToTheOrder(person);
}

async function backToTheOrder(person) {
  const back = person.page.getByRole("link", { name: "Back to Plenum" });
  if (person.page.url().includes("/sandbox/")) await back.click();
  await person.page.waitForURL(/\/orders\//);
}

/** Until the bank has answered, the second licence is somebody's. */
async function invitesWithLicence(person) {
  await person.opens("/people/invite");
  await person.page.locator("#email").fill(addressOf("udo"));
  await person.page.locator("#name").fill("Udo Guest");
  await person.page.locator('input[name="licences"]').first().check();
  await person.presses("Send the invitation");
  await person.sees("The invitation is on its way.");
}

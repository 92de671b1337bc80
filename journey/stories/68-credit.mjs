// D4a, P1: a renewal is declined; what another product gives back pays it from the invoice's page, as previewed.

import { addressOf, newcomer, ordersPlan, PASSWORD, placesOrder, signsIn, speaks } from "../steps.mjs";

const EMAIL = addressOf("cedric");
/** Paid at the screen; the bank declines every renewal. */
const SHORT_OF_MONEY = "4000 0000 0000 0341";

export default async function (world) {
  const cedric = await newcomer(world, "cedric", "Cedric Credit", EMAIL);
  await ordersPlan(cedric, "Cedric Credit", EMAIL.split("@")[0].replace(".", "-"), SHORT_OF_MONEY);
  await placesOrder(cedric);
  await cedric.sees("Your site is ready");
  for (let day = 0; day < 10; day++) await world.advances("day");
  await cedric.page.context().clearCookies();
  await signsIn(cedric, EMAIL, PASSWORD);
  const webinars = await buysWebinars(cedric);
  for (let day = 0; day < 22; day++) await world.advances("day");
  await cedric.page.context().clearCookies();
  await signsIn(cedric, EMAIL, PASSWORD);
  await givesBack(cedric, webinars);

  await opensTheOpenInvoice(cedric);
  await cedric.sees("Use your credit", "Stays on your credit balance");
  await cedric.looks("offer");
  await speaks(cedric, "fr");
  await opensTheOpenInvoice(cedric);
  await cedric.sees("Utiliser votre crédit");
  await cedric.looks("in-french");
  await speaks(cedric, "en");
  await opensTheOpenInvoice(cedric);
  await cedric.presses(/of your credit$/);
  await cedric.sees("Your credit has paid what the page said.", /was paid from your credit/);
  await cedric.looks("used");
}

/** The declined renewal is the newest invoice. */
async function opensTheOpenInvoice(person) {
  await person.opens("/invoices");
  await person.page.locator("main table a").first().click();
  await person.page.waitForURL(/\/invoices\/.+/);
}

/** Three licences of another product, with the card that is known; the path of its subscription. */
async function buysWebinars(person) {
  await person.opens("/plans");
  await person.follows("Webinars");
  await person.presses(/^Buy /);
  await person.isAt("/cart");
  await person.page.locator("#webinars_seats").fill("3");
  await person.presses("Go to checkout");
  await person.isAt("/checkout");
  for (const box of await person.page.getByLabel(/I (accept|have read) the/).all()) await box.check();
  await person.presses("Review the order");
  await person.isAt("/checkout/review");
  await placesOrder(person);
  await person.sees(/Paid/);
  await person.opens("/billing");
  await person.follows(/^Webinars/);
  await person.page.waitForURL(/\/subscriptions\//);
  return new URL(person.page.url()).pathname;
}

/** Fewer licences at once: the rest of the period is credit. */
async function givesBack(person, subscription) {
  await person.opens(`${subscription}/change`);
  await person.page.locator("#webinars_seats").fill("2");
  await person.presses("See what it does");
  await person.page.getByRole("link", { name: "Now", exact: true }).click();
  await person.sees("Added to your credit balance");
  await person.presses("Change now");
  await person.sees("The subscription is changed");
}

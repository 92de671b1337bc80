// Steps that several stories take: signing up, signing in, filling the checkout.

import { check } from "./lib.mjs";

/** The password of every demo account. */
export const DEMO_PASSWORD = "a quiet harbour";
export const PASSWORD = "brass wheels turning slowly";

const RUN = Date.now().toString(36);

/** An address nobody has yet, also when the stories are told to the same server once more. */
export function addressOf(name) {
  return `${name}.${RUN}@example.org`;
}

/** Test cards by what they do, from docs/test-cards.md. */
export const CARDS = {
  approved: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  asksOnce: "4000 0025 0000 3155",
  asksAlways: "4000 0027 6000 3184",
  answerLost: "4000 0000 0000 7015",
  pending: "4000 0000 0000 7031",
  pendingThenDeclined: "4000 0000 0000 7049",
  refundPending: "4000 0000 0000 7726",
};

/** Signs in through the page; ends on the home page. */
export async function signsIn(person, email, password = DEMO_PASSWORD) {
  await person.opens("/sign-in");
  await person.fills({ "E-mail address": email, Password: password });
  await person.presses("Sign in");
  await person.isAt("/");
}

/** Confirms the address by the link mailed to it; `looking` sees the page before. */
export async function confirmsAddress(world, person, email, looking = async () => {}) {
  const mail = await world.mail(email, "Confirm your e-mail address");
  const link = mail.links.find((href) => href.includes("confirm"));
  check(link, `no link to confirm in: ${mail.text}`);
  await person.opens(link);
  await person.sees("Confirm your address");
  await looking(person);
  await person.fills({ Password: PASSWORD });
  await person.presses("Confirm this address");
}

/** A new person with a confirmed free account, signed in, on the home page. */
export async function newcomer(world, name, fullName, email) {
  const person = await world.person(name);
  await person.opens("/sign-up");
  await person.fills({ "Your name": fullName, "E-mail address": email, Password: PASSWORD });
  await person.page.getByLabel(/I accept the terms/).check();
  await person.presses("Create the account");
  await confirmsAddress(world, person, email);
  await person.isAt("/");
  return person;
}

/** Fills the checkout for a buyer in Berlin who pays with `card`; stays on the page. */
export async function fillsCheckout(person, name, siteName, card = CARDS.approved) {
  await person.fills({ "Name or company": name, "Street and number": "Uferstraße 7", Postcode: "13357",
    "Town or city": "Berlin", Country: "Germany", "Site address": siteName });
  await fillsCard(person, name, card);
  for (const box of await person.page.getByLabel(/I (accept|have read) the/).all()) await box.check();
}

/** Fills in a new card. */
export async function fillsCard(person, name, card) {
  await person.fills({ "Name on the card": name, "Card number": card, "Valid until": "12/35", "Security code": "123" });
}

/** From the plans page through the cart to the statement, for the first tier on sale, paid monthly. */
export async function ordersPlan(person, name, siteName, card) {
  await person.opens("/plans");
  await person.presses(/^Buy /);
  await person.isAt("/cart");
  await person.presses("Go to checkout");
  await person.isAt("/checkout");
  await fillsCheckout(person, name, siteName, card);
  await person.presses("Review the order");
  await person.isAt("/checkout/review");
}

/** Places the order on the statement. */
export async function placesOrder(person) {
  await person.presses(/place the order/i);
  await person.page.waitForURL(/\/orders\/|\/sandbox\//);
}

/** Chooses the language of the person's pages and mails. */
export async function speaks(person, language) {
  await person.opens("/profile");
  await person.page.locator("#locale").selectOption(language);
  await person.page.locator('form[action="/profile"] button[type="submit"], form[action="/profile"] button').last().click();
  await person.page.locator(`html[lang="${language}"]`).waitFor({ state: "attached" });
}

// B3, P1, P2, D7: a French company buys with Call Me and its VAT number: the policy on emergency calls is asked for, the statement says reverse charge, and what was placed is what was shown.

import { check } from "../lib.mjs";
import { addressOf, CARDS, fillsCheckout, newcomer, placesOrder } from "../steps.mjs";

const ADDRESS = addressOf("odile");
const SITE = ADDRESS.split("@")[0].replace(".", "-");
const VAT_ID = "FR83404833048";

export default async function (world) {
  const odile = await newcomer(world, "odile", "Odile Petit", ADDRESS);
  await fillsCart(odile);
  await checksOut(odile);
  const shown = await reviews(odile);
  await placesOrder(odile);
  await odile.sees("Your site is ready");
  await findsTheSame(world, odile, shown);
  await addsMore(odile);
}

/** What comes with a change asks for the policy as well: on the statement, beside the button. */
async function addsMore(odile) {
  await odile.opens("/billing");
  await odile.follows(/^Meetings \w+/);
  await odile.page.waitForURL(/\/subscriptions\//);
  const page = new URL(odile.page.url()).pathname;
  await odile.opens(`${page}/change`);
  await odile.page.locator('input[name$="call_me_international"]').first().fill("1");
  await odile.presses("See what it does");
  await odile.sees(/emergency numbers cannot be reached through Call Me/);
  await odile.looks("more-policy");
  await odile.presses(/^Pay .* and change/);
  await odile.sees("This needs another look", "The order needs this agreement");
  await odile.looks("more-policy-missing");
  await odile.page.locator("#accept_emergency_calls").check();
  await odile.presses(/^Pay .* and change/);
  await odile.page.waitForURL(/\/orders\//);
  await odile.sees("Paid");
}

async function fillsCart(odile) {
  await odile.opens("/plans");
  await odile.presses("Buy Pro");
  await odile.isAt("/cart");
  await odile.fills({ "Number of licences (organizer)": "2" });
  const callMe = odile.page.locator('input[name$="call_me_domestic"], input[id$="call_me_domestic"]').first();
  await callMe.fill("2");
  await odile.presses("Update the sum");
  await odile.looks("cart");
  await odile.presses("Go to checkout");
}

async function checksOut(odile) {
  await odile.isAt("/checkout");
  await odile.sees("Phone calls", "Country you are called in", /emergency numbers cannot be reached through Call Me/);
  await fillsCheckout(odile, "Atelier Petit", SITE, CARDS.approved);
  await odile.fills({ Postcode: "75001", "Town or city": "Paris", Country: "France" });
  await odile.page.getByLabel(/VAT number of your company/).fill(VAT_ID);
  await odile.page.locator("#caller_country").selectOption("FR");
  const policy = odile.page.locator("#accept_emergency_calls");
  await policy.uncheck();
  await odile.presses("Review the order");
  await odile.sees("This needs another look");
  check((await odile.page.locator('[data-refusals] a[href="#accept_emergency_calls"]').count()) === 1, "the policy is not asked for");
  await odile.looks("policy-missing");
  await policy.check();
  await fillsCardAgain(odile);
  await odile.presses("Review the order");
}

/** A refused form never sends card figures back. */
async function fillsCardAgain(odile) {
  const number = odile.page.getByLabel("Card number");
  if ((await number.count()) > 0 && (await number.isVisible()) && !(await number.inputValue())) {
    await odile.fills({ "Name on the card": "Odile Petit", "Card number": CARDS.approved, "Valid until": "12/35", "Security code": "123" });
  }
}

/** The statement, section by section; the amount to pay today. */
async function reviews(odile) {
  await odile.isAt("/checkout/review");
  await odile.sees("Your order", "Atelier Petit", VAT_ID, "VAT: reverse charge", /To pay today/);
  for (const section of ["Now", "Next", "You gain", "You lose", "Data", "Links", "Told", "Way back"]) {
    await odile.sees(section);
  }
  await odile.looks("statement");
  const text = await odile.page.locator("main").innerText();
  const [, amount] = text.match(/Pay (EUR\s[\d,.]+) and place the order/) ?? [];
  check(amount, `no amount on the button: ${text}`);
  return amount;
}

async function findsTheSame(world, odile, shown) {
  await odile.opens("/invoices");
  await odile.page.locator("main table a").first().click();
  await odile.sees("Download PDF", VAT_ID, "VAT: reverse charge", /the customer accounts for the VAT/);
  const text = await odile.page.locator("main").innerText();
  const plain = (words) => words.replace(/\s/g, " ");
  check(plain(text).includes(plain(shown)), `the statement said ${shown}, the invoice: ${text}`);
  await odile.looks("invoice");
  const pdf = await odile.page.getByRole("link", { name: "Download PDF" }).getAttribute("href");
  await odile.keeps(pdf, "invoices/reverse-charge.pdf");
  const mail = await world.mail(ADDRESS, "Your order");
  check(plain(mail.text).includes(plain(shown)), `the statement said ${shown}, the mail: ${mail.text}`);
}

// A3, B2, C4, C5, C6, P1, P2, P3: a year promised and paid monthly, its fee seen before it is cancelled early, taken back, and the product swapped for another.

import { check } from "../lib.mjs";
import { addressOf, CARDS, fillsCheckout, newcomer, PASSWORD, placesOrder, signsIn, speaks } from "../steps.mjs";

const EMAIL = addressOf("selma");

export default async function (world) {
  const selma = await newcomer(world, "selma", "Selma Swapping", EMAIL);
  await promisesAYear(selma);
  const page = await seesWhatIsPromised(selma);
  await cancelsEarly(world, selma, page);
  await takesItBack(world, selma, page);
  await endsWithTheYear(selma, page);
  await swaps(world, selma, page);
}

/** The price of a year that is paid monthly, and what leaving costs, before anything is bought. */
async function promisesAYear(selma) {
  await selma.opens("/plans");
  await selma.follows("Annual, paid monthly");
  await selma.sees(/You commit for a year at a time. Ending it early costs 50\s%/);
  await selma.looks("plans-year");
  await selma.presses("Buy Pro");
  await selma.isAt("/cart");
  check(await selma.page.locator('input[name="meetings_interval"][value="annual_monthly"]').isChecked(), "the year is not chosen");
  await selma.looks("cart-year");
  await selma.page.locator('input[name="meetings_tier"][value="plus"]').check();
  await selma.presses("Update the sum");
  await selma.sees("This plan is not sold for a year paid monthly");
  await selma.looks("cart-not-sold-so");
  await selma.page.locator('input[name="meetings_tier"][value="pro"]').check();
  await selma.page.locator("#meetings_seats").fill("4");
  await selma.presses("Go to checkout");
  await selma.isAt("/checkout");
  await fillsCheckout(selma, "Selma Swapping", EMAIL.split("@")[0].replace(".", "-"), CARDS.approved);
  await selma.presses("Review the order");
  await selma.isAt("/checkout/review");
  await selma.sees(/Meetings Pro is committed until/);
  await selma.looks("order-year");
  await placesOrder(selma);
  await selma.sees("Your site is ready");
}

async function seesWhatIsPromised(selma) {
  await selma.opens("/billing");
  await selma.follows(/^Meetings Pro/);
  await selma.page.waitForURL(/\/subscriptions\//);
  await selma.sees("Commitment", /Then another year begins/);
  await selma.looks("subscription-year");
  return new URL(selma.page.url()).pathname;
}

/** Both ends are offered with their day; the early one costs half of what is left, and says how. */
async function cancelsEarly(world, selma, page) {
  await world.advances("month");
  await selma.page.context().clearCookies();
  await signsIn(selma, EMAIL, PASSWORD);
  await selma.opens(`${page}/change`);
  await selma.page.locator("#meetings_seats").fill("2");
  await selma.presses("See what it does");
  await selma.sees(/You committed to this plan until/);
  await selma.looks("less-waits");
  await selma.opens(page);
  await selma.follows("Cancel the subscription");
  await selma.sees("Early-termination fee", "When the commitment ends");
  await selma.looks("cancel-early");
  await speaks(selma, "fr");
  await selma.opens(`${page}/review?do=cancel`);
  await selma.sees("Frais de résiliation anticipée");
  await selma.looks("cancel-early-fr");
  await speaks(selma, "ru");
  await selma.opens(`${page}/review?do=cancel`);
  await selma.looks("cancel-early-ru");
  await speaks(selma, "en");
  await selma.opens(`${page}/review?do=cancel`);
  await selma.presses(/^Pay .* and cancel at /);
  await selma.page.waitForURL(/\/orders\//);
  await selma.sees("The subscription is cancelled");
  await selma.looks("fee-paid");
  const proof = await world.mail(EMAIL, "cancelled");
  check(/Early-termination fee/.test(proof.text), `the proof names no fee: ${proof.text}`);
  await selma.follows(/^Invoice /);
  await selma.sees("Early-termination fee");
  await selma.looks("fee-invoice");
  const pdf = await selma.page.locator('main a[href$=".pdf"]').first().getAttribute("href");
  await selma.keeps(pdf, "invoices/early-termination.pdf");
}

/** Second thoughts: one button, and the fee goes back to the card. */
async function takesItBack(world, selma, page) {
  await selma.opens(page);
  await selma.follows("Undo");
  await selma.sees(/Goes back to your payment method/);
  await selma.looks("fee-back");
  await selma.presses("Go on as it is");
  await selma.sees("Undone");
  await world.advances("day");
  await world.mail(EMAIL, "refund").catch(() => {});
}

/** Cancelled for the day the promise ends, nothing is to pay; that is taken back too. */
async function endsWithTheYear(selma, page) {
  await selma.opens(`${page}/review?do=cancel`);
  await selma.follows(/^When the commitment ends/);
  await selma.sees("Nothing to pay today");
  await selma.looks("cancel-with-the-year");
  await selma.presses(/^Cancel at /);
  await selma.sees("The subscription is cancelled");
  await selma.looks("cancelled-with-the-year");
  await selma.follows("Undo");
  await selma.presses("Go on as it is");
  await selma.sees("Undone");
}

/** One order, one balance: what ends, what begins, what is gained and lost, from which day. */
async function swaps(world, selma, page) {
  await selma.opens(page);
  await selma.follows("Swap for another product");
  await selma.sees("Webinars");
  await selma.looks("swap-form");
  await selma.page.locator('input[name="webinars_tier"][value="plus"]').check();
  await selma.page.locator("#webinars_seats").fill("0");
  await selma.presses("See what it does");
  check((await selma.page.locator("#webinars_seats").inputValue()) === "0", "the number typed is gone");
  await selma.looks("swap-refused");
  await selma.page.locator("#webinars_seats").fill("1");
  await selma.presses("See what it does");
  await selma.sees(/Webinars Plus, from/, /Meetings Pro ends on/, "Early-termination fee", "Unused Meetings Pro");
  await selma.looks("swap");
  await selma.follows("Back");
  await selma.page.waitForURL(/\/swap/);
  check(await selma.page.locator('input[name="webinars_tier"][value="plus"]').isChecked(), "going back lost the tier");
  await speaks(selma, "fr");
  await selma.opens(`${page}/review?do=swap&product=webinars&webinars_tier=plus&webinars_seats=1&webinars_interval=monthly`);
  await selma.sees("Remplacer par un autre produit");
  await selma.looks("swap-fr");
  await speaks(selma, "en");
  await selma.opens(`${page}/review?do=swap&product=webinars&webinars_tier=plus&webinars_seats=1&webinars_interval=monthly`);
  await selma.presses(/^Pay .* and swap/);
  await selma.page.waitForURL(/\/orders\//);
  await selma.sees("Paid");
  await selma.looks("swapped");
  await selma.follows("Back to the subscription");
  await selma.sees("Webinars Plus");
  check(new URL(selma.page.url()).pathname !== page, "the order leads to the old subscription");
  await selma.looks("new-subscription");
  await world.mail(EMAIL, "in place of");
  await selma.opens("/billing");
  await selma.sees(/Webinars Plus/, /Ended/);
  await selma.looks("billing");
  await selma.opens("/audit?verify");
  await selma.sees("The chain holds", "swapped for another product");
}

// C1, C2, C3, C5, C6, C7, C8, D4, D5, P1, P2, P3: licences added and taken away to the cent, a higher tier, a cancellation undone, an end whose rest goes back, a return; the credit explained.

import { check } from "../lib.mjs";
import { addressOf, CARDS, newcomer, ordersPlan, PASSWORD, placesOrder, signsIn, speaks } from "../steps.mjs";

const EMAIL = addressOf("wanda");

export default async function (world) {
  const wanda = await newcomer(world, "wanda", "Wanda Changing", EMAIL);
  await ordersPlan(wanda, "Wanda Changing", EMAIL.split("@")[0].replace(".", "-"), CARDS.approved);
  await placesOrder(wanda);
  await wanda.sees("Your site is ready");
  await world.advances("day");

  const page = await addsSeats(wanda);
  await wantsTooMuch(wanda, page);
  await takesSeatsAway(wanda, page);
  await goesUp(wanda, page);
  await addsAnother(wanda);
  await cancelsAndStays(world, wanda, page);
  await endsAndReturns(world, wanda, page);
}

async function opensSubscription(wanda) {
  await wanda.opens("/billing");
  await wanda.follows(/^Meetings \w+/);
  await wanda.page.waitForURL(/\/subscriptions\//);
  return new URL(wanda.page.url()).pathname;
}

async function asksForSeats(wanda, page, seats) {
  await wanda.opens(`${page}/change`);
  await wanda.page.locator("#meetings_seats").fill(String(seats));
  await wanda.presses("See what it does");
}

/** More licences are paid first and are there at once. */
async function addsSeats(wanda) {
  const page = await opensSubscription(wanda);
  await wanda.looks("subscription");
  await wanda.follows("Change");
  await wanda.looks("form");
  await asksForSeats(wanda, page, 4);
  await wanda.sees("Change the subscription", /\d+ of \d+ days, 3 organizers/, "All join links stay as they are");
  await wanda.sees(/Meetings \w+: 4 organizers, until now 1 organizer/);
  await isInProportion(wanda);
  await wanda.looks("more-seats");
  await wanda.follows("Back");
  check((await wanda.page.locator("#meetings_seats").inputValue()) === "4", "going back lost what was typed");
  await wanda.presses("See what it does");
  await wanda.presses(/^Pay .* and change/);
  await wanda.page.waitForURL(/\/orders\//);
  await wanda.sees("Paid");
  await wanda.looks("paid");
  await wanda.opens(page);
  await wanda.sees(/4 organizers/);
  return page;
}

/** The line says how its amount was worked out, and that is what comes out. */
async function isInProportion(wanda) {
  const row = wanda.page.locator("main li, main tr, main dd, main div").filter({ hasText: /\d+ of \d+ days/ }).last();
  const said = (await row.innerText()).replace(/\u00a0/g, " ");
  const parts = /(\d+) of (\d+) days, (\d+) organizers × EUR ([\d.]+)\s+EUR ([\d.]+)/.exec(said);
  check(parts, `no way of working it out in: ${said}`);
  const [days, of, seats, price, amount] = parts.slice(1).map(Number);
  const cents = Math.round((days / of) * seats * price * 100);
  check(cents === Math.round(amount * 100), `${said}: ${cents} cents come out`);
}

/** What cannot be is said beside the field, and nothing typed is lost. */
async function wantsTooMuch(wanda, page) {
  await asksForSeats(wanda, page, 99999);
  await wanda.sees("Change the subscription");
  check((await wanda.page.locator("#meetings_seats").inputValue()) === "99999", "the number typed is gone");
  await wanda.looks("refused");
  await asksForSeats(wanda, page, 4);
  await wanda.sees(/This is what you have already/);
}

/** Fewer licences: at the renewal or now; what comes back stands as credit. */
async function takesSeatsAway(wanda, page) {
  await asksForSeats(wanda, page, 3);
  await wanda.sees("Nothing to pay today");
  await wanda.looks("fewer-seats");
  await wanda.presses(/^Change on /);
  await wanda.sees("The change is planned", /3 organizers. Until then nothing changes/);
  await wanda.looks("planned");
  await wanda.follows("Undo");
  await wanda.presses("Go on as it is");
  await wanda.sees("Undone");

  await asksForSeats(wanda, page, 2);
  await wanda.page.getByRole("link", { name: "Now", exact: true }).click();
  await wanda.sees("Added to your credit balance");
  await wanda.looks("fewer-seats-now");
  await wanda.presses("Change now");
  await wanda.sees("The subscription is changed");
  await wanda.opens("/billing/credit");
  await wanda.sees(/credit note CN-/);
  await wanda.looks("credit");
  const note = await wanda.page.locator('main a[href*="/credit-notes/"]').first().getAttribute("href");
  await wanda.keeps(note, "invoices/credit-note.pdf");
}

/** A higher tier takes the credit first, and unlocks at once. */
async function goesUp(wanda, page) {
  await wanda.opens("/plans");
  await wanda.looks("plans");
  await wanda.follows("Change to Plus");
  await wanda.page.waitForURL(/\/change/);
  check(await wanda.page.locator('input[name="meetings_tier"][value="plus"]').isChecked(), "Plus is not chosen");
  await wanda.presses("See what it does");
  await wanda.sees("You gain", "Paid from your credit balance");
  await wanda.looks("higher-tier");
  await wanda.presses(/^Pay .* and change/);
  await wanda.page.waitForURL(/\/orders\//);
  await wanda.opens(page);
  await wanda.sees(/Meetings Plus/);
}

/** A second product, in an order of its own, paid with the card that is kept. */
async function addsAnother(wanda) {
  await wanda.opens("/billing");
  await wanda.follows("Add another subscription");
  await wanda.isAt("/plans");
  await wanda.follows("Webinars");
  await wanda.presses(/^Buy /);
  await wanda.isAt("/cart");
  await wanda.presses("Go to checkout");
  await wanda.isAt("/checkout");
  for (const box of await wanda.page.getByLabel(/I (accept|have read) the/).all()) await box.check();
  await wanda.presses("Review the order");
  await wanda.isAt("/checkout/review");
  await wanda.looks("second-product");
  await placesOrder(wanda);
  await wanda.sees(/Paid/);
  await wanda.opens("/billing");
  await wanda.sees(/Meetings Plus/, /Webinars/);
  await wanda.looks("two-subscriptions");
}

/** A cancellation is proved by mail and can be undone until the end. */
async function cancelsAndStays(world, wanda, page) {
  await wanda.opens(page);
  await wanda.follows("Cancel the subscription");
  await wanda.sees("Nothing has happened yet", "You lose");
  await wanda.looks("cancel");
  await wanda.presses(/^Cancel at /);
  await wanda.sees("The subscription is cancelled", /Until then everything works as before/);
  await wanda.looks("cancelled");
  const proof = await world.mail(EMAIL, "cancelled");
  check(/first day without it/.test(proof.text), `the proof says no day: ${proof.text}`);
  check(proof.links.some((href) => href.endsWith(page)), "the proof does not lead to where it is undone");
  await wanda.opens("/billing");
  await wanda.sees(/Ends on/);
  await wanda.looks("billing-ending");
  await wanda.page.locator('main a[href*="do=withdraw"]').first().click();
  await wanda.presses("Go on as it is");
  await wanda.sees("Undone");
}

/** Ended at once with the rest back to the card, and taken up again. */
async function endsAndReturns(world, wanda, page) {
  await wanda.opens(`${page}/review?do=cancel`);
  await wanda.follows("Now, the rest back to how it was paid");
  await wanda.sees(/Goes back to your payment method, in 3 to 5 business days/);
  await wanda.looks("end-now");
  await wanda.presses("End it now");
  await wanda.sees("It has ended");
  await wanda.looks("ended");
  const refund = await world.mail(EMAIL, "on its way back to you");
  check(/Visa ending 4242/.test(refund.text), `the mail does not say where the money goes: ${refund.text}`);
  check(/usually arrives between .+ and /.test(refund.text), `the mail does not say when: ${refund.text}`);
  await speaks(wanda, "fr");
  await wanda.opens(`${page}/review?do=resume`);
  await wanda.sees("Une nouvelle période commence aujourd’hui");
  await wanda.looks("come-back-fr");
  await speaks(wanda, "ru");
  await wanda.opens(`${page}/review?do=resume`);
  await wanda.looks("come-back-ru");
  await speaks(wanda, "en");
  await wanda.opens(page);
  await wanda.follows("Come back");
  await wanda.presses(/^Pay .* and come back/);
  await wanda.page.waitForURL(/\/orders\//);
  await world.advances("month");
  await wanda.page.context().clearCookies();
  await signsIn(wanda, EMAIL, PASSWORD);
  await wanda.opens("/audit?verify");
  await wanda.sees("The chain holds", "The subscription is back");
}

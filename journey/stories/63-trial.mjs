// A5, C1, P1, P3: a plan is tried without a card, announced, kept; another ends by itself; another is tried with a card; nothing twice.

import { check } from "../lib.mjs";
import { addressOf, CARDS, fillsCard, newcomer, PASSWORD, signsIn, speaks } from "../steps.mjs";

const EMAIL = addressOf("theodora");

export default async function (world) {
  const theodora = await newcomer(world, "theodora", "Theodora Trying", EMAIL);
  await triesWithoutACard(theodora);
  await seesTheTrial(theodora);
  await isReminded(world, theodora);
  await keepsIt(world, theodora);
  await triesWithACard(world, theodora);
  await fallsBack(world);
}

/** The address, the site and the agreements of a checkout; what pays is left to the story. */
async function fillsAddress(person, name, site) {
  await person.fills({ "Name or company": name, "Street and number": "Uferstraße 7", Postcode: "13357",
    "Town or city": "Berlin", Country: "Germany", "Site address": site });
  for (const box of await person.page.getByLabel(/I (accept|have read) the/).all()) await box.check();
}

/** From the plans to a trial that asks for no card. */
async function triesWithoutACard(person) {
  await person.opens("/plans");
  await person.sees(/Try Pro free for 14 days/);
  await person.looks("plans");
  await person.presses(/^Try Pro/);
  await person.isAt("/cart");
  await person.sees("Buy or try", /14 free days, then/);
  check(await person.page.locator('input[name="meetings_mode"][value="try"]').isChecked(), "the cart does not try");
  await person.looks("cart");
  await person.page.locator('input[name="meetings_tier"][value="starter"]').check();
  await person.presses("Update the sum");
  await person.sees("This plan has no trial");
  await person.looks("cart-refused");
  await person.page.locator('input[name="meetings_tier"][value="pro"]').check();
  await person.presses("Go to checkout");
  await person.isAt("/checkout");
  await person.sees("When the free days are over");
  check(!(await person.page.locator("#card_number").isVisible()), "a card is asked for");
  await fillsAddress(person, "Theodora Trying", EMAIL.split("@")[0].replace(".", "-"));
  await person.looks("checkout");
  await person.page.locator('input[name="after_trial"][value="subscribe"]').check();
  check(await person.page.locator("#card_number").isVisible(), "no card can be given");
  await person.page.locator('input[name="after_trial"][value="end"]').check();
  await person.presses("Review the order");
  await person.isAt("/checkout/review");
  await person.sees("Nothing to pay today", "It ends by itself", /Reminder by mail on/, "No further charge");
  await person.looks("review");
  await person.presses("Start the trial");
  await person.page.waitForURL(/\/orders\//);
  await person.sees("Your trial has begun, and your site is ready");
  await person.looks("begun");
}

async function seesTheTrial(person) {
  await person.opens("/");
  await person.sees(/Trial of Meetings Pro until/, "Subscribe");
  await person.looks("home");
  await person.opens("/billing");
  await person.sees(/Trial until/, "Ends by itself, unless you subscribe");
  await person.looks("billing");
  await person.follows(/^Meetings Pro/);
  await person.page.waitForURL(/\/subscriptions\//);
  await person.sees(/Then it ends by itself/, "End the trial now");
  await person.looks("subscription");
}

async function isReminded(world, person) {
  for (let day = 0; day < 12; day++) await world.advances("day");
  const reminder = await world.mail(EMAIL, "the trial ends in");
  check(/nothing is charged/.test(reminder.text), `the reminder does not say what follows: ${reminder.text}`);
  await person.page.context().clearCookies();
  await signsIn(person, EMAIL, PASSWORD);
}

/** Subscribing after the free days: in French and Russian to look at, then for good. */
async function keepsIt(world, person) {
  await person.opens("/");
  await person.follows("Subscribe");
  await person.sees("The free days stay free", "No payment method is kept");
  await person.looks("no-card");
  await person.follows("Add a payment method");
  await fillsCard(person, "Theodora Trying", CARDS.approved);
  await person.presses("Keep this payment method");
  await person.sees(/Subscribe from/);
  const page = new URL(person.page.url());
  await person.looks("subscribe");
  for (const language of ["fr", "ru"]) {
    await speaks(person, language);
    await person.opens(page.pathname + page.search);
    await person.looks(`subscribe-${language}`);
    await person.opens("/");
    await person.looks(`home-${language}`);
    await person.opens("/billing");
    await person.looks(`billing-${language}`);
    await person.opens(page.pathname.replace("/review", ""));
    await person.looks(`subscription-${language}`);
  }
  await speaks(person, "en");
  await person.opens(page.pathname + page.search);
  await person.page.getByRole("link", { name: "Now", exact: true }).click();
  await person.sees(/^Pay .* and start/);
  await person.looks("start-now");
  await person.page.getByRole("link", { name: "After the free days" }).click();
  await person.presses(/^Subscribe from/);
  await person.sees("You are subscribed", /the first period begins/);
  await person.looks("subscribed");
  for (let day = 0; day < 4; day++) await world.advances("day");
  const begun = await world.mail(EMAIL, "the subscription begins");
  check(/Your trial is over/.test(begun.text), `the mail does not say so: ${begun.text}`);
  await person.page.context().clearCookies();
  await signsIn(person, EMAIL, PASSWORD);
  await person.opens("/billing");
  await person.sees("Active", /Renews on/);
  await person.looks("billing-paid");
}

/** Another product, tried with the card that is kept; in French. */
async function triesWithACard(world, person) {
  await speaks(person, "fr");
  await person.opens("/plans?product=webinars");
  await person.looks("plans-fr");
  await person.presses(/^Essayer Pro/);
  await person.isAt("/cart");
  await person.looks("cart-fr");
  await person.presses("Continuer");
  await person.isAt("/checkout");
  await person.page.locator('input[name="after_trial"][value="subscribe"]').check();
  for (const box of await person.page.locator('input[name^="accept_"]').all()) await box.check();
  await person.looks("checkout-fr");
  await person.presses("Vérifier la commande");
  await person.isAt("/checkout/review");
  await person.sees("Rien à payer aujourd’hui", /La première période commence le/);
  await person.looks("review-fr");
  await person.presses("Commencer l’essai");
  await person.page.waitForURL(/\/orders\//);
  await person.sees("Votre essai a commencé");
  await person.looks("begun-fr");
  await person.opens("/billing");
  await person.follows(/^Webinars|^Webinaires/);
  await person.page.waitForURL(/\/subscriptions\//);
  await person.looks("subscription-with-card-fr");
  await speaks(person, "en");
  await person.opens("/plans");
  check((await person.page.getByRole("button", { name: /^Try/ }).count()) === 0, "a second trial is offered");
}

/** Somebody who does nothing: the account is free again, and a second trial is not to be had. */
async function fallsBack(world) {
  const email = addressOf("lazaro");
  const lazaro = await newcomer(world, "lazaro", "Lazaro Waiting", email);
  await lazaro.opens("/plans");
  await lazaro.presses(/^Try Plus/);
  await lazaro.presses("Go to checkout");
  await fillsAddress(lazaro, "Lazaro Waiting", email.split("@")[0].replace(".", "-"));
  await lazaro.presses("Review the order");
  await lazaro.presses("Start the trial");
  await lazaro.sees("Your trial has begun");
  for (let day = 0; day < 15; day++) await world.advances("day");
  const over = await world.mail(email, "the trial is over");
  const link = over.links.find((href) => href.includes("/subscriptions/"));
  check(link, `the mail does not lead on: ${over.text}`);
  await lazaro.page.context().clearCookies();
  await signsIn(lazaro, email, PASSWORD);
  await lazaro.sees("Free");
  await lazaro.opens(new URL(link).pathname);
  await lazaro.sees("It has ended", "Subscribe");
  await lazaro.looks("over");
  await lazaro.opens("/plans");
  check((await lazaro.page.getByRole("button", { name: /^Try/ }).count()) === 0, "a second trial is offered");
  await lazaro.looks("plans-after");
}

// D1c: paid through Stripe, from the checkout to its page and back to a paid order; an account left on a page that is closed; given up; no number is typed here.

import { Deployment } from "../deployment.mjs";
import { check, World } from "../lib.mjs";
import { addressOf, newcomer, placesOrder, speaks } from "../steps.mjs";
import { SECRET_KEY, StripeStandIn, WEBHOOK_SECRET } from "../stripe-stand-in.mjs";

const EMAIL = addressOf("hosted");

export default async function (outer) {
  const stripe = await new StripeStandIn().start();
  const deployment = await Deployment.start({
    PLENUM_DEMO: "true",
    PLENUM_CLOCK: "real",
    PLENUM_STRIPE__SECRET_KEY: SECRET_KEY,
    PLENUM_STRIPE__WEBHOOK_SECRET: WEBHOOK_SECRET,
    PLENUM_STRIPE__STAND_IN: stripe.base,
  });
  const world = new World(deployment.base);
  world.story = outer.story;
  try {
    const olga = await newcomer(world, "olga", "Olga Elsewhere", EMAIL);
    await buys(olga, stripe);
    await closesThePage(olga, stripe, deployment);
    await givesUp(olga);
    await inOtherWords(olga);
    const complaints = world.complaints();
    check(complaints.length === 0, `the browser complains:\n    ${complaints.join("\n    ")}`);
  } catch (error) {
    await world.shootAll();
    throw new Error([error.stack, ...world.complaints()].join("\n    "));
  } finally {
    await world.close();
    await deployment.stop();
    await stripe.stop();
  }
}

/** What was typed into the checkout is there on the way back; the order is paid by what was left. */
async function buys(olga, stripe) {
  await olga.opens("/plans");
  await olga.presses(/^Buy /);
  await olga.presses("Go to checkout");
  await olga.isAt("/checkout");
  await olga.fills({ "Name or company": "Olga Elsewhere", "Street and number": "Uferstraße 7", Postcode: "13357",
    "Town or city": "Berlin", Country: "Germany", "Site address": EMAIL.split("@")[0].replace(".", "-") });
  for (const box of await olga.page.getByLabel(/I (accept|have read) the/).all()) await box.check();
  check((await olga.page.getByLabel(/card number|IBAN/i).count()) === 0, "a number is asked for here");
  await olga.looks("checkout");
  await olga.presses("Add a card or bank account");
  await leaves(olga);
  await olga.presses("Leave the card");
  await olga.isAt("/checkout");
  await olga.sees("Visa ending 4242");
  check((await olga.page.locator("#billing_postcode").inputValue()) === "13357", "what was typed is lost");
  await olga.looks("back");
  await olga.presses("Review the order");
  await olga.isAt("/checkout/review");
  await placesOrder(olga);
  await olga.sees("Your site is ready");
  check(stripe.taken() > 0, "nothing was charged there");
}

/** The visitor never comes back: the event tells, and the account is there. */
async function closesThePage(olga, stripe, deployment) {
  await goesThere(olga);
  await olga.page.getByLabel("Close the page afterwards").check();
  await olga.presses("Leave the account");
  await olga.sees("Thank you");
  const reply = await stripe.tells(deployment.base);
  check(reply.ok, `the event is answered ${reply.status}`);
  await olga.opens("/billing/methods");
  await olga.sees("Visa ending 4242", "Bank account ending 3000");
  await olga.looks("two");
}

async function goesThere(olga) {
  await olga.opens("/billing/methods");
  await olga.follows("Add a payment method");
  await leaves(olga);
}

async function leaves(olga) {
  await olga.isAt("/billing/cards/new");
  await olga.looks("add");
  await olga.presses("Go to the payment service");
  await olga.sees("A page of the payment service");
}

async function givesUp(olga) {
  await goesThere(olga);
  await olga.follows("Back to the shop");
  await olga.page.waitForURL((url) => url.pathname.startsWith("/billing/methods"));
  await olga.looks("given-up");
  await olga.opens("/billing/methods");
  await olga.sees("Visa ending 4242", "Bank account ending 3000");
}

async function inOtherWords(olga) {
  for (const language of ["fr", "ru"]) {
    await speaks(olga, language);
    await olga.opens("/billing/cards/new");
    await olga.looks(`add-${language}`);
    await olga.opens("/billing/methods");
    await olga.looks(`two-${language}`);
  }
}

// A1, A3: the operator publishes a new price; a catalog with a mistake is refused with its line; the plans page has the new price, and a subscription keeps its own.

import { check } from "../lib.mjs";
import { signsIn, speaks } from "../steps.mjs";

export default async function (world) {
  const olga = await world.person("olga");
  const clara = await world.person("clara-before");
  await signsIn(clara, "clara@example.org");
  await speaks(clara, "en");
  const before = await nextCharges(clara);
  const text = await catalogOf(olga);
  await isRefused(olga, text);
  const dearer = text.replaceAll(/^EUR = \{ monthly = "[\d.]+"/gm, 'EUR = { monthly = "77.00"');
  check(dearer !== text, "the catalog has no price in EUR");
  await publishes(olga, dearer);

  const stranger = await world.person("stranger-to-prices");
  await stranger.opens("/plans?currency=EUR&interval=monthly");
  await stranger.sees(/EUR\s77\.00/);
  const after = await nextCharges(clara);
  check(after === before, `clara paid ${before} and would now pay ${after}`);
  await publishes(olga, text);
  await stranger.opens("/plans?currency=EUR&interval=monthly");
  check((await stranger.page.getByText(/EUR\s77\.00/).count()) === 0, "the new price is still there");
}

/** What billing says of the subscriptions and their next charges. */
async function nextCharges(person) {
  await person.opens("/billing");
  await person.sees("Renews on");
  const section = person.page.locator("main section").filter({ hasText: "Renews on" }).first();
  return (await section.innerText()).replace(/\s+/g, " ");
}

async function catalogOf(olga) {
  await olga.opens("/operator/catalog");
  return olga.page.locator("#text").inputValue();
}

async function isRefused(olga, text) {
  await olga.page.locator("#text").fill(`${text}\nnonsense = true\n`);
  await olga.presses("Publish this catalog");
  await olga.sees(/Not published: there is 1 mistake/, /Line \d+:/);
  await olga.looks("refused");
}

async function publishes(olga, text) {
  await olga.opens("/operator/catalog");
  await olga.page.locator("#text").fill(text);
  await olga.presses("Publish this catalog");
  await olga.sees("The catalog is published and in force.");
}

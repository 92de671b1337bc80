// D4, D5: what goes back to the card is no credit any more: the billing page shows it beside the balance, with where to and when.

import { addressOf, CARDS, newcomer, ordersPlan, placesOrder, speaks } from "../steps.mjs";

const EMAIL = addressOf("bettina");

export default async function (world) {
  const bettina = await newcomer(world, "bettina", "Bettina Back", EMAIL);
  await ordersPlan(bettina, "Bettina Back", EMAIL.split("@")[0].replace(".", "-"), CARDS.refundPending);
  await placesOrder(bettina);
  await bettina.sees("Your site is ready");
  await bettina.opens("/billing");
  await bettina.follows(/^Meetings \w+/);
  await bettina.page.waitForURL(/\/subscriptions\//);
  await bettina.opens(`${new URL(bettina.page.url()).pathname}/review?do=cancel`);
  await bettina.follows("Now, the rest back to how it was paid");
  await bettina.presses("End it now");
  await bettina.sees("It has ended");
  await bettina.opens("/billing");
  await bettina.sees(/On its way back: Visa ending 7726/, /Usually there between .+ and /);
  await bettina.looks("billing");
  await bettina.page.getByRole("link", { name: /On its way back/ }).click();
  await bettina.sees("Nothing stands to your credit", "It pays nothing any more");
  await bettina.looks("credit");
  for (const language of ["fr", "ru"]) {
    await speaks(bettina, language);
    await bettina.opens("/billing");
    await bettina.looks(`billing-${language}`);
    await bettina.opens("/billing/credit");
    await bettina.looks(`credit-${language}`);
  }
  await speaks(bettina, "en");
}

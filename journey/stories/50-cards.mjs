// D1: a declined card and another one; a bank that asks, approved and refused; an answer that gets lost; a payment under way, approved and declined.

import { check } from "../lib.mjs";
import { addressOf, CARDS, fillsCard, newcomer, ordersPlan, placesOrder } from "../steps.mjs";

export default async function (world) {
  await isDeclined(world);
  await isAsked(world);
  await refuses(world);
  await waits(world);
  await isUnderWay(world);
  await isDeclinedLater(world);
}

async function buyer(world, name, fullName, card) {
  const email = addressOf(name);
  const person = await newcomer(world, name, fullName, email);
  await ordersPlan(person, fullName, email.split("@")[0].replace(".", "-"), card);
  await placesOrder(person);
  await world.mail(email, "Your order");
  return person;
}

async function isDeclined(world) {
  const iris = await buyer(world, "iris", "Iris Declined", CARDS.declined);
  await iris.sees("The payment was declined", "Nothing was charged", "Your bank has refused this card");
  await iris.looks("declined");
  const mail = await world.mail(addressOf("iris"), "was declined");
  check(mail.links.includes(iris.page.url()), "the mail does not lead to where it can be paid");
  const another = iris.page.getByLabel("Another card");
  if ((await another.count()) > 0) await another.check();
  await fillsCard(iris, "Iris Declined", CARDS.approved);
  await iris.presses(/^Pay /);
  await iris.sees("Your site is ready");
}

async function isAsked(world) {
  const jonas = await buyer(world, "jonas", "Jonas Asked", CARDS.asksOnce);
  await toTheBank(jonas);
  await jonas.looks("bank");
  await jonas.presses(/It is mine, pay/);
  await backToTheOrder(jonas);
  await jonas.sees("Your site is ready");
}

async function refuses(world) {
  const karl = await buyer(world, "karl", "Karl Careful", CARDS.asksAlways);
  await toTheBank(karl);
  await karl.presses("It is not mine");
  await backToTheOrder(karl);
  await karl.sees("The payment was declined", "The bank could not confirm that it was you.");
}

/** The order leads to the bank's page by itself or by a link. */
async function toTheBank(person) {
  if (!person.page.url().includes("/sandbox/")) {
    await person.sees("Your bank wants to hear from you");
    await person.looks("bank-asks");
    await person.follows("Confirm with your bank");
  }
  await person.sees("Your bank asks: is this payment yours?");
}

async function backToTheOrder(person) {
  const back = person.page.getByRole("link", { name: "Back to Plenum" });
  if (person.page.url().includes("/sandbox/")) await back.click();
  await person.page.waitForURL(/\/orders\//);
}

async function waits(world) {
  const lena = await buyer(world, "lena", "Lena Waiting", CARDS.answerLost);
  await lena.sees("Your payment is being confirmed");
  await lena.looks("being-confirmed");
  const order = lena.page.url();
  const mail = await world.mail(addressOf("lena"), "Your payment is being confirmed");
  check(/not be charged twice/.test(mail.text), `the mail does not calm: ${mail.text}`);
  await world.advances("hour");
  await lena.opens(order);
  await lena.sees("Your site is ready");
}

async function isUnderWay(world) {
  const nele = await buyer(world, "nele", "Nele Pending", CARDS.pending);
  await nele.sees("Your payment is being confirmed");
  await nele.looks("under-way");
  const order = nele.page.url();
  await world.advances("hour");
  await nele.opens(order);
  await nele.sees("Your site is ready");
}

async function isDeclinedLater(world) {
  const otto = await buyer(world, "otto", "Otto Pending", CARDS.pendingThenDeclined);
  await otto.sees("Your payment is being confirmed");
  const order = otto.page.url();
  await world.advances("hour");
  await otto.opens(order);
  await otto.sees("The payment was declined", "There is not enough money on this card.");
  await otto.looks("declined-later");
  await world.mail(addressOf("otto"), "was declined");
}

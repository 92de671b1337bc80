// A3, B2, B3, B4, D2: a stranger chooses a plan, signs up on the way, orders in place, and finds the site and the invoice.

import { check } from "../lib.mjs";
import { addressOf, CARDS, confirmsAddress, fillsCheckout, PASSWORD, placesOrder } from "../steps.mjs";

const ADDRESS = addressOf("dora");
const SITE = ADDRESS.split("@")[0].replace(".", "-");

export default async function (world) {
  const dora = await world.person("dora");
  await compares(dora);
  await fillsCart(dora);
  await signsUpOnTheWay(world, dora);
  const join = await schedulesBefore(dora);
  await checksOut(dora);
  await reviews(dora);
  await placesOrder(dora);
  await arrives(world, dora, join);
  await findsInvoice(world, dora);
}

async function compares(dora) {
  await dora.opens("/plans");
  await dora.looks("plans");
  await dora.follows(/^Annual/);
  await dora.sees("Billed once a year.");
  for (const currency of ["USD", "JPY", "EUR"]) {
    await dora.page.getByLabel("Currency").selectOption(currency);
    await dora.page.waitForURL((url) => url.searchParams.get("currency") === currency);
  }
  await dora.follows(/^Monthly/);
  await dora.sees("Billed every month.");
  await dora.sees("Compare the plans");
}

async function fillsCart(dora) {
  await dora.presses("Buy Starter");
  await dora.isAt("/cart");
  await dora.fills({ "Number of licences (organizer)": "3" });
  await dora.presses("Update the sum");
  await dora.looks("cart");
  await dora.presses("Go to checkout");
}

async function signsUpOnTheWay(world, dora) {
  await dora.isAt("/checkout/who");
  await dora.fills({ "E-mail address": ADDRESS });
  await dora.presses("Continue");
  await dora.sees("I am new here");
  await dora.looks("who");
  await dora.fills({ "Your name": "Dora Weber" });
  await dora.page.locator("#new_password").fill(PASSWORD);
  await dora.page.getByLabel(/I accept the terms/).check();
  await dora.presses("Create account and continue");
  await confirmsAddress(world, dora, ADDRESS);
  await dora.isAt("/checkout");
  await dora.sees("Your address is confirmed", "Meetings Starter, 3 organizers");
  await dora.opens("/cart");
  const seats = await dora.page.getByLabel("Number of licences (organizer)").inputValue();
  check(seats === "3", `the cart has ${seats} licences, not 3`);
}

async function schedulesBefore(dora) {
  await dora.opens("/meetings/new");
  await dora.fills({ Title: "Weekly with the choir", "How often": "Weekly" });
  await dora.presses("Schedule and invite");
  const join = await dora.page.locator('a[href*="/j/"]').first().getAttribute("href");
  check(join.includes("//meet-eu."), `the join link is not on the regional site: ${join}`);
  return join;
}

async function checksOut(dora) {
  await dora.opens("/checkout");
  await dora.looks("checkout");
  await fillsCheckout(dora, "Choir of the Quay", SITE, "4242 4242 4242 4241");
  const vat = dora.page.getByLabel(/VAT number of your company/);
  await vat.fill("DE123456789");
  await dora.presses("Review the order");
  await dora.sees("This needs another look");
  check((await dora.page.locator("[data-refusals] li").count()) >= 2, "not all errors are told at once");
  check((await dora.page.getByLabel("Town or city").first().inputValue()) === "Berlin", "the town is lost");
  await dora.looks("checkout-refused");
  await fillsCheckout(dora, "Choir of the Quay", SITE, CARDS.approved);
  await vat.fill("");
  await dora.presses("Review the order");
}

async function reviews(dora) {
  await dora.isAt("/checkout/review");
  await dora.sees("Your order", "Choir of the Quay");
  await dora.looks("statement");
  await dora.page.locator('main a[href^="/checkout"]').first().click();
  await dora.page.waitForURL(/\/checkout/);
  check((await dora.page.getByLabel("Town or city").first().inputValue()) === "Berlin", "editing loses the town");
  await dora.presses("Review the order");
  await dora.isAt("/checkout/review");
}

async function arrives(world, dora, join) {
  await dora.looks("order-placed");
  const order = dora.page.url();
  await dora.sees("Your site is ready");
  await dora.opens(order);
  await dora.looks("site-ready");
  await world.mail(ADDRESS, "is ready");
  await dora.opens(join);
  check(new URL(dora.page.url()).hostname === `${SITE}.my.localhost`, `the old link leads to ${dora.page.url()}`);
  await dora.sees("Weekly with the choir");
  await dora.looks("join-page-moved");
  await dora.opens("/");
  await dora.looks("home-paid");
}

async function findsInvoice(world, dora) {
  await dora.opens("/billing");
  await dora.sees("Renews on");
  await dora.looks("billing");
  await dora.opens("/invoices");
  await dora.looks("invoices");
  await dora.page.locator("main table a").first().click();
  await dora.sees("Choir of the Quay", "Download PDF");
  await dora.looks("invoice");
  const pdf = await dora.page.getByRole("link", { name: "Download PDF" }).getAttribute("href");
  await dora.keeps(pdf, `invoices/${ADDRESS.split(".")[0]}.pdf`);
  const ubl = await dora.page.getByRole("link", { name: "Download XML (UBL)" }).getAttribute("href");
  await dora.keeps(ubl, `invoices/${ADDRESS.split(".")[0]}.xml`);
  await world.mail(ADDRESS, "Invoice");
}

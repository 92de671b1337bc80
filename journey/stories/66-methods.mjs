// D1a, D1b: several ways to pay and a default; one that is needed is not removed; an order by direct debit is carried out at once and collected days later; one that fails is dunned, and transferred in the end.

import { check } from "../lib.mjs";
import { addressOf, CARDS, fillsCard, newcomer, ordersPlan, PASSWORD, placesOrder, signsIn, speaks } from "../steps.mjs";

const EMAIL = addressOf("xenia");
const MASTERCARD = "5555 5555 5555 4444";
const ACCOUNT = "DE89 3704 0044 0532 0130 00";
const EMPTY_ACCOUNT = "DE62 3704 0044 0532 0130 01";

export default async function (world) {
  const xenia = await newcomer(world, "xenia", "Xenia Several", EMAIL);
  await ordersPlan(xenia, "Xenia Several", EMAIL.split("@")[0].replace(".", "-"), CARDS.approved);
  await placesOrder(xenia);
  await xenia.sees("Your site is ready");
  await isNeeded(xenia);
  await changesTheDefault(world, xenia);
  await addsAnAccount(world, xenia);
  await inOtherWords(xenia);
  await removesOne(world, xenia);
  await ordersByDebit(world);
  await debitFails(world);
}

/** The only one that a subscription renews with stays. */
async function isNeeded(xenia) {
  await xenia.opens("/billing");
  await xenia.follows("All payment methods");
  await xenia.sees("Visa ending 4242", "Default", /Renews Meetings/);
  await xenia.looks("one");
  await xenia.follows("Remove");
  await xenia.sees("Remove Visa ending 4242?", "the only way to pay");
  await xenia.looks("needed");
}

async function changesTheDefault(world, xenia) {
  await xenia.opens("/billing/methods");
  await xenia.follows("Add a payment method");
  await xenia.looks("add");
  await fillsCard(xenia, "Xenia Several", MASTERCARD);
  await xenia.page.getByLabel(/Make it the default/).uncheck();
  await xenia.presses("Keep this payment method");
  await xenia.sees("Renewals are charged as before.");
  await xenia.looks("two");
  await xenia.presses("Make it the default");
  await xenia.sees("Renewals are charged to it from now on.");
  const mail = await world.mail(EMAIL, "Renewals are charged to Mastercard");
  check(/Xenia Several made Mastercard ending 4444 the default/.test(mail.text), `who did what: ${mail.text}`);
}

/** What is typed wrong is said beside the field; the mandate is told by mail. */
async function addsAnAccount(world, xenia) {
  await xenia.opens("/billing/cards/new");
  await xenia.page.getByLabel("Direct debit from a bank account").check();
  await xenia.fills({ "Account holder": "Xenia Several", IBAN: "DE89 3704 0044 0532 0130 01" });
  await xenia.page.getByLabel(/I authorise/).check();
  await xenia.presses("Keep this payment method");
  await xenia.sees("its check digits do not match");
  await xenia.looks("wrong-iban");
  await xenia.fills({ "Account holder": "Xenia Several", IBAN: ACCOUNT });
  await xenia.page.getByLabel(/I authorise/).check();
  await xenia.page.getByLabel(/Make it the default/).uncheck();
  await xenia.presses("Keep this payment method");
  await xenia.sees("Bank account ending 3000", /Mandate MD-/);
  await xenia.looks("three");
  const mail = await world.mail(EMAIL, "Mandate for direct debits");
  check(/MD-/.test(mail.text), `the mandate has no reference: ${mail.text}`);
}

async function inOtherWords(xenia) {
  for (const language of ["fr", "ru"]) {
    await speaks(xenia, language);
    await xenia.opens("/billing/methods");
    await xenia.looks(`three-${language}`);
    await xenia.opens("/billing/cards/new");
    await xenia.looks(`add-${language}`);
  }
  await speaks(xenia, "en");
}

/** The default goes: what takes its place is asked. */
async function removesOne(world, xenia) {
  await xenia.opens("/billing/methods");
  await xenia.page.getByRole("link", { name: "Remove", exact: true }).first().click();
  await xenia.sees("Remove Mastercard ending 4444?", "The default from then on");
  await xenia.page.getByLabel(/Visa ending 4242/).check();
  await xenia.looks("remove");
  await xenia.presses("Remove Mastercard ending 4444");
  await xenia.sees("It is removed, and not charged any more.");
  await xenia.seesNot("Mastercard");
  await world.mail(EMAIL, "Removed as a way to pay");
}

/** From the plans to the placed order, paid from a bank account. */
async function orders(world, name, fullName, iban) {
  const email = addressOf(name);
  const person = await newcomer(world, name, fullName, email);
  await ordersPlan(person, fullName, email.split("@")[0].replace(".", "-"), CARDS.approved);
  await person.follows("Back");
  await person.isAt("/checkout");
  await person.page.getByLabel("Direct debit from a bank account").check();
  await person.fills({ "Account holder": fullName, IBAN: iban });
  await person.page.getByLabel(/I authorise/).check();
  await person.looks("checkout");
  await person.presses("Review the order");
  await person.isAt("/checkout/review");
  await person.sees(/Bank account ending/);
  await placesOrder(person);
  await person.sees("Your site is ready", /Debited about/);
  return [person, email];
}

async function ordersByDebit(world) {
  const [yves, email] = await orders(world, "yves", "Yves Debited", ACCOUNT);
  await yves.looks("ordered");
  const mail = await world.mail(email, "Invoice ");
  check(/Debited about/.test(mail.text), `the invoice does not say when it is collected: ${mail.text}`);
  const invoice = mail.links.find((href) => href.includes("/invoices/"));
  await yves.opens(new URL(invoice).pathname);
  await yves.sees(/will be debited about/);
  await yves.looks("under-way");
  for (let day = 0; day < 4; day++) await world.advances("day");
  await yves.page.context().clearCookies();
  await signsIn(yves, email, PASSWORD);
  await yves.opens(new URL(invoice).pathname);
  await yves.sees(/ paid on /);
  await yves.looks("collected");
}

async function debitFails(world) {
  const [zoe, email] = await orders(world, "zoe", "Zoe Overdrawn", EMPTY_ACCOUNT);
  for (let day = 0; day < 4; day++) await world.advances("day");
  const mail = await world.mail(email, "was declined");
  check(/We debit it again on /.test(mail.text), `the mail does not say what comes: ${mail.text}`);
  const invoice = mail.links.find((href) => href.includes("/invoices/"));
  check(invoice, `the mail does not lead to the invoice: ${mail.text}`);
  await zoe.page.context().clearCookies();
  await signsIn(zoe, email, PASSWORD);
  await zoe.opens(new URL(invoice).pathname);
  await zoe.sees("Invoice");
  await zoe.looks("failed");
  await zoe.opens("/billing");
  await zoe.sees("Payment declined");
  await zoe.looks("past-due");
  await transfers(world, zoe, email, new URL(invoice).pathname);
}

/** No debit is tried any more: it is transferred, in two parts, the second more than is open. */
async function transfers(world, zoe, email, invoice) {
  for (let day = 0; day < 15; day++) await world.advances("day");
  await zoe.page.context().clearCookies();
  await signsIn(zoe, email, PASSWORD);
  await zoe.opens(invoice);
  await zoe.sees("By bank transfer", "IBAN");
  await zoe.looks("to-transfer");

  const ophelia = await world.person("ophelia");
  await signsIn(ophelia, "olga@example.org");
  await speaks(ophelia, "en");
  await ophelia.opens("/operator/accounts");
  await ophelia.fills({ "Name or e-mail address": email });
  await ophelia.presses("Search");
  await ophelia.page.locator("main table a").first().click();
  await ophelia.page.locator('main table a[href*="/invoices/"]').first().click();
  await ophelia.sees("Enter a transfer");
  await enters(ophelia, "5.00", "part");
  await enters(ophelia, "10.00", "too-much");
  const mail = await world.mail(email, "Your transfer of");
  check(/stands to your credit/.test(mail.text), `the mail does not say what became of it: ${mail.text}`);
  await zoe.opens(invoice);
  await zoe.sees(/came by bank transfer on/);
  await zoe.looks("transferred");
  await zoe.opens("/billing");
  await zoe.sees("Active");
}

async function enters(ophelia, amount, name) {
  await ophelia.page.locator("#amount").fill(amount);
  await ophelia.presses("Show what happens");
  await ophelia.sees("Pays of this invoice");
  await ophelia.looks(`operator-${name}`);
  await ophelia.presses(/^Enter /);
  await ophelia.sees("The transfer is entered.");
}

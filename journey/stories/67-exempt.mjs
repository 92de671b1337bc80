// A6, P1: a buyer sends a certificate, is refused, sends another one; the operator sees what comes back and grants it.

import { check } from "../lib.mjs";
import { addressOf, newcomer, ordersPlan, placesOrder, signsIn, speaks } from "../steps.mjs";

const EMAIL = addressOf("yvonne");
const PDF = Buffer.from("%PDF-1.7\n% a certificate of exemption\n%%EOF\n");

export default async function (world) {
  const yvonne = await newcomer(world, "yvonne", "Yvonne Exempt", EMAIL);
  await ordersPlan(yvonne, "Yvonne Exempt", EMAIL.split("@")[0].replace(".", "-"));
  await placesOrder(yvonne);
  await yvonne.sees("Your site is ready");

  await yvonne.opens("/billing");
  await yvonne.follows("Ask for exemption from VAT");
  await yvonne.sees("Until it is granted VAT is charged");
  await yvonne.looks("empty");
  await asks(yvonne, "EX 1", { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear tax office") });
  await yvonne.sees("neither PDF nor PNG nor JPEG");
  await yvonne.looks("other-kind");
  await asks(yvonne, "EX 1");
  await yvonne.sees("Being reviewed");
  await yvonne.looks("asked");
  await world.mail(EMAIL, "being reviewed");

  const quentin = await world.person("quentin");
  await signsIn(quentin, "olga@example.org");
  await speaks(quentin, "en");
  await refuses(quentin);
  await world.mail(EMAIL, "refused");
  await yvonne.opens("/billing/exemption");
  await yvonne.sees("It names another company.");
  await yvonne.looks("refused");
  await asks(yvonne, "EX 2");
  await yvonne.sees("Being reviewed");
  await grants(quentin);

  const mail = await world.mail(EMAIL, "granted");
  check(/VAT credited/.test(mail.text), `the mail does not say what came back: ${mail.text}`);
  await yvonne.opens("/billing/exemption");
  await yvonne.sees("Granted", "VAT credited");
  await yvonne.looks("granted");
  await yvonne.opens("/billing/credit");
  await yvonne.sees("credit note");
  await yvonne.looks("credit");
  await yvonne.opens("/invoices");
  await yvonne.page.locator("main table a").first().click();
  await yvonne.sees("Exempt from VAT under the exemption certificate you gave us.");
  await yvonne.looks("invoice");
  await speaks(yvonne, "fr");
  await yvonne.opens("/billing/exemption");
  await yvonne.sees("Accordée");
  await yvonne.looks("in-french");
}

/** Sends a certificate with `number`; the country is known from the order. */
async function asks(person, number, file = { name: "certificate.pdf", mimeType: "application/pdf", buffer: PDF }) {
  await person.page.getByLabel("The certificate").setInputFiles(file);
  await person.fills({ Number: number, "Valid from": "2020-01-01" });
  await person.presses("Send the certificate");
}

async function refuses(operator) {
  await operator.opens("/operator/exemptions");
  await operator.looks("list");
  await operator.follows("EX 1");
  await operator.sees("If you grant it", /Grant and credit/);
  await operator.looks("request");
  await operator.fills({ Reason: "It names another company." });
  await operator.presses("Refuse the exemption");
  await operator.sees("The exemption is refused.");
}

async function grants(operator) {
  await operator.opens("/operator/exemptions");
  await operator.follows("EX 2");
  await operator.presses(/^Grant and credit/);
  await operator.sees("The exemption is granted.");
  await operator.looks("decided");
}

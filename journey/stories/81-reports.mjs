// F7: a Zoom report is imported after its preview, an ambiguous date is asked, the report shows charts and figures, people and connections.

import { readFileSync } from "node:fs";
import { check } from "../lib.mjs";
import { addressOf, newcomer, speaks } from "../steps.mjs";

const EMAIL = addressOf("wilma");
const file = (name) => readFileSync(new URL(`../../usage/tests/files/${name}`, import.meta.url), "utf8");

export default async function (world) {
  const wilma = await newcomer(world, "wilma", "Wilma Records", EMAIL);
  await wilma.opens("/reports");
  await wilma.sees("No meetings in the history yet");
  await wilma.looks("none");
  await wilma.follows("Import reports");
  await wilma.looks("import");
  await imports(wilma, Buffer.from(file("zoom_report.csv")), "zoom.csv");
  await imports(wilma, Buffer.from(file("zoom_account.csv")), "account.csv");
  await imports(wilma, Buffer.from(`\ufeff${file("webex_sessions.tsv")}`, "utf16le"), "webex.csv");
  await asked(wilma);
  await badRows(wilma);
  await reports(wilma);
  await meeting(wilma);
  await inOtherWords(wilma);
}

async function handsIn(wilma, buffer, name) {
  await wilma.opens("/reports/import");
  await wilma.page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer });
  await wilma.presses("See what it does");
}

async function imports(wilma, buffer, name) {
  await handsIn(wilma, buffer, name);
  await wilma.sees("What will happen", "Added to the history");
  await wilma.looks(`preview-${name.split(".")[0]}`);
  await wilma.presses(/^Import \d/);
  await wilma.sees("The reports are imported.", "What the import did");
}

async function asked(wilma) {
  await handsIn(wilma, Buffer.from(file("zoom_repeated.csv").replaceAll("/2026", "/2025")), "dates.csv");
  await wilma.sees("The file says “10/05/2025 05:55:00 PM”. What comes first?");
  await wilma.looks("asked");
  await wilma.page.getByLabel("The month, then the day").check();
  await wilma.presses("See what it does");
  await wilma.sees("5 October 2025", "month before day");
  await wilma.looks("answered");
  await wilma.presses("Import 2 meetings");
  await wilma.sees("The reports are imported.");
}

async function badRows(wilma) {
  await handsIn(wilma, Buffer.from(file("zoom_bad.csv").replaceAll("812 3456 7890", "812 3456 0000")), "bad.csv");
  await wilma.sees("“soon” under “Join Time” is no date and time.");
  await wilma.looks("bad");
  const bad = await downloads(wilma, "Bad rows");
  check(bad.includes("Comments") && bad.includes("'=HYPERLINK"), `the bad rows are not safe or do not say why: ${bad}`);
}

async function downloads(person, name) {
  const [download] = await Promise.all([
    person.page.waitForEvent("download"),
    person.page.getByRole("link", { name }).first().click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}

async function reports(wilma) {
  await wilma.opens("/reports?from=2026-02-01&to=2026-04-20");
  await wilma.sees("Meetings by day", "In figures", "By host", "Mia Berger", "Budget, first reading", "Stand-up");
  check((await wilma.page.locator("svg.chart-drawing rect").count()) >= 8, "the charts have no columns");
  await wilma.looks("report");
  const table = await downloads(wilma, "Participants (CSV)");
  check(table.includes("'=1+1 Élise Roy"), `a formula is in the table: ${table}`);
  await wilma.opens("/reports?from=2025-10-01&to=2026-04-30");
  await wilma.sees("By month", "Meetings by month");
  await wilma.looks("by-month");
  await wilma.opens("/reports?from=2026-04-20&to=2026-04-01");
  await wilma.sees("The last day is before the first.");
}

async function meeting(wilma) {
  await wilma.opens("/reports?from=2026-03-01&to=2026-03-31");
  await wilma.follows("Budget, first reading");
  await wilma.sees("Who was there", "2 connections", "Room 4");
  await wilma.looks("meeting");
  await wilma.page.locator("details.connections summary").click();
  await wilma.looks("connections");
}

async function inOtherWords(wilma) {
  const held = new URL(wilma.page.url()).pathname;
  for (const language of ["fr", "ru"]) {
    await speaks(wilma, language);
    await wilma.opens("/reports?from=2026-02-01&to=2026-04-20");
    await wilma.looks(`${language}-report`);
    await wilma.opens("/reports/import");
    await wilma.looks(`${language}-import`);
    await wilma.opens(held);
    await wilma.looks(`${language}-meeting`);
  }
  await handsIn2(wilma);
  await speaks(wilma, "en");
}

/** The preview in the last language, of what is known already. */
async function handsIn2(wilma) {
  await wilma.opens("/reports/import");
  await wilma.page.locator("#file").setInputFiles({ name: "zoom.csv", mimeType: "text/csv", buffer: Buffer.from(file("zoom_report.csv")) });
  await wilma.page.locator("main form button[type=submit]").click();
  await wilma.sees("Ничего нового в нём нет.");
  await wilma.looks("ru-preview");
}

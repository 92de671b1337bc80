// F1: whoever is invited answers on the page and from a calendar; the host sees who said what.

import { execFileSync } from "node:child_process";

import { check } from "../lib.mjs";
import { addressOf, newcomer } from "../steps.mjs";

const EMIL = addressOf("emil-answers");
const FANNY = addressOf("fanny-answers");
const SERVER = new URL("../../scripts/serve-for-tests.sh", import.meta.url).pathname;

export default async function (world) {
  const host = await newcomer(world, "answers-host", "Greta Host", addressOf("greta-answers"));
  const page = await invites(host);
  await answersOnThePage(world, host, page);
  await answersByMail(world, host, page);
  await asksAnew(world, host, page);
}

async function invites(host) {
  await host.opens("/meetings/new");
  await host.fills({ Title: "Choosing the season", "Length in minutes": "45", "How often": "Weekly" });
  await host.page.getByLabel("Invitees").fill(`Emil Guest <${EMIL}>\nFanny Guest <${FANNY}>`);
  await host.presses("Schedule and invite");
  await host.sees("The meeting is scheduled.", "Answers", "0 yes, 0 maybe, 0 no, 2 have not answered");
  await host.looks("nobody-answered");
  return new URL(host.page.url()).pathname;
}

async function answersOnThePage(world, host, page) {
  const mail = await world.mail(EMIL, "Invitation: Choosing the season");
  check(mail.text.includes("Can you come?"), `the invitation does not ask: ${mail.text}`);
  const link = mail.links.find((href) => href.includes("/answers/") && href.includes("answer=maybe"));
  check(link, `no link to answer in ${mail.links}`);
  const emil = await world.person("emil-answers");
  await emil.opens(link);
  await emil.sees("Greta Host invites you", "Can you come?", "Which meetings");
  check(await emil.page.getByRole("radio", { name: "Maybe" }).isChecked(), "the answer of the link is not marked");
  await emil.looks("answer-page");
  await host.opens(page);
  await host.sees("2 have not answered");
  await emil.page.getByLabel("Note").fill("If the train is on time.");
  await emil.presses("Send the answer");
  await emil.sees("Your answer is kept.", "Your answer so far");
  await emil.looks("answered");
  await emil.page.getByRole("radio", { name: "No", exact: true }).check();
  await emil.page.locator("#time").selectOption({ index: 2 });
  await emil.presses("Send the answer");
  await emil.sees("Your answer is kept.");
  await emil.page.getByRole("button", { name: "Français" }).click();
  await emil.sees("Greta Host vous invite", "Votre réponse jusqu’ici");
  await emil.looks("answered-in-french");
}

async function answersByMail(world, host, page) {
  const mail = await world.mail(FANNY, "Invitation: Choosing the season");
  const event = calendarOf(mail.eml);
  const [, to] = /ORGANIZER[^\n]*mailto:([^\n]+)/.exec(event) ?? [];
  const [, uid] = /\nUID:([^\n]+)/.exec(event) ?? [];
  const [, stamp] = /\nDTSTAMP:([^\n]+)/.exec(event) ?? [];
  check(to?.startsWith("answers+"), `calendars do not answer to us: ${to}`);
  const reply = [
    `From: ${FANNY}`, `To: ${to}`, "Subject: Accepted", "MIME-Version: 1.0",
    "Content-Type: text/calendar; charset=utf-8; method=REPLY", "",
    "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", `UID:${uid}`, "SEQUENCE:0", `DTSTAMP:${stamp}`,
    `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${FANNY}`, `ORGANIZER:mailto:${to}`, "COMMENT:Gladly", "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
  check(takes(reply) === "answered", "the answer by mail is not taken");
  check(takes(reply.replaceAll(FANNY, EMIL)).startsWith("set_aside"), "another's answer is taken");
  await host.opens(page);
  await host.sees("1 yes, 1 maybe, 0 no, 0 have not answered", "If the train is on time.", "Gladly", "by mail");
  await host.looks("who-answered");
}

async function asksAnew(world, host, page) {
  await host.opens(`${page}/edit`);
  const day = new Date(`${await host.page.getByLabel("Date", { exact: true }).inputValue()}T12:00Z`);
  day.setUTCDate(day.getUTCDate() + 8);
  await host.fills({ Date: day.toISOString().slice(0, 10) });
  await host.presses("Save and tell everyone");
  await host.sees("The meeting is changed.", "0 yes, 0 maybe, 0 no, 2 have not answered", "To another time");
  await host.looks("asked-anew");
  await world.mail(EMIL, "Changed: Choosing the season");
}

/** What became of a mail, as `plenum mail take` says it. */
function takes(mail) {
  return execFileSync(SERVER, ["take"], { input: mail, encoding: "utf8" }).trim();
}

/** The calendar part of a mail, its lines put together. */
function calendarOf(eml) {
  const start = eml.search(/^Content-Type: text\/calendar/im);
  const part = eml.slice(start);
  const body = part.slice(part.search(/\r?\n\r?\n/)).trimStart();
  const encoded = /Content-Transfer-Encoding: (\S+)/i.exec(part.slice(0, part.search(/\r?\n\r?\n/)))?.[1] ?? "7bit";
  const plain =
    encoded.toLowerCase() === "base64"
      ? Buffer.from(body.split(/\r?\n--/)[0], "base64").toString("utf8")
      : encoded.toLowerCase() === "quoted-printable"
        ? body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
        : body;
  return plain.replace(/\r/g, "").replace(/\n[ \t]/g, "");
}

// F1, A2, B7: a free host schedules, meets the plan's limit, invites, moves the meeting; mails and the join page follow.

import { check } from "../lib.mjs";
import { addressOf, newcomer } from "../steps.mjs";

const GUEST = addressOf("emil");

export default async function (world) {
  const host = await newcomer(world, "host", "Grete Host", addressOf("grete"));
  await meetsTheLimit(host);
  const join = await schedules(world, host);
  await moves(world, host);
  await excepts(world, host);
  await movesFollowing(world, host);
  await joins(world, join);
  await cancels(world, host, join);
}

async function meetsTheLimit(host) {
  await host.follows("Schedule a meeting");
  await host.isAt("/meetings/new");
  await host.sees(/On meet-eu\.localhost, plan Free/, /Up to 50\s+minutes on the plan Free/);
  await host.fills({ Title: "Planning the year", "Length in minutes": "90", "How often": "Weekly" });
  await host.page.getByLabel("Invitees").fill(`Emil Guest <${GUEST}>`);
  await host.looks("form");
  await host.presses("Schedule and invite");
  await host.sees("This needs another look", /up to 50 minutes.* allows 90/, "Compare the plans");
  check((await host.page.getByLabel("Title").inputValue()) === "Planning the year", "the title is lost");
  check((await host.page.getByLabel("Invitees").inputValue()).includes(GUEST), "the invitees are lost");
  await host.looks("too-long");
}

async function schedules(world, host) {
  await host.fills({ "Length in minutes": "45" });
  await host.page.getByLabel("Agenda").fill("What we keep.\nWhat we drop.");
  await host.presses("Schedule and invite");
  await host.sees("The meeting is scheduled.", "Every week on", "Next times");
  await host.looks("scheduled");
  const join = await host.page.locator('a[href*="/j/"]').first().getAttribute("href");
  check(join.includes("//meet-eu."), `the join link is not on the regional site: ${join}`);
  const mail = await world.mail(GUEST, "Invitation: Planning the year");
  check(mail.eml.includes("METHOD:REQUEST") || /method=REQUEST/i.test(mail.eml), "the invitation has no calendar part");
  check(mail.links.includes(join), "the invitation lacks the join link");
  return join;
}

async function moves(world, host) {
  await host.follows("Change");
  // A week later, so that it is ahead at any time of the day.
  const day = new Date(`${await host.page.getByLabel("Date", { exact: true }).inputValue()}T12:00Z`);
  day.setUTCDate(day.getUTCDate() + 7);
  await host.fills({ Date: day.toISOString().slice(0, 10), Time: "15:30" });
  await host.presses("Save and tell everyone");
  await host.sees("The meeting is changed.");
  const mail = await world.mail(GUEST, "Changed: Planning the year");
  check(/15:30|3:30/.test(mail.text), `the update does not tell the new time: ${mail.text}`);
}

/** One meeting of the series is moved after a preview, given a title of its own, and put back. */
async function excepts(world, host) {
  await host.page.getByRole("link", { name: /^Move or cancel/ }).nth(1).click();
  await host.sees("One meeting of the series", "This meeting alone", "Look at the cancellation", "This meeting and all that follow");
  await host.looks("one-time");
  await host.fills({ Title: "Planning the spring" });
  await host.page.locator("#time").fill("17:45");
  await host.presses("Look at the change");
  await host.sees("One person is told by mail", "Is called", "Join link, number and the other meetings stay");
  await host.looks("one-time-preview");
  await host.presses("Change this meeting");
  await host.sees("The meeting is changed.", "Not as in the series", "Planning the spring");
  await host.looks("one-time-moved");
  const mail = await world.mail(GUEST, "Moved once: Planning the spring");
  check(mail.eml.includes("RECURRENCE-ID") || /method=REQUEST/i.test(mail.eml), "the move has no calendar part");
  await host.page.getByRole("link", { name: /^Move or cancel/ }).last().click();
  await host.presses("Look at putting it back");
  await host.presses("Put this meeting back");
  await host.sees("The meeting is back where the series has it.");
  await world.mail(GUEST, "Put back: Planning the year");
}

/** A later meeting and all that follow are moved a day on; what comes before stays. */
async function movesFollowing(world, host) {
  await host.page.getByRole("link", { name: /^Move or cancel/ }).nth(3).click();
  await host.sees("This meeting and all that follow");
  const date = host.page.locator("#following_date");
  const day = new Date(`${await date.inputValue()}T12:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  await date.fill(day.toISOString().slice(0, 10));
  await host.page.locator("#following_time").fill("11:15");
  await host.presses("Look at moving them");
  await host.sees("their calendar moves these meetings", "Every week on", "Join link and number stay the same");
  await host.looks("all-following-preview");
  await host.presses("Move this and all that follow");
  await host.sees("This meeting and all that follow are moved.");
  await host.looks("all-following-moved");
  await world.mail(GUEST, "Moved from now on: Planning the year");
  await world.mail(GUEST, "Until then: Planning the year");
}

async function joins(world, join) {
  const guest = await world.person("guest");
  check((await guest.opens(join)) === 200, "the join page does not open");
  await guest.sees("Planning the year", "The meeting has not started", "A meeting of Grete Host",
    /On meet-eu\.localhost, plan Free/, /end after 50\s+minutes/);
  await guest.looks("join-page");
  await guest.opens(new URL("/", join).href);
  await guest.sees("Meeting number or join link");
  await guest.looks("regional-site");
}

async function cancels(world, host, join) {
  await host.opens("/meetings");
  await host.looks("list");
  await host.fills({ "Title, number, or somebody invited": GUEST });
  await host.presses("Search");
  await host.sees("Planning the year", "Show all");
  await host.looks("found");
  await host.follows("Calendar");
  await host.sees("Next month", "Today");
  await host.looks("month");
  await host.follows("Next month");
  await host.sees("This month", "Planning the year");
  await host.looks("next-month");
  await host.opens("/meetings/month?month=2020-01");
  await host.sees("Meetings you hold or are invited to stand on their days.");
  await host.opens("/meetings");
  await host.follows("Planning the year");
  await host.follows("Cancel the meeting");
  await host.sees("One person is told by mail");
  await host.looks("cancel");
  await host.presses("Cancel the meeting");
  await host.sees("The meeting is cancelled.");
  const mail = await world.mail(GUEST, "Cancelled: Planning the year");
  check(/method=CANCEL/i.test(mail.eml), "the cancellation has no calendar part");
  const guest = await world.person("guest");
  await guest.opens(join);
  await guest.sees("The meeting was cancelled");
  await guest.looks("join-page-cancelled");
}

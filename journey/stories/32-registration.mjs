// F1: a meeting asks for registration; a guest registers, the host gives a place, the guest comes in by a link of their own.

import { check } from "../lib.mjs";
import { addressOf, newcomer } from "../steps.mjs";

const DORA = addressOf("dora-registers");

export default async function (world) {
  const host = await newcomer(world, "registration-host", "Hanne Host", addressOf("hanne"));
  const { page, join } = await asks(host);
  const guest = await registers(world, join);
  await approves(host, page);
  await comesIn(world, guest, join);
}

async function asks(host) {
  await host.opens("/meetings/new");
  await host.fills({ Title: "Open rehearsal", "Length in minutes": "45" });
  await host.page.locator("#date").fill(dayAhead(9));
  await host.presses("Schedule and invite");
  await host.sees("The meeting is scheduled.", "Whoever has the join link can come.");
  const page = new URL(host.page.url()).pathname;
  const join = await host.page.locator("#join-link").inputValue();
  await host.follows("Ask for registration");
  await host.sees("What is asked", "Your own questions");
  await host.looks("settings");
  await host.page.getByRole("radio", { name: "Only whom I approve" }).check();
  await host.page.locator("#places").fill("20");
  await host.page.locator("#question_0").fill("Which part do you sing?");
  await host.presses("Ask for registration");
  await host.sees("The meeting asks for registration like this.", "Nobody here yet", "20 places are left");
  await host.looks("open");
  return { page, join };
}

async function registers(world, join) {
  const guest = await world.person("registration-guest");
  await guest.opens(join);
  await guest.sees("This meeting asks for registration");
  await guest.looks("join-page-asks");
  await guest.follows("Register");
  await guest.sees("Hanne Host decides about each registration");
  await guest.presses("Register");
  await guest.sees("This needs another look", "This is not an e-mail address.");
  await guest.looks("refused");
  await guest.fills({ "Your name": "Dora Alto", "Your e-mail address": DORA });
  await guest.page.getByLabel("Which part do you sing?").fill("Alto");
  await guest.looks("form");
  await guest.presses("Register");
  await guest.sees("Look into your mail");
  await guest.looks("sent");
  const mail = await world.mail(DORA, "Registered, to be decided: Open rehearsal");
  const own = mail.links.find((href) => href.includes("/registrations/"));
  check(own, `no link to the registration in ${mail.links}`);
  await guest.opens(own);
  await guest.sees("Waiting for a decision");
  await guest.looks("waiting");
  return guest;
}

async function approves(host, page) {
  await host.opens(`${page}/registration`);
  await host.sees("Dora Alto", "Which part do you sing?", "Alto");
  await host.looks("list");
  await host.page.getByRole("button", { name: "Give a place" }).click();
  await host.sees("They have a place, and get a mail.", "Has a place");
  await host.looks("approved");
}

async function comesIn(world, guest, join) {
  const mail = await world.mail(DORA, "Your place: Open rehearsal");
  check(/method=REQUEST/i.test(mail.eml), "the confirmation has no calendar part");
  const own = mail.links.find((href) => href.startsWith(`${join}/`));
  check(own, `no join link of their own in ${mail.links}`);
  await guest.opens(own);
  await guest.sees("Open rehearsal", "The meeting has not started");
  check(!(await guest.page.content()).includes("asks for registration"), "the link of one's own asks again");
  await guest.opens(mail.links.find((href) => href.includes("/registrations/")));
  await guest.sees("You have a place");
  await guest.page.getByRole("button", { name: "Français" }).click();
  await guest.sees("Vous avez une place");
  await guest.looks("own-in-french");
  await guest.presses("Annuler mon inscription");
  await guest.sees("Votre inscription est annulée.");
  await guest.looks("cancelled-in-french");
}

function dayAhead(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

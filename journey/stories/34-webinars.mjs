// F1, A4: a webinar without a licence is refused and nothing typed is lost; with one it is scheduled, its panelist is told so by mail, and
// an attendee registers and comes in to watch.

import { check } from "../lib.mjs";
import { addressOf, fillsCheckout, newcomer, placesOrder, speaks } from "../steps.mjs";

const PAUL = addressOf("paul-panelist");
const VERA = addressOf("vera-attendee");
const WANJA = addressOf("wanja-webinar");

export default async function (world) {
  const host = await newcomer(world, "webinar-host", "Wanja Host", WANJA);
  await isRefused(host);
  await buys(host);
  const { page, join } = await schedules(host);
  await speaksInIt(world, join);
  await watches(world, join);
  await looksAfter(host, page);
  await becomesATemplate(host, page);
  await inFrench(host, page);
}

async function isRefused(host) {
  await host.opens("/meetings/new");
  await host.fills({ Title: "Spring launch", "Length in minutes": "90" });
  await host.page.locator("#date").fill(dayAhead(9));
  await host.presses("Make it a webinar");
  await host.sees("You have no licence for webinars", "Webinars Pro has them", "Panelists");
  check((await host.page.locator("#title").inputValue()) === "Spring launch", "the title is gone");
  await host.page.locator("#panelists").fill(`"Paul Panel" <${PAUL}>`);
  await host.looks("form-without-licence");
  await host.presses("Schedule and invite");
  await host.sees("This needs another look", "With a licence of Webinars Pro you can schedule this.");
  check((await host.page.locator("#panelists").inputValue()).includes(PAUL), "the panelist is gone");
  await host.looks("refused");
  await host.page.getByRole("link", { name: "Compare the plans" }).first().click();
  await host.sees("Webinars", "500 webinar attendees");
}

async function buys(host) {
  await host.opens("/plans?product=webinars");
  await host.presses(/^Buy /);
  await host.isAt("/cart");
  await host.presses("Go to checkout");
  await fillsCheckout(host, "Wanja Host", `wanja-${Date.now().toString(36)}`);
  await host.presses("Review the order");
  await host.isAt("/checkout/review");
  await placesOrder(host);
  await host.opens("/");
  await host.sees("Webinars with up to 500 attendees.");
  await host.looks("home");
}

async function schedules(host) {
  await host.opens("/meetings");
  await host.follows("Schedule a webinar");
  await host.sees("Up to 500 attendees on the plan Webinars Pro.");
  await host.fills({ Title: "Spring launch", "Length in minutes": "90" });
  await host.page.locator("#date").fill(dayAhead(9));
  await host.page.locator("#panelists").fill(`"Paul Panel" <${PAUL}>`);
  await host.looks("form");
  await host.presses("Schedule and invite");
  await host.sees("The webinar is scheduled.", "Paul Panel", "Guests register first.");
  await host.looks("page");
  const page = new URL(host.page.url()).pathname;
  const join = await host.page.locator("#join-link").inputValue();
  await host.opens("/meetings");
  await host.sees("Spring launch", "Webinar");
  await host.looks("list");
  await host.opens("/meetings/month");
  await host.looks("month");
  return { page, join };
}

async function speaksInIt(world, join) {
  const mail = await world.mail(PAUL, "Invitation to speak: Spring launch");
  check(/method=REQUEST/i.test(mail.eml), "the invitation has no calendar part");
  const own = mail.links.find((href) => href.startsWith(`${join}/`));
  check(own, `no join link of their own in ${mail.links}`);
  const panelist = await world.person("webinar-panelist");
  await panelist.opens(own);
  await panelist.sees("A webinar of Wanja Host", "Panelist: you may speak");
  await panelist.looks("join-page");
}

async function watches(world, join) {
  const guest = await world.person("webinar-attendee");
  await guest.opens(join);
  await guest.sees("This webinar asks for registration");
  await guest.looks("asks-first");
  await guest.follows("Register");
  await guest.sees("You will watch and listen");
  await guest.looks("register");
  await guest.fills({ "Your name": "Vera View", "Your e-mail address": VERA });
  await guest.presses("Register");
  await guest.sees("Look into your mail");
  const mail = await world.mail(VERA, "Your place: Spring launch");
  const own = mail.links.find((href) => href.startsWith(`${join}/`));
  await guest.opens(own);
  await guest.sees("Attendee: you watch and listen");
  await guest.page.getByRole("button", { name: "Français" }).click();
  await guest.sees("Spectateur : vous regardez et écoutez", "Un webinaire de Wanja Host");
  await guest.looks("join-page-in-french");
}

async function looksAfter(host, page) {
  await host.opens(`${page}/registration`);
  await host.sees("Vera View", "Up to 500 attendees on the plan Webinars Pro.");
  await host.page.locator("#places").fill("900");
  await host.presses("Save");
  await host.sees("there are 500 places", "Webinars Plus has room for 900.");
  check((await host.page.locator("#places").inputValue()) === "900", "the number typed is gone");
  await host.looks("too-many-places");
  await host.opens("/people");
  const person = await host.page.getByRole("link", { name: "Wanja Host" }).first().getAttribute("href");
  await host.opens(person);
  await host.presses("Take back");
  await host.page.getByRole("button", { name: "Assign" }).first().waitFor();
  await host.opens(page);
  await host.sees("This webinar cannot be started now", "Paul Panel");
  await host.looks("without-licence");
  await host.opens(person);
  await host.presses("Assign");
  await host.page.getByRole("button", { name: "Take back" }).first().waitFor();
  await host.opens(page);
  check(!(await host.page.content()).includes("cannot be started"), "the licence is back, the webinar waits");
}

/** It is kept as a template, with its panelist and what registration asks, and fills in the form of the next. */
async function becomesATemplate(host, page) {
  await host.opens(page);
  await host.follows("Save as template");
  await host.sees("New template", "Meetings made with it ask for registration, like this");
  check((await host.page.locator("#panelists").inputValue()).includes("Paul Panel"), "the panelist is not kept");
  await host.page.locator("#places").fill("200");
  await host.page.locator("#closes_before").fill("2");
  await host.page.locator("#closes_unit").selectOption("hours");
  await host.page.locator("#question_0").fill("Where do you watch from?");
  await host.looks("template-form");
  await host.fills({ "Name of the template": "Every launch" });
  await host.presses("Save the template");
  await host.sees("Every launch", "Webinar", "Asks for registration.");
  await host.looks("template-list");
  await host.follows("Schedule with it");
  await host.sees("Schedule a webinar", "Ask for registration, as the template says", "200 places.");
  await host.looks("form-from-template");
  await host.presses("Choose panelists");
  await host.sees("Choose panelists", "Nobody to choose");
  await host.looks("choose-panelists");
  await host.presses("Add to the meeting");
  await host.sees("Ask for registration, as the template says", "200 places.");
  await host.presses("Schedule and invite");
  await host.sees("The webinar is scheduled.", "Paul Panel");
}

async function inFrench(host, page) {
  await speaks(host, "fr");
  await host.opens(page);
  await host.sees("Webinaire", "Intervenants", "Paul Panel");
  await host.looks("page-in-french");
  await host.opens("/meetings/new?kind=webinar");
  await host.sees("Planifier un webinaire", "Spectateurs à inviter");
  await host.looks("form-in-french");
}

function dayAhead(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

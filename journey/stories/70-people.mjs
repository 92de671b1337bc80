// E1, A4, C2a, C4: somebody is invited with a licence, joins and schedules; who loses theirs is chosen before there are fewer; roles and access change.

import { check } from "../lib.mjs";
import { addressOf, CARDS, newcomer, ordersPlan, PASSWORD, placesOrder, speaks } from "../steps.mjs";

const EMAIL = addressOf("paula");
const GUEST = addressOf("quentin");

export default async function (world) {
  const paula = await newcomer(world, "paula", "Paula People", EMAIL);
  await ordersPlan(paula, "Paula People", EMAIL.split("@")[0].replace(".", "-"), CARDS.approved);
  await placesOrder(paula);
  await paula.sees("Your site is ready");
  await buysThree(paula);
  await invites(paula);
  const quentin = await joins(world);
  await gives(paula);
  await inOtherWords(paula);
  await swapsForFewer(paula);
  await takesAway(paula);
  await shutsOut(paula, quentin);
}

async function subscription(paula) {
  await paula.opens("/billing");
  await paula.follows(/^Meetings \w+/);
  await paula.page.waitForURL(/\/subscriptions\//);
  return new URL(paula.page.url()).pathname;
}

async function asksFor(paula, page, seats) {
  await paula.opens(`${page}/change`);
  await paula.page.locator("#meetings_seats").fill(String(seats));
  await paula.presses("See what it does");
}

async function buysThree(paula) {
  await asksFor(paula, await subscription(paula), 3);
  await paula.presses(/^Pay .* and change/);
  await paula.page.waitForURL(/\/orders\//);
  await paula.sees("Paid");
}

async function invites(paula) {
  await paula.opens("/people");
  await paula.sees("Paula People", /1 of \d+ assigned/);
  await paula.looks("alone");
  await paula.follows("Invite somebody");
  await paula.looks("invite");
  await paula.fills({ "E-mail address": "nobody" });
  await paula.presses("Send the invitation");
  await paula.looks("refused");
  await paula.page.locator("#email").fill(GUEST);
  await paula.page.locator("#name").fill("Quentin Guest");
  await paula.presses("Send the invitation");
  await paula.sees("The invitation is on its way.", "Quentin Guest", /Can be accepted until/);
  await paula.looks("pending");
}

async function joins(world) {
  const mail = await world.mail(GUEST, "asks you to join");
  const link = mail.links.find((href) => href.includes("/invitation?token="));
  check(link, `the mail does not lead to the invitation: ${mail.text}`);
  const quentin = await world.person("quentin");
  await quentin.opens(link);
  await quentin.sees("What joining does", GUEST, "You get no licence");
  await quentin.looks("join");
  await quentin.presses("Join");
  await quentin.looks("join-refused");
  await quentin.page.locator("#password").fill(PASSWORD);
  await quentin.page.locator("#terms").check();
  await quentin.presses("Join");
  await quentin.isAt("/");
  await quentin.sees("You have joined the account.");
  check((await quentin.page.locator('a[href="/people"]').count()) === 0, "a host does not manage people");
  await quentin.opens(link);
  await quentin.sees("You have joined");
  await quentin.looks("joined");
  return quentin;
}

async function gives(paula) {
  await paula.opens("/people");
  await paula.sees("Basic: no licence");
  await paula.follows("Quentin Guest");
  await paula.looks("person");
  await paula.presses("Assign");
  await paula.sees("The licence is assigned.", "Take back");
  await paula.page.getByLabel(/^Admin/).check();
  await paula.presses("Save roles");
  await paula.sees("The roles are saved.");
  await paula.opens("/people");
  await paula.sees(/2 of \d+ assigned/, "Admin, Host");
  await paula.looks("two");
}

async function inOtherWords(paula) {
  for (const language of ["fr", "ru"]) {
    await speaks(paula, language);
    for (const path of ["/people", "/people/invite", "/people?tab=pending"]) {
      await paula.opens(path);
      await paula.looks(`${language}${path.replaceAll(/[/?=]/g, "-")}`);
    }
    await paula.opens("/people");
    await paula.page.getByRole("link", { name: "Quentin Guest" }).click();
    await paula.looks(`${language}-person`);
  }
  await speaks(paula, "en");
}

/** One licence for two: who loses theirs is chosen, what was typed stays, and it can be taken back. */
async function takesAway(paula) {
  await asksFor(paula, await subscription(paula), 1);
  await paula.sees("Choose one person who loses the licence");
  check((await paula.page.locator("#meetings_seats").inputValue()) === "1", "what was typed is gone");
  await paula.looks("who-loses");
  await paula.page.getByLabel("Quentin Guest").check();
  await paula.presses("See what it does");
  await paula.sees(/Quentin Guest loses the licence on/);
  await paula.looks("statement");
  await paula.presses(/^Change on/);
  await paula.sees("The change is planned.");
  await paula.opens("/people");
  await paula.sees(/, until /);
  await paula.looks("ending");
}

/** Another product in its place, for one: the same list, and what was ticked is in the statement. */
async function swapsForFewer(paula) {
  const page = await subscription(paula);
  await paula.opens(`${page}/review?do=swap&product=webinars&webinars_tier=pro&webinars_seats=1&webinars_interval=monthly`);
  await paula.sees("Choose one person who loses the licence");
  check((await paula.page.locator("#webinars_seats").inputValue()) === "1", "what was typed is gone");
  await paula.looks("swap-who-loses");
  await paula.page.getByLabel("Quentin Guest").check();
  await paula.presses("See what it does");
  await paula.sees(/Quentin Guest loses the licence at once/);
  await paula.looks("swap-statement");
}

async function shutsOut(paula, quentin) {
  await paula.opens("/people");
  await paula.follows("Quentin Guest");
  await paula.presses("Deactivate");
  await paula.sees("They are deactivated and signed out.", "Reactivate");
  await paula.looks("deactivated");
  await quentin.opens("/profile");
  await quentin.isAt("/sign-in");
}

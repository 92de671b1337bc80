// E7, E6: an admin removes somebody with the keyboard alone, sees what becomes of their things, takes it back, and does it; a guest's link works on; somebody else leaves by themselves.

import { check } from "../lib.mjs";
import { addressOf, newcomer, ordersPlan, PASSWORD, placesOrder, signsIn, speaks } from "../steps.mjs";

const LENA = addressOf("lena.lead");
const BRUNO = addressOf("bruno.bass");
const CORA = addressOf("cora.cello");
const GUEST = addressOf("gast");
const MOST_STEPS = 90;

export default async function (world) {
  const lena = await newcomer(world, "lena", "Lena Lead", LENA);
  await ordersPlan(lena, "Lena Lead", `lead-${Date.now().toString(36)}`);
  await placesOrder(lena);
  await lena.sees("Your site is ready");
  const bruno = await joins(world, lena, "bruno", "Bruno Bass", BRUNO);
  const cora = await joins(world, lena, "cora", "Cora Cello", CORA);
  const link = await schedules(bruno);
  await lastOwner(lena);
  await plansByKeyboard(lena);
  await brunoReads(world, bruno);
  await takesBack(lena);
  await removes(lena);
  await stillThere(world, cora, link);
  await ownAccount(bruno);
  await leaves(cora);
  await inOtherWords(lena, cora);
}

async function joins(world, lena, name, fullName, email) {
  await lena.opens("/people/invite");
  await lena.page.locator("#email").fill(email);
  await lena.page.locator("#name").fill(fullName);
  await lena.presses("Send the invitation");
  await lena.sees("The invitation is on its way.");
  const mail = await world.mail(email, "asks you to join");
  const person = await world.person(name);
  await person.opens(mail.links.find((href) => href.includes("/invitation?token=")));
  await person.page.locator("#password").fill(PASSWORD);
  await person.page.locator("#terms").check();
  await person.presses("Join");
  await person.isAt("/");
  return person;
}

/** Returns the link to join. */
async function schedules(bruno) {
  await bruno.opens("/meetings/new");
  await bruno.page.locator("#title").fill("Bass quartet");
  await bruno.page.locator("#invitees").fill(GUEST);
  await bruno.presses("Schedule and invite");
  await bruno.sees("The meeting is scheduled.", "Bass quartet");
  return bruno.page.locator("#join-link").inputValue();
}

async function lastOwner(lena) {
  await lena.opens("/profile");
  await lena.follows(/^Leave /);
  await lena.isAt("/leave");
  await lena.sees("Name another owner first");
  await lena.looks("last-owner");
}

/** From the list of people to what is planned, without a mouse. */
async function plansByKeyboard(lena) {
  const keys = lena.page.keyboard;
  await lena.opens("/people");
  await reaches(lena, "Bruno Bass");
  await keys.press("Enter");
  await lena.sees("Remove from the account");
  await lena.looks("person");
  await reaches(lena, "Remove Bruno Bass");
  await keys.press("Enter");
  await lena.sees("One upcoming meeting", /Contacts: none/, "What goes along");
  await lena.looks("form");
  await reaches(lena, "meetings");
  await keys.type("Cora");
  check((await lena.page.locator("#meetings option:checked").innerText()) === "Cora Cello", "the keyboard does not choose");
  await reaches(lena, "notice_days");
  await keys.press("Control+A");
  await keys.type("200");
  await reaches(lena, "See what happens");
  await keys.press("Enter");
  await lena.sees("This needs another look", /Type a number of days from 0 to 90/);
  check((await lena.page.locator("#meetings option:checked").innerText()) === "Cora Cello", "the choice is lost");
  await lena.looks("refused");
  await reaches(lena, "notice_days");
  await keys.press("Control+A");
  await keys.type("7");
  await reaches(lena, "See what happens");
  await keys.press("Enter");
  await lena.sees(/Bruno Bass is removed on/, /Cora Cello hosts from then on/, "Nothing has happened yet.");
  await lena.looks("review");
  await reaches(lena, "Remove Bruno Bass");
  await keys.press("Enter");
  await lena.sees("It is planned. The page says what happens when.", "Bruno Bass will be removed");
  await lena.looks("planned");
  await lena.opens("/people");
  await lena.sees(/Leaves on/);
  await lena.looks("people");
}

async function brunoReads(world, bruno) {
  const mail = await world.mail(BRUNO, "You will be removed from");
  check(/Cora Cello hosts from then on/.test(mail.text), `the mail does not say what happens: ${mail.text}`);
  await bruno.opens("/leave");
  await bruno.sees(/^You leave/, /An owner or admin of the account can take it back/);
  await bruno.looks("his");
}

async function takesBack(lena) {
  await lena.opens("/people");
  await lena.follows("Bruno Bass");
  await lena.follows("Remove Bruno Bass");
  await lena.presses("Take it back");
  await lena.sees("It is taken back; nothing happens.");
}

async function removes(lena) {
  await lena.follows("Remove Bruno Bass");
  await lena.page.locator("#meetings").selectOption({ label: "Cora Cello" });
  await lena.page.locator("#archive").uncheck();
  await lena.page.locator("#notice_days").fill("0");
  await lena.presses("See what happens");
  await lena.sees(/happens in the next minutes/);
  await lena.follows("Change something");
  check((await lena.page.locator("#notice_days").inputValue()) === "0", "what was typed is lost");
  await lena.presses("See what happens");
  await lena.presses("Remove Bruno Bass");
  await lena.sees("It is planned. The page says what happens when.");
}

async function stillThere(world, cora, link) {
  const mail = await world.mail(GUEST, "New host: Bass quartet");
  check(/Cora Cello hosts this meeting from now on/.test(mail.text), `not the new host: ${mail.text}`);
  await world.mail(CORA, "left, and you have something more");
  await cora.opens("/meetings");
  await cora.sees("Bass quartet");
  const guest = await world.person("leaving-guest");
  await guest.opens(link);
  await guest.sees("Bass quartet", /Cora Cello/);
  await guest.looks("guest");
}

async function ownAccount(bruno) {
  await bruno.opens("/profile");
  await bruno.isAt("/sign-in");
  await signsIn(bruno, BRUNO, PASSWORD);
  await bruno.opens("/meetings");
  await bruno.seesNot("Bass quartet");
  await bruno.opens("/people");
  await bruno.sees("Bruno Bass");
  await bruno.seesNot("Lena Lead");
}

async function leaves(cora) {
  await cora.opens("/profile");
  await cora.follows(/^Leave /);
  await cora.sees(/^Leave Lena Lead/);
  await cora.looks("leave");
  await cora.presses("See what happens");
  await cora.sees(/^You leave on/, /these go along/);
  await cora.looks("leave-review");
  await cora.presses("Leave the account");
  await cora.sees("It is planned. The page says what happens when.");
  await cora.looks("leave-planned");
}

async function inOtherWords(lena, cora) {
  for (const language of ["fr", "ru"]) {
    await speaks(cora, language);
    await cora.opens("/leave");
    await cora.looks(`${language}-planned`);
  }
  await cora.page.locator('form[action="/leave/take-back"] button').click();
  await cora.isAt("/profile");
  for (const language of ["fr", "ru"]) {
    await speaks(lena, language);
    await lena.opens("/people");
    await lena.page.getByRole("link", { name: "Cora Cello" }).click();
    await lena.page.locator('a[href$="/remove"]').click();
    await lena.looks(`${language}-form`);
    await lena.page.locator('main form[method="get"] button').click();
    await lena.page.waitForURL(/\/review/);
    await lena.looks(`${language}-review`);
  }
}

/** The name of the field, or the words, of what has the focus. */
async function focused(person) {
  return person.page.evaluate(() => document.activeElement?.name || document.activeElement?.innerText?.trim() || "");
}

/** Goes on with Tab until the focus is at `target`, and is to be seen there. */
async function reaches(person, target) {
  for (let step = 0; step < MOST_STEPS; step++) {
    if ((await focused(person)) === target) {
      const ring = await person.page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      check(ring !== "none", `the focus on "${target}" is not to be seen`);
      return;
    }
    await person.page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach "${target}" on ${person.page.url()}`);
}

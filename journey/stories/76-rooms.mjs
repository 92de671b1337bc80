// F2: a personal room is found, set up, opened, locked and moved; guests see at its door how it stands and what to do.

import { check } from "../lib.mjs";
import { addressOf, newcomer, speaks } from "../steps.mjs";

export default async function (world) {
  const rosa = await newcomer(world, "rosa", "Rosa Salon", addressOf("rosa.salon"));
  const gast = await world.person("salon-guest");
  const before = await finds(rosa);
  await sets(rosa);
  await guestsWait(gast, before);
  await opens(rosa, gast, before);
  await locks(rosa, gast);
  const now = await moves(rosa, gast, before);
  await twoTabs(rosa);
  await restores(rosa);
  await inOtherWords(rosa, gast, now);
}

/** The link to the room, from its page. */
async function linkOf(rosa) {
  return rosa.page.locator("#room-link").inputValue();
}

/** The name of the room in its link. */
function nameIn(link) {
  return link.split("/").pop();
}

async function types(rosa, fields) {
  for (const [id, value] of Object.entries(fields)) await rosa.page.locator(`#${id}`).fill(value);
}

async function finds(rosa) {
  await rosa.sees("Your room");
  await rosa.looks("home-before");
  await rosa.follows("Its door and its settings");
  await rosa.isAt("/profile/room");
  await rosa.sees("Guests see that you are not there yet.", /On the plan Free nothing is recorded/);
  await rosa.looks("new");
  const link = await linkOf(rosa);
  check(/\/\/meet-eu\.[^/]+\/room\/rosa-salon/.test(link), `an odd address: ${link}`);
  await rosa.opens("/");
  await rosa.sees(/meet-eu\.localhost\/room\/rosa-salon/);
  await rosa.looks("home");
  return link;
}

async function sets(rosa) {
  await rosa.opens("/profile");
  await rosa.follows("Address, door, password");
  await types(rosa, { title: "Tea at five", password: "abc", auto_lock_minutes: "90" });
  await rosa.page.getByLabel("record").check();
  await rosa.presses("Save the settings");
  await rosa.sees("This needs another look", "A room’s password has 4 to 32 characters.", /Choose 1 to 60 minutes/);
  check((await rosa.page.locator("#title").inputValue()) === "Tea at five", "the title is lost");
  check(await rosa.page.getByLabel("record").isChecked(), "the choice is lost");
  await rosa.looks("refused");
  await types(rosa, { password: "tulip-4", auto_lock_minutes: "45" });
  await rosa.presses("Save the settings");
  await rosa.sees("The settings of your room are saved.");
}

async function guestsWait(gast, link) {
  check((await gast.opens(link)) === 200, "the door does not open");
  await gast.sees("Room of Rosa Salon", "This room has a password");
  await gast.seesNot("Tea at five");
  await gast.looks("door-asks");
  await gast.page.locator("#password").fill("tulip-5");
  await gast.presses("Go to the room");
  await gast.sees("This is not the password of the room. Type it again.");
  await gast.looks("door-wrong");
  await givesPassword(gast);
  await gast.sees("Tea at five", "The room is closed", "Rosa Salon has not come in yet.", "It has a lobby");
  await gast.seesNot(", record");
  await gast.looks("door-closed");
}

async function givesPassword(gast) {
  await gast.page.locator("#password").fill("tulip-4");
  await gast.presses("Go to the room");
}

async function opens(rosa, gast, link) {
  await rosa.opens("/profile/room");
  await rosa.presses("Open the room");
  await rosa.sees("Your room is open.", "Open since", "Locks", "Closes by itself");
  await rosa.looks("open");
  await gast.opens(link);
  await givesPassword(gast);
  await gast.sees("You wait in the lobby until Rosa Salon lets you in.");
  await gast.looks("door-lobby");
}

async function locks(rosa, gast) {
  await rosa.presses("Lock the room");
  await rosa.sees("Your room is locked.", "You come in whenever you like.");
  await rosa.looks("locked");
  await gast.opens(gast.page.url());
  await givesPassword(gast);
  await gast.sees("The room is locked", "Ask Rosa Salon to unlock the room");
  await gast.looks("door-locked");
  await rosa.presses("Unlock the room");
  await rosa.sees("Your room is open.");
  await rosa.page.getByLabel("People wait in the lobby").uncheck();
  await types(rosa, { password: "" });
  await rosa.presses("Save the settings");
  await rosa.sees("The settings of your room are saved.");
  await gast.opens(gast.page.url());
  await gast.sees("Rosa Salon is there, and you may come in.");
  await gast.looks("door-open");
  await rosa.presses("Close the room");
  await rosa.sees("Your room is closed.");
}

/** To another address, past one that is kept for the service and one that cannot be written. */
async function moves(rosa, gast, before) {
  const first = nameIn(before);
  const den = first.replace("rosa-salon", "rosas-den");
  await rename(rosa, "admin");
  await rosa.sees("This name is kept for the service itself. Choose another.");
  await rename(rosa, den.replace("rosas-den-", "Rosa’s den "));
  await rosa.sees("Use letters a to z, figures and hyphens only.", `Take ${den}`);
  await rosa.looks("renaming");
  await rosa.presses(`Take ${den}`);
  await rosa.sees("Your room has its new address.", `These lead here as well: ${first}`);
  await rosa.looks("renamed");
  const now = await linkOf(rosa);
  check(nameIn(now) === den, `an odd address: ${now}`);
  await gast.opens(before);
  check(gast.page.url() === now, `the address before leads to ${gast.page.url()}`);
  await gast.opens(`/room/${first}`);
  check(gast.page.url() === now, `the portal leads to ${gast.page.url()}`);
  check((await gast.opens(before.replace("rosa-salon", "rosa-ballroom"))) === 404, "a room out of nothing");
  await gast.sees("This address leads to no room");
  await gast.looks("door-unknown");
  await othersStayOut(rosa.world, [first, first.replace("rosa-salon", "r0sa-sal0n"), den]);
  return now;
}

async function rename(person, name) {
  await person.fills({ "Name in the address": name });
  await person.presses("Change the address");
}

/** Nobody else gets the address before, nor one that looks like it. */
async function othersStayOut(world, names) {
  const eve = await newcomer(world, "salon-eve", "Eve Elsewhere", addressOf("eve.elsewhere"));
  await eve.opens("/profile/room");
  for (const name of names) {
    await rename(eve, name);
    await eve.sees(/This name belongs to somebody else\./);
  }
  await eve.looks("taken");
}

async function twoTabs(rosa) {
  const other = await rosa.page.context().newPage();
  await other.goto(rosa.world.url("/profile/room"));
  await rosa.opens("/profile/room");
  await types(rosa, { title: "Coffee at four" });
  await rosa.presses("Save the settings");
  await rosa.sees("The settings of your room are saved.");
  await other.locator("#title").fill("Cocoa at three");
  await other.getByRole("button", { name: "Save the settings" }).click();
  await other.getByText("The room was changed since you opened this page.").waitFor();
  check((await other.locator("#title").inputValue()) === "Cocoa at three", "what was typed is gone");
  await other.close();
}

async function restores(rosa) {
  await rosa.opens("/profile/room");
  check((await rosa.page.locator("#title").inputValue()) === "Coffee at four", "the other tab went over it");
  await rosa.presses("Restore the defaults");
  await rosa.sees("Your room has its default settings.");
  check((await rosa.page.locator("#title").inputValue()) === "", "the title is still there");
  check(nameIn(await linkOf(rosa)).startsWith("rosas-den"), "the address is gone");
}

async function inOtherWords(rosa, gast, link) {
  for (const [language, name] of [["fr", "Français"], ["ru", "Русский"]]) {
    await speaks(rosa, language);
    await rosa.opens("/profile/room");
    await rosa.page.locator('button[name="standing"][value="open"]').click();
    await rosa.page.locator('button[name="standing"][value="locked"]').waitFor();
    await rosa.looks(`${language}-open`);
    await rosa.opens("/");
    await rosa.looks(`${language}-home`);
    await gast.opens(link);
    await gast.presses(name);
    await gast.page.locator(`html[lang="${language}"]`).waitFor({ state: "attached" });
    await gast.looks(`${language}-door`);
    await rosa.opens("/profile/room");
    await rosa.page.locator('button[name="standing"][value="locked"]').click();
    await rosa.page.locator('button[name="standing"][value="open"]').waitFor();
    await rosa.looks(`${language}-locked`);
    await gast.opens(link);
    await gast.looks(`${language}-door-locked`);
    await rosa.page.locator('button[name="standing"][value="closed"]').click();
    await rosa.page.locator('button[name="standing"][value="locked"]').waitFor({ state: "detached" });
  }
  await speaks(rosa, "en");
}

// E9, E9a, E1: settings are decided for everybody and for groups; whoever they are for sees who decided, and is held to what is locked.

import { check } from "../lib.mjs";
import { addressOf, newcomer, speaks } from "../steps.mjs";

export default async function (world) {
  const email = addressOf("gunda.gruppe");
  const gunda = await newcomer(world, "gunda", "Gunda Gruppe", email);
  await decidesForEverybody(gunda);
  await makesGroup(gunda, email);
  await isHeldToIt(gunda);
  await isSaidWhoWasQuicker(gunda);
  await limitsMeetings(gunda);
  await ordersGroups(gunda);
  await readsRoles(gunda);
  await inOtherWords(gunda);
}

/** Sets what is decided about a setting. */
async function decides(gunda, setting, force, value) {
  const isMinutes = ["room_auto_lock", "meeting_minutes"].includes(setting);
  if (isMinutes) {
    await gunda.page.locator(`#${setting}_force`).selectOption(force);
    await gunda.page.locator(`#${setting}`).fill(value);
  } else await gunda.page.locator(`#${setting}`).selectOption(`${force} ${value}`);
}

async function decidesForEverybody(gunda) {
  await gunda.opens("/people");
  await gunda.follows("Groups and settings");
  await gunda.isAt("/people/groups");
  await gunda.sees("There are no groups");
  await gunda.looks("none");
  await decides(gunda, "room_auto_lock", "default", "90");
  await gunda.presses("Save");
  await gunda.sees("Choose 1 to 60 minutes, or never.");
  await gunda.looks("refused");
  await decides(gunda, "room_auto_lock", "default", "15");
  await gunda.presses("Save");
  await gunda.sees("The settings for everybody are saved.");
  await gunda.opens("/profile/room");
  await gunda.sees("Default of your account.");
  check((await gunda.page.locator("#auto_lock_minutes").inputValue()) === "15", "the default is not shown");
}

async function makesGroup(gunda, email) {
  await gunda.opens("/people/groups");
  await gunda.fills({ "Name of the group": "Sales" });
  await gunda.presses("Make the group");
  await gunda.sees("The group is made. Say who is in it, and what it decides.");
  await gunda.page.locator("#people").fill(`${email}\nnobody@example.org`);
  await decides(gunda, "room_lobby", "locked", "off");
  await gunda.presses("Save");
  await gunda.sees(/Nobody in your account has these addresses: nobody@example\.org/);
  await gunda.looks("unknown");
  await gunda.page.locator("#people").fill(email);
  await gunda.presses("Save");
  await gunda.sees("The group is saved.");
  await gunda.looks("group");
}

async function isHeldToIt(gunda) {
  await gunda.opens("/profile/room");
  await gunda.sees(/Locked by the group Sales\./);
  check(await gunda.page.getByLabel("People wait in the lobby").isDisabled(), "what is locked can be ticked");
  await gunda.looks("room");
  await gunda.page.locator("#title").fill("Sales talk");
  await gunda.presses("Save the settings");
  await gunda.sees("The settings of your room are saved.");
}

/** Another window of the same person stands for the other admin. */
async function isSaidWhoWasQuicker(gunda) {
  await gunda.opens("/people/groups");
  await gunda.follows("Sales");
  await gunda.sees("Who is in it");
  const other = await gunda.page.context().newPage();
  await other.goto(gunda.page.url());
  await other.locator("#name").fill("Sales West");
  await other.locator("#room_chat").selectOption("locked on");
  await other.getByRole("button", { name: "Save" }).click();
  await other.getByText("The group is saved.").waitFor();
  await other.close();
  await gunda.page.locator("#name").fill("Sales EMEA");
  await gunda.presses("Save");
  await gunda.sees(/Somebody else changed the group/, "Saved meanwhile: Sales West", "Saved meanwhile: on, locked");
  check((await gunda.page.locator("#name").inputValue()) === "Sales EMEA", "what was typed is gone");
  await gunda.looks("quicker");
  await gunda.page.locator("#name").fill("Sales");
  await gunda.presses("Save");
  await gunda.sees("The group is saved.");
}

async function limitsMeetings(gunda) {
  await gunda.opens("/people/groups");
  await decides(gunda, "meeting_minutes", "locked", "30");
  await decides(gunda, "room_password", "locked", "on");
  await decides(gunda, "mail_news", "locked", "on");
  await gunda.presses("Save");
  await gunda.sees("The settings for everybody are saved.");
  await gunda.opens("/meetings/new");
  await gunda.sees(/Up to 30 minutes, as your account has decided\./);
  await gunda.opens("/profile/room");
  await gunda.sees(/Your room stays closed until it has one\./);
  await gunda.presses("Open the room");
  await gunda.sees(/has decided that rooms have a password/);
  await gunda.looks("room-password");
  await gunda.page.locator("#password").fill("brass-wheels");
  await gunda.presses("Save the settings");
  await gunda.sees("The settings of your room are saved.");
  await gunda.presses("Open the room");
  await gunda.sees("Your room is open.");
  await gunda.opens("/profile");
  await gunda.sees("Locked by your account.");
  check(await gunda.page.getByLabel("What is new in Plenum").isDisabled(), "a mail that is locked can be ticked");
  await gunda.looks("profile");
}

async function ordersGroups(gunda) {
  await gunda.opens("/people/groups");
  await gunda.fills({ "Name of the group": "North" });
  await gunda.presses("Make the group");
  await gunda.sees("The group is made. Say who is in it, and what it decides.");
  await gunda.opens("/people/groups");
  await gunda.sees("1 person", "Decides nothing yet", "Personal room: people wait in the lobby – off, locked");
  await gunda.looks("two");
  await gunda.presses("Move up");
  await gunda.sees("The group has moved up.");
  const names = await gunda.page.locator("ol.lines a.strong").allTextContents();
  check(names.join() === "North,Sales", `an odd order: ${names}`);
}

async function readsRoles(gunda) {
  await gunda.opens("/people");
  await gunda.follows("What each role may do");
  await gunda.isAt("/people/roles");
  await gunda.sees("close the account", "yours");
  await gunda.looks("roles");
}

async function inOtherWords(gunda) {
  await gunda.opens("/people/groups");
  const group = await gunda.page.locator("ol.lines a.strong").last().getAttribute("href");
  for (const language of ["fr", "ru"]) {
    await speaks(gunda, language);
    const pages = [["/people/groups", "groups"], [group, "group"], ["/profile/room", "room"], ["/people/roles", "roles"]];
    for (const [path, name] of pages) {
      await gunda.opens(path);
      await gunda.looks(`${language}-${name}`);
    }
  }
  await speaks(gunda, "en");
}

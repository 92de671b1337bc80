// E9: settings are decided for everybody and for groups; whoever they are for sees who decided, and is held to what is locked.

import { check } from "../lib.mjs";
import { addressOf, newcomer, speaks } from "../steps.mjs";

export default async function (world) {
  const email = addressOf("gunda.gruppe");
  const gunda = await newcomer(world, "gunda", "Gunda Gruppe", email);
  await decidesForEverybody(gunda);
  await makesGroup(gunda, email);
  await isHeldToIt(gunda);
  await ordersGroups(gunda);
  await inOtherWords(gunda);
}

/** Sets what is decided about a setting. */
async function decides(gunda, setting, force, value) {
  await gunda.page.locator(`#${setting}_force`).selectOption(force);
  const control = gunda.page.locator(`#${setting}`);
  await (setting === "room_auto_lock" ? control.fill(value) : control.selectOption(value));
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

async function ordersGroups(gunda) {
  await gunda.opens("/people/groups");
  await gunda.fills({ "Name of the group": "North" });
  await gunda.presses("Make the group");
  await gunda.sees("The group is made. Say who is in it, and what it decides.");
  await gunda.opens("/people/groups");
  await gunda.sees("1 person", "Decides nothing yet", "Personal room: people wait in the lobby: off, locked");
  await gunda.looks("two");
  await gunda.presses("Move up");
  await gunda.sees("The group has moved up.");
  const names = await gunda.page.locator("ol.lines a.strong").allTextContents();
  check(names.join() === "North,Sales", `an odd order: ${names}`);
}

async function inOtherWords(gunda) {
  const group = await gunda.page.locator("ol.lines a.strong").last().getAttribute("href");
  for (const language of ["fr", "ru"]) {
    await speaks(gunda, language);
    for (const [path, name] of [["/people/groups", "groups"], [group, "group"], ["/profile/room", "room"]]) {
      await gunda.opens(path);
      await gunda.looks(`${language}-${name}`);
    }
  }
  await speaks(gunda, "en");
}

// H4: somebody signs in and schedules a meeting with the keyboard alone.

import { check } from "../lib.mjs";
import { addressOf, newcomer, PASSWORD } from "../steps.mjs";

const MOST_STEPS = 60;

export default async function (world) {
  const email = addressOf("tessa");
  const tessa = await newcomer(world, "tessa", "Tessa Keys", email);
  const keys = tessa.page.keyboard;
  await tessa.page.context().clearCookies();
  await tessa.opens("/sign-in");
  await keys.press("Tab");
  check((await focused(tessa)) === "Skip to the page", `the first stop is "${await focused(tessa)}"`);
  await keys.press("Enter");
  await reaches(tessa, "email");
  await keys.type(email);
  await reaches(tessa, "password");
  await keys.type(PASSWORD);
  await keys.press("Enter");
  await tessa.isAt("/");
  await reaches(tessa, "Schedule a meeting");
  await keys.press("Enter");
  await tessa.isAt("/meetings/new");
  await reaches(tessa, "title");
  await keys.type("By keyboard");
  await reaches(tessa, "Schedule and invite");
  await keys.press("Enter");
  await tessa.sees("The meeting is scheduled.", "By keyboard");
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

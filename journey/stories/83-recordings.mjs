// F5: a sound is sent, its transcript leads to its moments, is searched, shared with a guest who knows the password, thrown away and taken back.

import { check } from "../lib.mjs";
import { addressOf, newcomer, ordersPlan, PASSWORD, placesOrder, signsIn, speaks } from "../steps.mjs";

const LIVIA = addressOf("livia.largo");
const SECONDS = 12;
const RATE = 8_000;

const VTT = `WEBVTT

00:01.000 --> 00:03.000
<v Livia Largo>We begin with the Élégie, from bar twelve.

00:04.000 --> 00:06.500
<v Mats Mezzo>Should the second voice be softer there?

00:07.000 --> 00:09.000
<v Livia Largo>Yes, until the repeat. Then as the score has it, all of us together, and no slower than before.

00:09.500 --> 00:11.500
<v Mats Mezzo>Then once more from the beginning.
`;

/** Twelve seconds of a soft tone that rises each second. */
function wav() {
  const samples = SECONDS * RATE;
  const file = Buffer.alloc(44 + samples);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + samples, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write("data", 36);
  file.writeUInt32LE(samples, 40);
  for (let at = 0; at < samples; at += 1) {
    const pitch = 220 + 40 * Math.floor(at / RATE);
    file[44 + at] = 128 + Math.round(40 * Math.sin((2 * Math.PI * pitch * at) / RATE));
  }
  return file;
}

export default async function (world) {
  const livia = await newcomer(world, "livia", "Livia Largo", LIVIA);
  await hasNone(livia);
  await ordersPlan(livia, "Livia Largo", `largo-${Date.now().toString(36)}`);
  await placesOrder(livia);
  const path = await adds(livia);
  await plays(livia, path);
  await searches(livia, path);
  const link = await shares(livia, path);
  await aGuestListens(world, link);
  await withoutAScript(world, path);
  await throwsAway(livia, path);
  await keepsLess(livia);
  await inOtherWords(livia, path);
}

async function hasNone(livia) {
  await livia.follows("Recordings");
  await livia.isAt("/recordings");
  await livia.sees("No recordings yet", /has no recordings/);
  await livia.looks("none");
}

/** Returns the path of the recording. */
async function adds(livia) {
  await livia.opens("/recordings");
  await livia.sees("Add a recording");
  await livia.page.locator("#file").setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("notes") });
  await livia.page.locator("#title").fill("Sectional rehearsal");
  await livia.presses("Add the recording");
  await livia.sees("This needs another look", /Choose an MP4, M4A/);
  check((await livia.page.locator("#title").inputValue()) === "Sectional rehearsal", "the title is lost");
  await livia.looks("refused");
  await livia.page.locator("#file").setInputFiles({ name: "take one.wav", mimeType: "audio/wav", buffer: wav() });
  await stops(livia);
  await livia.presses("Add the recording");
  await livia.page.waitForURL(/\/recordings\/[0-9a-f-]{36}$/);
  await livia.sees("The recording is added.", "Sectional rehearsal");
  await livia.looks("alone");
  const path = new URL(livia.page.url()).pathname;
  const choose = livia.page.locator("#transcript");
  await choose.setInputFiles({ name: "t.vtt", mimeType: "text/vtt", buffer: Buffer.from("WEBVTT\n\n00:01 --> 00:02\nx\n") });
  await livia.presses("Add the transcript");
  await livia.sees(/Line 3: no time can be read here/);
  await choose.setInputFiles({ name: "t.vtt", mimeType: "text/vtt", buffer: Buffer.from(VTT) });
  await livia.presses("Add the transcript");
  await livia.sees("The transcript is added.", /from bar twelve/);
  await livia.looks("transcript");
  return path;
}

/** A slow connection: the page says how far it is, and sending is stopped without losing what was filled in. */
async function stops(livia) {
  const slow = "**/recordings";
  await livia.page.route(slow, (route) => new Promise((go) => setTimeout(go, 5_000)).then(() => route.continue()).catch(() => {}));
  await livia.page.getByRole("button", { name: "Add the recording" }).click();
  await livia.page.getByRole("button", { name: "Stop sending" }).waitFor();
  await livia.looks("sending");
  await livia.page.getByRole("button", { name: "Stop sending" }).click();
  await livia.sees(/It was stopped, and nothing was kept/);
  await livia.page.unroute(slow);
  check((await livia.page.locator("#title").inputValue()) === "Sectional rehearsal", "the title is lost");
}

const second = (person) => person.page.locator("[data-player]").evaluate((player) => player.currentTime);

async function plays(livia, path) {
  const length = await livia.page.waitForFunction(() => document.querySelector("[data-player]")?.duration || null);
  check(Math.round(await length.jsonValue()) === SECONDS, "the player does not know the length");
  await livia.page.getByRole("link", { name: "0:07", exact: true }).click();
  await livia.page.locator("#p3[aria-current]").waitFor();
  check(Math.floor(await second(livia)) >= 7, `a click does not jump: ${await second(livia)}`);
  check(new URL(livia.page.url()).pathname === path, "a click leaves the page");
  await livia.page.locator("[data-player]").evaluate((player) => player.pause());
  await livia.looks("jumped");
}

async function searches(livia, path) {
  await livia.page.getByLabel("Search in this transcript").fill("SOFTER");
  await livia.presses("Search");
  await livia.sees(/1 of 4 passages/, /Should the second voice/);
  await livia.seesNot(/from bar twelve/);
  await livia.opens("/recordings");
  await livia.page.locator("#search").fill("elegie");
  await livia.presses("Search");
  await livia.sees("Found", "Sectional rehearsal", /from bar twelve/);
  await livia.looks("found");
  await livia.page.getByRole("link", { name: "0:01", exact: true }).click();
  await livia.page.waitForURL(new RegExp(`${path}#p1$`));
  await livia.page.waitForFunction(() => Math.floor(document.querySelector("[data-player]").currentTime) === 1);
}

/** Returns the link. */
async function shares(livia, path) {
  await livia.opens(path);
  await livia.page.locator("#password").fill("tea");
  await livia.page.locator("#days").fill("7");
  await livia.presses("Share by link");
  await livia.sees("This needs another look", /Use 6 to 64 characters/);
  check((await livia.page.locator("#days").inputValue()) === "7", "the days are lost");
  await livia.page.locator("#password").fill("three lemon trees");
  await livia.presses("Share by link");
  await livia.sees("The link works now.", /asks for a password/, /It works until/);
  await livia.looks("shared");
  return livia.page.locator("#share-link").inputValue();
}

async function aGuestListens(world, link) {
  const guest = await world.person("recording-guest");
  await guest.opens(new URL(link).pathname);
  await guest.sees("This recording asks for a password");
  await guest.seesNot("Sectional rehearsal");
  await guest.looks("asks");
  await guest.page.locator("#password").fill("four lemon trees");
  await guest.presses("Open the recording");
  await guest.sees("This is not the password.");
  await guest.page.locator("#password").fill("three lemon trees");
  await guest.presses("Open the recording");
  await guest.sees("Sectional rehearsal", "Shared by Livia Largo", /from bar twelve/);
  await guest.page.getByRole("link", { name: "0:04", exact: true }).click();
  await guest.page.locator("#p2[aria-current]").waitFor();
  await guest.page.locator("[data-player]").evaluate((player) => player.pause());
  await guest.looks("guest");
}

async function withoutAScript(world, path) {
  const plain = await world.person("livia-plain", { javaScript: false });
  await signsIn(plain, LIVIA, PASSWORD);
  await plain.opens(path);
  await plain.page.getByRole("link", { name: "0:07", exact: true }).click();
  await plain.page.waitForURL(/\/file#t=7\.000$/);
  await plain.page.locator("video, audio").waitFor();
}

async function throwsAway(livia, path) {
  await livia.opens(path);
  await livia.presses("Move to the trash");
  await livia.sees("The recording is in the trash.", /^In the trash\. It will be erased/);
  await livia.looks("trashed");
  await livia.opens("/recordings/trash");
  await livia.sees("Sectional rehearsal");
  await livia.looks("trash");
  await livia.page.getByRole("button", { name: /^Restore/ }).click();
  await livia.page.waitForURL(new RegExp(`${path}$`));
  await livia.sees("The recording is back.");
}

async function keepsLess(livia) {
  await livia.opens("/recordings");
  await livia.follows("How long recordings are kept");
  await livia.isAt("/recordings/retention");
  await livia.page.locator("#days").fill("7");
  await livia.presses("Save the time");
  await livia.sees("This needs another look", /Choose 30 to 3,650 days/);
  await livia.page.locator("#days").fill("365");
  await livia.presses("Save the time");
  await livia.sees("The time for which recordings are kept is saved.");
  await livia.looks("retention");
}

async function inOtherWords(livia, path) {
  await speaks(livia, "fr");
  await livia.opens("/recordings");
  await livia.sees("Enregistrements", /365 jours/);
  await livia.looks("french");
  await livia.opens(path);
  await livia.looks("one-french");
}

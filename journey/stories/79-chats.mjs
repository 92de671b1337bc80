// F8, F8a, F8c, F8d: those of a meeting write to each other, one of them without a script; what is new is marked until it is read; a message is changed, gets a file and is taken back, found again, and nobody else reads it; the chat is kept as a file.

import { readFile } from "node:fs/promises";
import { check } from "../lib.mjs";
import { addressOf, newcomer, PASSWORD, signsIn, speaks } from "../steps.mjs";

const ALMA = addressOf("alma.alto");

export default async function (world) {
  const konrad = await newcomer(world, "konrad", "Konrad Baton", addressOf("konrad.baton"));
  const alma = await newcomer(world, "alma", "Alma Alto", ALMA);
  const odd = await newcomer(world, "oscar", "Oscar Outside", addressOf("oscar.outside"));
  const plain = await world.person("alma-plain", { javaScript: false });
  await signsIn(plain, ALMA, PASSWORD);
  await hasNone(konrad);
  await opensItsChat(konrad);
  const chat = await writes(konrad);
  await answers(alma, plain, chat);
  await changes(konrad, chat);
  await keeps(alma, chat);
  await searches(alma);
  check((await odd.opens(chat)) === 404, "a stranger reads the chat");
  await keepsLess(world, konrad);
  await inOtherWords(konrad, chat);
}

async function hasNone(konrad) {
  await konrad.follows("Chats");
  await konrad.isAt("/chats");
  await konrad.sees("No chats yet");
  await konrad.looks("none");
  await konrad.page.locator("#email").fill("nobody@example.net");
  await konrad.page.getByRole("button", { name: "Open the chat", exact: true }).click();
  await konrad.sees("This needs another look", /Nobody else in your account has this address/);
  check((await konrad.page.locator("#email").inputValue()) === "nobody@example.net", "the address is lost");
  await konrad.looks("nobody");
}

async function opensItsChat(konrad) {
  await konrad.opens("/meetings/new");
  await konrad.fills({ Title: "Sectional rehearsal", "Length in minutes": "45" });
  await konrad.page.getByLabel("Invitees").fill(`Alma Alto <${ALMA}>`);
  await konrad.presses("Schedule and invite");
  await konrad.sees("The meeting is scheduled.");
  await konrad.presses("Open the meeting’s chat");
  await konrad.page.waitForURL(/\/chats\/./);
  await konrad.sees("Sectional rehearsal", "Nothing is written here yet");
  await konrad.looks("empty");
}

/** Returns the path of the chat. */
async function writes(konrad) {
  const chat = new URL(konrad.page.url()).pathname;
  await konrad.presses("Send");
  await konrad.sees("Write something.");
  await konrad.page.locator("#text").fill("Which pieces do we sing?\nI have room for three.");
  await konrad.presses("Send");
  await konrad.isAt(chat);
  await konrad.sees("Which pieces do we sing?", "I have room for three.");
  return chat;
}

async function answers(alma, plain, chat) {
  await alma.opens("/chats");
  await alma.sees("1 new");
  await alma.looks("unread");
  await plain.opens("/chats");
  await plain.follows("Sectional rehearsal");
  await plain.isAt(chat);
  await plain.sees("Konrad Baton", "Which pieces do we sing?", "New");
  await seesNoNews(plain);
  await plain.page.locator("#text").fill("The Élégie, and two of yours.");
  await plain.presses("Send");
  await plain.isAt(chat);
  await plain.sees("The Élégie, and two of yours.");
}

async function seesNoNews(person) {
  check(!(await person.page.content()).includes("with new messages"), "what is read is still marked");
}

async function changes(konrad, chat) {
  await konrad.opens("/meetings");
  await konrad.follows(/Chats.*1 with new messages/);
  await konrad.follows("Sectional rehearsal");
  await konrad.isAt(chat);
  await konrad.sees("Alma Alto", "New");
  await seesNoNews(konrad);
  await konrad.looks("chat");
  await konrad.follows("Change, attach or remove");
  await konrad.sees("Your message", /For 60 minutes after that/);
  await konrad.looks("change");
  await konrad.page.locator("#text").fill("Which pieces do we sing? I have room for four.");
  await konrad.presses("Save the message");
  await konrad.isAt(chat);
  await konrad.sees("Your message is changed.", /room for four/, /^Changed, /);
  await konrad.follows("Change, attach or remove");
  await konrad.page.locator("#file").setInputFiles({ name: "score.txt", mimeType: "text/plain", buffer: Buffer.from("do re mi") });
  await konrad.presses("Attach the file");
  await konrad.isAt(chat);
  await konrad.sees("The file is attached.", /score\.txt \(1 kB\)/);
  await konrad.page.locator("#text").fill("Wrong chat, sorry");
  await konrad.presses("Send");
  await konrad.sees("Wrong chat, sorry");
  await konrad.page.getByRole("link", { name: "Change, attach or remove" }).last().click();
  await konrad.sees("Your message");
  await konrad.presses("Take the message back");
  await konrad.isAt(chat);
  await konrad.sees("Your message is taken back.", /^Removed by its author/);
  await konrad.seesNot("Wrong chat, sorry");
  await konrad.looks("changed");
}

async function keeps(alma, chat) {
  await alma.opens(chat);
  const [file] = await Promise.all([
    alma.page.waitForEvent("download"),
    alma.page.getByRole("link", { name: "Download as text" }).click(),
  ]);
  const path = await file.path();
  const text = await readFile(path, "utf8");
  check(file.suggestedFilename() === "Sectional rehearsal.txt", `the file is called ${file.suggestedFilename()}`);
  check(text.includes("The Élégie, and two of yours.") && text.includes("score.txt (1 kB)"), `the file says: ${text}`);
}

async function searches(alma) {
  await alma.opens("/chats");
  await alma.page.locator("#search").fill("elegie");
  await alma.presses("Search");
  await alma.sees("Found messages", "The Élégie, and two of yours.");
  await alma.looks("found");
  await alma.page.locator("#search").fill("wrong chat");
  await alma.presses("Search");
  await alma.sees("Nothing was found");
}

async function keepsLess(world, konrad) {
  await konrad.opens("/chats");
  await konrad.follows("How long messages are kept");
  await konrad.isAt("/chats/retention");
  await konrad.page.locator("#days").fill("7");
  await konrad.presses("Save the time");
  await konrad.sees("This needs another look", /Choose 30 to 3,650 days/);
  await konrad.page.locator("#days").fill("365");
  await konrad.presses("Save the time");
  await konrad.sees("The time for which messages are kept is saved.", /^Nothing is erased before/);
  await konrad.looks("retention");
  const mail = await world.mail(addressOf("konrad.baton"), "Messages of your chats will be erased");
  check(mail.text.includes("365 days"), `the mail does not say for how long: ${mail.text}`);
}

async function inOtherWords(konrad, chat) {
  await speaks(konrad, "fr");
  await konrad.opens(chat);
  await konrad.sees("Discussions", /365 jours/);
  await konrad.looks("french");
  await konrad.opens("/chats/retention");
  await konrad.looks("retention-french");
}

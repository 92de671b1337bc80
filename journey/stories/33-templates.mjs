// F1: what is typed into the form is kept as a template, shared with the account, and filled into a new form; a colleague uses it;
// a series is called something else from one of its meetings on. In English, in French, and once with the keyboard alone.

import { check } from "../lib.mjs";
import { addressOf, newcomer, PASSWORD, speaks } from "../steps.mjs";

const GUEST = addressOf("timo-invited");
const COLLEAGUE = addressOf("tilde-colleague");
const MOST_STEPS = 60;

export default async function (world) {
  const host = await newcomer(world, "template-host", "Thora Host", addressOf("thora"));
  await isEmpty(host);
  await keepsTheForm(host);
  await keepsAMeeting(world, host);
  await shares(host);
  const colleague = await joins(world, host);
  await usesButDoesNotChange(colleague);
  await byKeyboard(host);
  await rewords(world, host);
  await inFrench(host);
  await removes(host);
}

async function isEmpty(host) {
  await host.opens("/meetings");
  await host.follows("Templates");
  await host.isAt("/meetings/templates");
  await host.sees("No templates yet", "Nothing from your account");
  await host.looks("empty");
  await host.follows("New template");
  await host.presses("Save the template");
  await host.sees("This needs another look", "This is needed.");
  await host.looks("form-refused");
}

/** The form goes to the template's name and comes back as it was typed. */
async function keepsTheForm(host) {
  await host.opens("/meetings/new");
  await host.fills({ Title: "Weekly planning", "Length in minutes": "45", "How often": "Weekly" });
  await host.page.getByLabel("Agenda").fill("What we did.\nWhat comes next.");
  await host.page.getByLabel("Invitees").fill(`Timo Guest <${GUEST}>`);
  await host.looks("scheduling-without");
  await host.presses("Save as template");
  await host.sees("Name of the template", "Day, time and the password itself are not.");
  await host.looks("name");
  await host.fills({ "Name of the template": "" });
  await host.presses("Save the template");
  await host.sees("This is needed.");
  await host.fills({ "Name of the template": "Planning" });
  await host.presses("Save the template");
  await host.sees("Kept as the template “Planning”");
  check((await host.page.locator("#title").inputValue()) === "Weekly planning", "the title is lost");
  check((await host.page.locator("#invitees").inputValue()).includes(GUEST), "the invitees are lost");
  await host.looks("kept-form");
  await host.presses("Schedule and invite");
  await host.sees("The meeting is scheduled.");
}

async function keepsAMeeting(world, host) {
  await world.mail(GUEST, "Invitation: Weekly planning");
  await host.follows("Save as template");
  await host.sees("New template", "For everybody in my account");
  await host.fills({ "Name of the template": "Planning with the year" });
  await host.page.locator("#duration_minutes").fill("90");
  await host.looks("form");
  await host.presses("Save the template");
  await host.sees("The template is kept.", "Planning with the year", "Weekly", "One person.");
}

async function shares(host) {
  await host.follows("Planning with the year");
  await host.sees("Change the template", "Remove the template");
  await host.fills({ "Name of the template": "Planning for everybody" });
  await host.page.locator("#shared").check();
  await host.presses("Save the template");
  await host.sees("The template is changed.", "Planning for everybody");
  await host.looks("list");
}

async function joins(world, host) {
  await host.opens("/people/invite");
  await host.page.locator("#email").fill(COLLEAGUE);
  await host.page.locator("#name").fill("Tilde Colleague");
  await host.presses("Send the invitation");
  await host.sees("The invitation is on its way.");
  const mail = await world.mail(COLLEAGUE, "asks you to join");
  const colleague = await world.person("template-colleague");
  await colleague.opens(mail.links.find((href) => href.includes("/invitation?token=")));
  await colleague.page.locator("#password").fill(PASSWORD);
  await colleague.page.locator("#terms").check();
  await colleague.presses("Join");
  await colleague.isAt("/");
  return colleague;
}

async function usesButDoesNotChange(colleague) {
  await colleague.opens("/meetings/templates");
  await colleague.sees("No templates yet", "Planning for everybody");
  check(!(await colleague.page.content()).includes("Planning with"), "a colleague sees what is not theirs");
  await colleague.follows("Planning for everybody");
  await colleague.sees("owners and admins change it", "Weekly planning");
  check((await colleague.page.locator("#title").count()) === 0, "a colleague is offered the form");
  await colleague.looks("from-the-account");
  await colleague.follows("Schedule with it");
  await colleague.isAt("/meetings/new");
  check((await colleague.page.locator("#title").inputValue()) === "Weekly planning", "the form is not filled in");
  await colleague.looks("scheduling-with");
  await colleague.presses("Schedule and invite");
  await colleague.sees("up to 50 minutes");
}

/** A template is chosen and used with the keyboard alone. */
async function byKeyboard(host) {
  await host.opens("/meetings/new");
  const keys = host.page.keyboard;
  await reaches(host, "template");
  const options = await host.page.locator("#template option").allInnerTexts();
  check(options.includes("Planning for everybody (from your account)"), `no such choice in ${options}`);
  await keys.type("Planning f");
  await reaches(host, "Fill in the form");
  await keys.press("Enter");
  await host.page.waitForURL(/template=/);
  check((await host.page.locator("#title").inputValue()) === "Weekly planning", "the form is not filled in");
  check((await host.page.locator("#duration_minutes").inputValue()) === "90", "another template was taken");
  await reaches(host, "title");
}

async function rewords(world, host) {
  await host.opens("/meetings");
  await host.page.getByRole("link", { name: "Weekly planning" }).first().click();
  await host.page.getByRole("link", { name: /^Move or cancel/ }).nth(2).click();
  await host.sees("Title and agenda of this and all that follow");
  await host.page.locator("#following_title").fill("Planning the summer");
  await host.looks("words");
  await host.presses("Look at the new words");
  await host.sees("One person is told by mail", "The meetings before it keep what they are called.", "Planning the summer");
  await host.looks("words-preview");
  await host.presses("Call this and all that follow so");
  await host.sees("This meeting and all that follow have their new words.", /Called from/, "Planning the summer");
  await host.looks("words-changed");
  await world.mail(GUEST, "Until then: Weekly planning");
  const mail = await world.mail(GUEST, "Changed from now on: Planning the summer");
  check(mail.text.includes("another title or another agenda"), `the mail does not say what changed: ${mail.text}`);
}

async function inFrench(host) {
  const meeting = new URL(host.page.url()).pathname;
  await speaks(host, "fr");
  await host.opens(meeting);
  await host.sees(/Titre à partir du/);
  await host.looks("words-in-french");
  await host.page.getByRole("link", { name: /^Déplacer ou annuler/ }).nth(4).click();
  await host.sees("Titre et ordre du jour de celle-ci et des suivantes");
  await host.page.locator("#following_title").fill("Bilan");
  await host.presses("Voir les nouveaux textes");
  await host.sees("Une personne est prévenue par e-mail");
  await host.looks("words-preview-in-french");
  await host.opens("/meetings/templates");
  await host.sees("Les vôtres", "De votre compte");
  await host.looks("list-in-french");
  await host.follows("Planning for everybody");
  await host.looks("form-in-french");
}

async function removes(host) {
  await host.follows("Supprimer le modèle");
  await host.sees("Supprimer « Planning for everybody »", "ne changent pas");
  await host.looks("remove-in-french");
  await host.presses("Supprimer le modèle");
  await host.sees("Le modèle est supprimé.");
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

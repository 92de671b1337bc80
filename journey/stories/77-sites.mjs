// B7, P1: a site is renamed after its preview; the address before leads to it, is nobody else's, and is gone back to.

import { check } from "../lib.mjs";
import { addressOf, newcomer, ordersPlan, placesOrder, speaks } from "../steps.mjs";

const EMAIL = addressOf("sina.site");

export default async function (world) {
  const sina = await newcomer(world, "sina", "Sina Site", EMAIL);
  const gast = await world.person("site-guest");
  await hasNone(sina);
  const before = EMAIL.split("@")[0].replaceAll(".", "-");
  await ordersPlan(sina, "Sina Site", before);
  await placesOrder(sina);
  await sina.sees("Your site is ready");
  const link = await finds(sina);
  const after = before.replace("sina-site", "sinas-harbour");
  await isRefused(sina);
  await previews(sina, before, after);
  await leadsThere(gast, link, before, after);
  await twoTabs(sina, before, after);
  await greets(sina, gast);
  await inOtherWords(sina, before);
}

async function hasNone(sina) {
  await sina.opens("/site");
  await sina.sees("Your account meets on the shared address.", "See the plans");
  await sina.looks("none");
}

/** The address of the site, from its settings. */
async function linkOf(sina) {
  return sina.page.locator("#site-link").inputValue();
}

async function asks(sina, name) {
  await sina.fills({ "Name in the address": name });
  await sina.presses("See what changes");
}

async function finds(sina) {
  await sina.opens("/");
  await sina.follows("Its address and its welcome text");
  await sina.isAt("/site");
  await sina.sees("Your site", /yours may be given 4 more/);
  await sina.looks("new");
  return linkOf(sina);
}

async function isRefused(sina) {
  await asks(sina, "admin");
  await sina.sees("This name is kept for the service itself. Choose another.");
  await sina.opens("/site");
  await asks(sina, "Sina’s den");
  await sina.sees("Use letters a to z, figures and hyphens only.");
  await sina.looks("refused");
}

async function previews(sina, before, after) {
  await sina.opens("/site");
  await asks(sina, after);
  await sina.sees(/Rename to /, "What changes", "What keeps working", "Nothing. Plan, price and renewal stay as they are.");
  await sina.sees(new RegExp(`You can go back to ${before}\\.my\\.`));
  await sina.looks("preview");
  await sina.follows("Keep the present name");
  await sina.isAt("/site");
  check((await linkOf(sina)).includes(before), "looking at the preview renamed the site");
  await asks(sina, after);
  await sina.presses("Rename the site");
  await sina.sees("Your site has its new address. The one before leads there.", /yours may be given 3 more/);
  await sina.looks("renamed");
  check((await linkOf(sina)).includes(after), "the site has its old address");
  const mail = await sina.world.mail(EMAIL, "Your site is now at");
  check(mail.text.includes(after), `the mail does not say where: ${mail.text}`);
}

async function leadsThere(gast, link, before, after) {
  await gast.opens(link);
  const now = gast.page.url();
  check(now === link.replace(before, after), `the address before leads to ${now}`);
  await gast.sees("Join a meeting");
  await gast.looks("front");
}

/** Who previewed before somebody else renamed the site sees the new preview; the first name is gone back to. */
async function twoTabs(sina, before, after) {
  const other = await sina.page.context().newPage();
  await other.goto(sina.world.url(`/site/rename?name=${after}-two`));
  await sina.opens("/site");
  await asks(sina, before);
  await sina.sees(/The site has had this name before/);
  await sina.presses("Rename the site");
  await sina.sees("Your site has its new address.");
  await other.getByRole("button", { name: "Rename the site" }).click();
  await other.getByText("Somebody changed the site after you opened this page.").waitFor();
  await other.close();
  check((await linkOf(sina)).includes(before), "the site did not go back");
}

/** Guests read the welcome text; one that is too long stays in the form. */
async function greets(sina, gast) {
  await sina.opens("/site");
  await sina.page.locator("#welcome").evaluate((field) => field.removeAttribute("maxlength"));
  await sina.page.locator("#welcome").fill("Ahoy ".repeat(70));
  await sina.presses("Save the text");
  await sina.sees("Use at most 300 characters.");
  await sina.looks("welcome-refused");
  await sina.page.locator("#welcome").fill("Welcome to Sina’s harbour. Tie up and come in.");
  await sina.presses("Save the text");
  await sina.sees("The welcome text of your site is saved.");
  await gast.opens(await linkOf(sina));
  await gast.sees("Welcome to Sina’s harbour. Tie up and come in.");
  await gast.looks("welcome");
}

async function inOtherWords(sina, before) {
  for (const language of ["fr", "ru"]) {
    await speaks(sina, language);
    await sina.opens("/site");
    await sina.looks(`${language}-settings`);
    await sina.opens(`/site/rename?name=${before}-three`);
    await sina.looks(`${language}-preview`);
    await sina.opens("/");
    await sina.looks(`${language}-home`);
  }
  await speaks(sina, "en");
}

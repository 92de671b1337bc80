// B7, P1: a site is renamed after its preview; the address before leads to it, is nobody else's, and is gone back to. It greets
// guests, and looks as its owner saw it before: logo and colour, on light screens and dark ones.

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
  await looksLikeItself(sina, gast);
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
  await sina.follows("Its address, its look and its welcome text");
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

/** Bad files lose nothing typed, a good one is chosen once; guests see what the preview showed. */
async function looksLikeItself(sina, gast) {
  await sina.opens("/site");
  await sina.follows("Add a logo or a colour");
  await sina.isAt("/site/brand");
  await sina.looks("brand-empty");
  await sina.page.locator("#accent").fill("sunny");
  await sina.fills({ "Alternative text": "Sina’s Harbour" });
  await choosesLogo(sina, "notes.png", Buffer.from("no picture at all"));
  await sina.presses("See what guests see");
  await sina.sees(/neither PNG nor JPEG/);
  await sina.looks("brand-refused");
  check((await sina.page.locator("#accent").inputValue()) === "sunny", "what was typed is lost");
  await choosesLogo(sina, "film.png", Buffer.alloc(8 * 1024 * 1024));
  await sina.presses("See what guests see");
  await sina.sees(/larger than 512 kilobytes/);
  check((await sina.page.locator("#accent").inputValue()) === "sunny", "what was typed is lost");
  await choosesLogo(sina, "logo.png", await drawsLogo(sina.page));
  await sina.presses("See what guests see");
  await sina.sees(/Write the colour as #/);
  check(await sina.page.locator("main img.logo").isVisible(), "the picture has to be chosen again");
  await sina.page.locator("#accent").fill("#ffd23f");
  await sina.presses("See what guests see");
  await sina.isAt("/site/brand/preview");
  await sina.sees("On a light screen", "On a dark screen", /text is black/, /too pale for links/);
  await sina.looks("brand-preview");
  await sina.follows("Change something");
  await sina.isAt("/site/brand");
  check((await sina.page.locator("#accent").inputValue()) === "#ffd23f", "the draft is lost on the way back");
  await sina.looks("brand-form");
  await sina.presses("See what guests see");
  await sina.presses("Keep this look");
  await sina.isAt("/site");
  await sina.sees("Your site has its new look.");
  await sina.looks("brand-kept");
  await isRecognised(sina, gast);
}

async function choosesLogo(person, name, buffer) {
  await person.page.locator("#file").setInputFiles({ name, mimeType: "image/png", buffer });
}

/** A picture as somebody has it: a mark and a name, drawn by their browser. */
async function drawsLogo(page) {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [520, 140];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#123a63";
    pen.beginPath();
    pen.arc(70, 70, 60, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = "#ffd23f";
    pen.fillRect(64, 30, 12, 80);
    pen.fillStyle = "#123a63";
    pen.font = "600 64px sans-serif";
    pen.fillText("Harbour", 150, 92);
    return canvas.toDataURL("image/png");
  });
  return Buffer.from(url.split(",")[1], "base64");
}

/** The front, a page that leads nowhere and the way in have the look of the site. */
async function isRecognised(sina, gast) {
  const link = await linkOf(sina);
  await gast.opens(link);
  await gast.page.getByRole("img", { name: "Sina’s Harbour" }).waitFor();
  const painted = await gast.page.getByRole("button", { name: "Join" }).evaluate((button) => {
    const { backgroundColor, color } = getComputedStyle(button);
    return `${backgroundColor} ${color}`;
  });
  check(painted === "rgb(255, 210, 63) rgb(0, 0, 0)", `the button is painted ${painted}`);
  await gast.looks("brand-front");
  await gast.opens(`${link}room/nobody-here`);
  await gast.looks("brand-nowhere");
  await gast.opens(link);
  await gast.page.getByRole("link", { name: "Sign in" }).first().click();
  await gast.isAt("/sign-in");
  await gast.sees(/You come from /);
  await gast.page.getByRole("img", { name: "Sina’s Harbour" }).waitFor();
  await gast.looks("brand-sign-in");
}

async function inOtherWords(sina, before) {
  for (const language of ["fr", "ru"]) {
    await speaks(sina, language);
    await sina.opens("/site");
    await sina.looks(`${language}-settings`);
    await sina.opens("/site/brand");
    await sina.looks(`${language}-brand`);
    await sina.opens("/site/brand/preview?accent=%230b3d91");
    await sina.looks(`${language}-brand-preview`);
    await sina.opens(`/site/rename?name=${before}-three`);
    await sina.looks(`${language}-preview`);
    await sina.opens("/");
    await sina.looks(`${language}-home`);
  }
  await speaks(sina, "en");
}

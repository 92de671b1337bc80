// H4: the main pages stand in Russian and French too, wide and narrow, light and dark.

import { check } from "../lib.mjs";
import { signsIn, speaks } from "../steps.mjs";

const OWNER = ["/", "/meetings", "/meetings/new", "/plans", "/cart", "/billing", "/billing/methods", "/billing/cards/new", "/orders",
  "/invoices", "/profile", "/security", "/audit", "/webhooks", "/tokens"];
const STRANGER = ["/plans", "/sign-in", "/sign-up", "/forgot-password", "/legal/terms", "/legal/privacy"];

async function looksAtAll(person, paths, language) {
  for (const path of paths) {
    const status = await person.opens(path);
    check(status === 200, `${path} answers ${status} in ${language}`);
    check((await person.page.locator("html").getAttribute("lang")) === language, `${path} is not in ${language}`);
    await person.looks(`${language}${path.replaceAll("/", "-")}`);
  }
}

export default async function (world) {
  const stranger = await world.person("passer-by");
  for (const [language, name] of [["fr", "Français"], ["ru", "Русский"]]) {
    await stranger.opens("/plans");
    await stranger.presses(name);
    await stranger.page.locator(`html[lang="${language}"]`).waitFor({ state: "attached" });
    await looksAtAll(stranger, STRANGER, language);
  }
  const clara = await world.person("clara");
  await signsIn(clara, "clara@example.org");
  await speaks(clara, "ru");
  await looksAtAll(clara, OWNER, "ru");
  await speaks(clara, "en");
}

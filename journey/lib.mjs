// What stories are told with: a real Chromium, persons with a browser of their own, looking hard at
// a page, the demo's mails and clock. Knows Plenum's addresses for those two and nothing else of it.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const CACHE = new URL("../.cache/", import.meta.url).pathname;
/** Screenshots, by story and page, for people to look at. */
export const SHOTS = join(CACHE, "shots");
/** Mails and invoices as the browser got them, for the judges. */
export const KEPT = join(CACHE, "kept");

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WAIT_MS = 30_000;

/** Every page is looked at this way and that: width, colours. */
const LOOKS = [
  { name: "wide", width: 1280, height: 900, scheme: "light" },
  { name: "narrow", width: 360, height: 740, scheme: "dark" },
];

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Fails the story with `message` unless `condition`. */
export function check(condition, message) {
  if (!condition) throw new Error(message);
}

/** One run's world: the server under `base`, and everybody who came so far. */
export class World {
  #browser = null;
  #home = null;
  #persons = new Map();
  /** The story's name, first part of its screenshots' names. */
  story = "";

  constructor(base) {
    this.base = base.replace(/\/$/, "");
  }

  /** The address of `path` on the portal. */
  url(path) {
    return new URL(path, `${this.base}/`).href;
  }

  /** The person called `name`, with a browser profile of their own; the same one in later stories. */
  async person(name, { javaScript = true } = {}) {
    const known = this.#persons.get(name);
    if (known) return known;
    const context = await (await this.#started()).newContext({
      javaScriptEnabled: javaScript,
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      reducedMotion: "reduce",
      viewport: LOOKS[0],
    });
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    const person = new Person(this, name, page);
    this.#persons.set(name, person);
    return person;
  }

  async #started() {
    if (!this.#browser) {
      const executablePath = process.env.PLENUM_BROWSER ?? "/usr/bin/chromium";
      // Some of Chromium's caches follow HOME rather than the profile.
      this.#home = await mkdtemp(join(tmpdir(), "plenum-browser-"));
      const env = { ...process.env, HOME: this.#home };
      this.#browser = await chromium.launch({ executablePath, args: QUIET, env });
    }
    return this.#browser;
  }

  /** What went wrong in anybody's browser since the last call, as lines. */
  complaints() {
    return [...this.#persons.values()].flatMap((person) => person.takeComplaints());
  }

  /** A picture of what everybody sees, when a story has failed. */
  async shootAll() {
    for (const person of this.#persons.values()) {
      await person.page.screenshot({ path: await shotPath(this.story, `failed-${person.name}`) }).catch(() => {});
    }
  }

  async close() {
    await this.#browser?.close();
    if (this.#home) await rm(this.#home, { recursive: true, force: true });
  }

  /** Moves the demo's clock on by "hour", "day" or "month"; returns when everything due has happened. */
  async advances(step) {
    const clock = await this.person("clock-keeper");
    await clock.opens("/demo/clock");
    await clock.page.locator(`button[name="by"][value="${step}"], button[value="${step}"]`).first().click();
    await clock.page.waitForLoadState("load");
  }

  /** The newest mail to `address` whose subject has `subject` in it, as {subject, text, links, eml}. */
  async mail(address, subject = "") {
    const reader = await this.person("mail-reader");
    for (const deadline = Date.now() + WAIT_MS; ; ) {
      await reader.opens("/demo/mails");
      const rows = reader.page.locator("main tr, main li").filter({ hasText: address }).filter({ hasText: subject });
      const link = rows.locator('a[href*="/mails/"]').first();
      if ((await link.count()) > 0) return reader.readsMail(await link.getAttribute("href"));
      check(Date.now() < deadline, `no mail to ${address} about "${subject}" has come`);
      await reader.page.waitForTimeout(300);
    }
  }
}

/** Somebody with a browser. Everything is found the way people find it: by its words. */
export class Person {
  #complaints = [];

  constructor(world, name, page) {
    this.world = world;
    this.name = name;
    this.page = page;
    page.on("pageerror", (error) => this.#complaints.push(`${name}: ${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      // A refused request is often what the story wants; a broken policy or script never is.
      const wanted = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !wanted) this.#complaints.push(`${name}: ${page.url()}: ${message.text()}`);
    });
  }

  takeComplaints() {
    return this.#complaints.splice(0);
  }

  /** Opens a path of the portal, or a whole address; returns the HTTP status. */
  async opens(path) {
    const response = await this.page.goto(this.world.url(path));
    return response?.status() ?? 0;
  }

  /** Fills fields by their labels; `true` and `false` tick and untick. */
  async fills(fields) {
    for (const [label, value] of Object.entries(fields)) {
      const field = this.page.getByLabel(label, { exact: true }).first();
      if (typeof value === "boolean") await field.setChecked(value);
      else if ((await field.evaluate((element) => element.tagName)) === "SELECT") {
        await field.selectOption({ label: value }).catch(() => field.selectOption(value));
      } else await field.fill(value);
    }
  }

  async presses(button) {
    await this.page.getByRole("button", { name: button }).first().click();
    await this.page.waitForLoadState("load");
  }

  async follows(link) {
    await this.page.getByRole("link", { name: link }).first().click();
    await this.page.waitForLoadState("load");
  }

  /** Waits until every one of the texts stands on the page. */
  async sees(...texts) {
    for (const text of texts) {
      await this.page.getByText(text).filter({ visible: true }).first().waitFor().catch(() => {
        throw new Error(`${this.name} does not see "${text}" on ${this.page.url()}`);
      });
    }
  }

  async seesNot(text) {
    check((await this.page.getByText(text).count()) === 0, `${this.name} sees "${text}" on ${this.page.url()}`);
  }

  /** Whether the address of the page is at `path`. */
  async isAt(path) {
    await this.page.waitForURL((url) => url.pathname === path).catch(() => {
      throw new Error(`${this.name} is at ${this.page.url()}, not at ${path}`);
    });
  }

  /** Looks at the page wide and narrow, light and dark: a picture each, axe, nothing cut off. */
  async looks(name) {
    for (const look of LOOKS) {
      await this.page.setViewportSize({ width: look.width, height: look.height });
      await this.page.emulateMedia({ colorScheme: look.scheme, reducedMotion: "reduce" });
      const path = await shotPath(this.world.story, `${name}-${look.name}-${look.scheme}`);
      await this.page.screenshot({ path, fullPage: true });
      await axe(this.page, `${name} (${look.name}, ${look.scheme})`);
      await fits(this.page, `${name} (${look.name})`);
      await ends(this.page, `${name} (${look.name})`);
    }
    await this.page.setViewportSize({ width: LOOKS[0].width, height: LOOKS[0].height });
    await this.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  }

  /** Fetches `path` with the person's cookies and keeps the bytes for the judges under `file`. */
  async keeps(path, file) {
    const response = await this.page.context().request.get(this.world.url(path));
    check(response.ok(), `${path} answers ${response.status()}`);
    const target = join(KEPT, file);
    await mkdir(join(target, ".."), { recursive: true });
    await writeFile(target, await response.body());
    return target;
  }

  /** The mail behind one link of the outbox page. */
  async readsMail(href) {
    await this.opens(href);
    const raw = await this.page.context().request.get(this.world.url(`${href}.eml`));
    check(raw.ok(), `${href}.eml answers ${raw.status()}`);
    const eml = await raw.text();
    const text = await this.page.locator("main").innerText();
    const links = [...new Set(text.match(/https?:\/\/[^\s<>"]+/g) ?? [])];
    return { subject: await this.page.locator("h1").first().innerText(), text, links, eml };
  }
}

/** Throws with every violation axe finds on the page, by rule and place. */
export async function axe(page, name) {
  // A page that asks for itself again is busy for a moment, and says so in a way of Turbo's own.
  await page.waitForFunction(() => !document.documentElement.hasAttribute("aria-busy"));
  if (!(await page.evaluate(() => typeof globalThis.axe !== "undefined"))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `  ${id}: ${help}: ${target}: ${failureSummary?.split("\n")[1]?.trim()}`),
  );
  check(lines.length === 0, `axe on ${name}, ${page.url()}:\n${lines.join("\n")}`);
}

/** No sentence ends twice, as one would behind a value that brings a stop of its own. */
async function ends(page, name) {
  const text = await page.locator("body").innerText();
  const twice = text.split("\n").find((line) => /[^.]\.\.(?!\.)/.test(line));
  check(!twice, `${name}: a sentence ends twice: ${twice}`);
}

/** Throws when the page is wider than its window. */
async function fits(page, name) {
  const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  check(needed <= given, `${name} is ${needed} pixels wide in a window of ${given}`);
}

async function shotPath(story, name) {
  await mkdir(SHOTS, { recursive: true });
  return join(SHOTS, `${story}-${name}.png`);
}

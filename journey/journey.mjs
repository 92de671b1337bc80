// Tells the stories in stories/ in order, in a real browser, to the server at PLENUM_URL.
//
//   PLENUM_URL=http://localhost:8080 node journey.mjs [PREFIX...]
//
// A story is a module: `export default async function (world)`. Its first line claims what it shows.

import { readdir, rm } from "node:fs/promises";
import { check, KEPT, SHOTS, World } from "./lib.mjs";

const STORIES = new URL("./stories/", import.meta.url);
const LONGEST_MS = 400_000;

const base = process.env.PLENUM_URL;
if (!base) {
  console.error("PLENUM_URL is not set: the address of a running `plenum demo`");
  process.exit(2);
}

const wanted = process.argv.slice(2);
const files = (await readdir(STORIES)).filter((file) => file.endsWith(".mjs")).sort();
const chosen = files.filter((file) => wanted.length === 0 || wanted.some((prefix) => file.startsWith(prefix)));
if (wanted.length === 0) {
  await rm(SHOTS, { recursive: true, force: true });
  await rm(KEPT, { recursive: true, force: true });
}

const world = new World(base);
let [passed, failed] = [0, 0];
for (const file of chosen) {
  const started = Date.now();
  const reason = await tell(file);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`  ${reason ? "failed" : "ok    "} ${file} (${seconds} s)${reason ? `\n    ${reason}` : ""}`);
  reason ? failed++ : passed++;
}
await world.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

/** Tells one story; the reason when it does not end well. */
async function tell(file) {
  world.story = file.replace(/\.mjs$/, "");
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LONGEST_MS / 1000} s`)), LONGEST_MS);
  });
  try {
    const { default: story } = await import(new URL(file, STORIES));
    await Promise.race([story(world), tooLong]);
    const complaints = world.complaints();
    check(complaints.length === 0, `the browser complains:\n    ${complaints.join("\n    ")}`);
    return null;
  } catch (error) {
    await world.shootAll();
    world.complaints();
    return (error.stack ?? String(error)).replace(/\n {4}at .*node_modules.*/g, "");
  } finally {
    clearTimeout(timer);
  }
}

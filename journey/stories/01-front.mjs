// The front page: a stranger opens the address, and it is there for everybody.

import { check } from "../lib.mjs";

export default async function (world) {
  const stranger = await world.person("stranger");
  check((await stranger.opens("/")) === 200, "the front page does not open");
  await stranger.looks("front");
}

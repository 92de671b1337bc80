// P4: the owner adds a webhook endpoint, sees what is refused, sends a test and gets it, signed.

import { createServer } from "node:http";
import { check } from "../lib.mjs";
import { addressOf, newcomer } from "../steps.mjs";

export default async function (world) {
  const nora = await newcomer(world, "nora", "Nora Hooked", addressOf("nora"));
  await nora.opens("/webhooks");
  await nora.looks("empty");
  await nora.fills({ Address: "not an address" });
  await nora.page.locator('form[action="/webhooks"]').evaluate((form) => (form.noValidate = true));
  await nora.presses("Add an endpoint");
  await nora.sees("This is not a web address.");
  await nora.looks("refused");

  const receiver = await listens();
  try {
    await nora.fills({ Address: receiver.url });
    await nora.presses("Add an endpoint");
    await nora.sees("Copy it now.");
    await nora.looks("added");
    await nora.opens("/webhooks");
    await nora.follows(receiver.url);
    await nora.presses("Send a test event");
    await nora.sees("The test event is on its way.");
    const message = await receiver.next();
    check(message.headers["webhook-id"] && message.headers["webhook-signature"]?.startsWith("v1,"), "the event is not signed");
    check(JSON.parse(message.body).type, `the event has no type: ${message.body}`);
    await nora.page.reload();
    await nora.sees("Delivered");
    await nora.looks("delivered");
    await nora.opens("/tokens");
    await nora.looks("tokens");
  } finally {
    receiver.ends();
  }
}

/** A receiver on this machine; `next` waits for what comes. */
async function listens() {
  const came = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      came.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    ends: () => server.close(),
    async next() {
      for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
        if (came.length > 0) return came.shift();
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error("no event has come");
    },
  };
}

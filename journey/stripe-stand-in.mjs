// A stand-in for Stripe with pages, for a browser: setup sessions, payments that succeed, events.
// Written from Stripe's public description of its API; the strict one is gateway/tests/stripe_stand_in.

import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";

export const SECRET_KEY = "sk_test_of_the_journey";
export const WEBHOOK_SECRET = "whsec_of_the_journey";
const REFERENCE = "metadata[plenum_reference]";

/** Ways to pay that its page offers, by their button. */
const METHODS = {
  card: { id: "pm_card", type: "card", card: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2035 } },
  account: { id: "pm_account", type: "sepa_debit", sepa_debit: { last4: "3000" } },
};

export class StripeStandIn {
  #answers = new Map();
  #sessions = new Map();
  #intents = new Map();
  #server = createServer((request, response) => this.#serves(request, response));

  /** Listens on a free port of this machine. */
  async start() {
    await new Promise((done) => this.#server.listen(0, "127.0.0.1", done));
    this.base = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** What came in, in the smallest unit. */
  taken() {
    return [...this.#intents.values()].reduce((sum, intent) => sum + intent.amount, 0);
  }

  /** Tells the deployment at `base` that the newest page was filled in. */
  async tells(base) {
    const object = [...this.#sessions.values()].at(-1);
    const body = JSON.stringify({ id: `evt_${randomUUID()}`, type: "checkout.session.completed", data: { object } });
    const at = Math.floor(Date.now() / 1000);
    const signature = createHmac("sha256", WEBHOOK_SECRET).update(`${at}.${body}`).digest("hex");
    const headers = { "content-type": "application/json", "stripe-signature": `t=${at},v1=${signature}` };
    return fetch(new URL("/gateway/events", base), { method: "POST", headers, body });
  }

  async #serves(request, response) {
    let text = "";
    for await (const part of request) text += part;
    const url = new URL(request.url, this.base);
    const answer = url.pathname.startsWith("/v1/")
      ? this.#api(request, url, new URLSearchParams(text), text)
      : this.#page(request.method, url, new URLSearchParams(text));
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #api(request, url, fields, text) {
    if (request.headers.authorization !== `Bearer ${SECRET_KEY}`) return json(401, { error: { type: "auth" } });
    if (request.method === "GET") return this.#asked(url);
    // The same key twice does one thing.
    const key = request.headers["idempotency-key"];
    const known = this.#answers.get(key);
    if (known && known.text !== text) return json(400, { error: { type: "idempotency_error" } });
    const answer = known?.answer ?? this.#does(url.pathname, fields);
    this.#answers.set(key, { text, answer });
    return answer;
  }

  #does(path, fields) {
    const metadata = { plenum_reference: fields.get(REFERENCE) };
    if (path === "/v1/customers") return json(200, { id: `cus_${plain()}`, object: "customer", metadata });
    if (path === "/v1/checkout/sessions") {
      const id = `cs_test_${plain()}`;
      const session = { id, object: "checkout.session", status: "open", url: `${this.base}/pay/${id}`, metadata,
        customer: fields.get("customer"), setup_intent: null, success_url: fields.get("success_url"),
        cancel_url: fields.get("cancel_url"), locale: fields.get("locale") };
      this.#sessions.set(id, session);
      return json(200, session);
    }
    if (path === "/v1/payment_intents") {
      const intent = { id: `pi_${plain()}`, object: "payment_intent", metadata, status: "succeeded",
        amount: Number(fields.get("amount")), currency: fields.get("currency"), customer: fields.get("customer"),
        payment_method: fields.get("payment_method"), created: Math.floor(Date.now() / 1000),
        latest_charge: { disputed: false }, next_action: null, last_payment_error: null };
      this.#intents.set(intent.id, intent);
      return json(200, intent);
    }
    return json(404, { error: { type: "invalid_request_error", code: "resource_missing" } });
  }

  #asked(url) {
    if (url.pathname === "/v1/payment_intents/search") {
      const wanted = url.searchParams.get("query").match(/:'(.*)'$/)?.[1];
      const found = [...this.#intents.values()].filter((one) => one.metadata.plenum_reference === wanted);
      return json(200, { object: "search_result", data: found });
    }
    if (["/v1/payment_intents", "/v1/refunds", "/v1/disputes"].includes(url.pathname)) {
      return json(200, { object: "list", data: [], has_more: false });
    }
    const [, , kind, , last] = url.pathname.split("/");
    const found = kind === "checkout" ? this.#sessions.get(last) : this.#intents.get(url.pathname.split("/").at(-1));
    return found ? json(200, found) : json(404, { error: { type: "invalid_request_error" } });
  }

  #page(method, url, fields) {
    const session = this.#sessions.get(url.pathname.split("/").at(-1));
    if (!session) return { status: 404, headers: {}, body: "" };
    if (method === "GET") return page(session);
    session.status = "complete";
    session.setup_intent = { status: "succeeded", payment_method: METHODS[fields.get("leaves")] };
    // "Stays": the visitor closes the page instead of coming back.
    if (fields.has("stays")) return html(session.locale, "<h1>Thank you</h1>");
    return { status: 303, headers: { location: session.success_url }, body: "" };
  }
}

function page(session) {
  const buttons = Object.keys(METHODS).map((leaves) => `<button name="leaves" value="${leaves}">Leave the ${leaves}</button>`);
  const stays = `<label><input type="checkbox" name="stays" value="yes"> Close the page afterwards</label>`;
  return html(session.locale, `<h1>A page of the payment service</h1><form method="post">${stays}${buttons.join("")}</form>
    <a href="${session.cancel_url.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}">Back to the shop</a>`);
}

function html(language, body) {
  const text = `<!doctype html><html lang="${language}"><title>Payment service</title><link rel="icon" href="data:,"><main>${body}</main></html>`;
  return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: text };
}

function json(status, object) {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(object) };
}

function plain() {
  return randomUUID().replaceAll("-", "");
}

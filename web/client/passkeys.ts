// Passkeys: the browser's part of registering one and of signing in with one.
//
// <button data-passkey="register|sign-in" data-start="/…/start" data-finish="/…/finish"
//         data-failed="…" data-next="/">. `start` answers WebAuthn options as JSON
// (`{publicKey: …}`, binary as base64url); `finish` takes the credential as JSON and answers
// `{"next": "/…"}` or a problem whose `detail` is shown in `[data-passkey-said]`.
import * as Turbo from "@hotwired/turbo";

type Json = Record<string, unknown>;

export function watchPasskeys(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-passkey]");
    if (!button) return;
    button.disabled = true;
    say(button, "");
    try {
      await run(button);
    } catch (problem) {
      const told = problem instanceof Refused ? problem.message : "";
      say(button, told || (button.dataset.failed ?? ""));
    } finally {
      button.disabled = false;
    }
  });
}

// What the server said no to, in the person's language.
class Refused extends Error {}

async function run(button: HTMLButtonElement): Promise<void> {
  const { passkey, start = "", finish = "", next = "/" } = button.dataset;
  const label = button.form?.querySelector<HTMLInputElement>("[name=label]")?.value;
  const options = (await post(start, label ? { label } : {}))["publicKey"] as Json;

  const credential =
    passkey === "register"
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as never),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as never),
        });
  if (!(credential instanceof PublicKeyCredential)) throw new Refused();

  const answer = await post(finish, credential.toJSON() as unknown as Json);
  Turbo.visit(typeof answer["next"] === "string" ? answer["next"] : next, { action: "replace" });
}

async function post(path: string, body: Json): Promise<Json> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  const value = (text ? JSON.parse(text) : {}) as Json;
  if (!answer.ok) throw new Refused(typeof value["detail"] === "string" ? value["detail"] : "");
  return value;
}

function say(button: HTMLButtonElement, text: string): void {
  const line = button.closest("form, section, div")?.querySelector("[data-passkey-said]");
  if (line) line.textContent = text;
}

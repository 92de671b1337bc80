// A deployment of its own for one story, where the demo's cannot show it: `plenum serve` on a free
// loopback port, with a folder that is deleted afterwards.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = new URL("../target/debug/plenum", import.meta.url).pathname;
const LONGEST_START_MS = 60_000;

export class Deployment {
  #process;
  #folder;
  #log = "";

  /** Starts one with the settings `PLENUM_…` in `settings`. */
  static async start(settings) {
    const deployment = new Deployment();
    deployment.#folder = await mkdtemp(join(tmpdir(), "plenum-story-"));
    const port = await freePort();
    deployment.base = `http://localhost:${port}`;
    const args = ["serve", "--data", deployment.#folder, "--listen", `127.0.0.1:${port}`];
    deployment.#process = spawn(PROGRAM, args, { env: { ...process.env, PLENUM_URL: "", ...settings } });
    for (const stream of [deployment.#process.stdout, deployment.#process.stderr]) {
      stream.on("data", (text) => (deployment.#log += text));
    }
    await deployment.#answers();
    return deployment;
  }

  async #answers() {
    for (const deadline = Date.now() + LONGEST_START_MS; ; ) {
      const reply = await fetch(`${this.base}/healthz`).catch(() => null);
      if (reply?.ok) return;
      const ended = this.#process.exitCode !== null;
      if (ended || Date.now() > deadline) throw new Error(`the deployment does not answer: ${this.#log}`);
      await new Promise((done) => setTimeout(done, 200));
    }
  }

  async stop() {
    if (this.#process.exitCode === null) {
      const ended = new Promise((done) => this.#process.once("exit", done));
      this.#process.kill();
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// A server process of a test: a store in a folder of its own, and a clock that only the test moves.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../../..");
const BINARY = process.env.MINGJING_BINARY ?? join(ROOT, "target/debug/mingjing");
/** The password of every account in every test. */
export const PASSWORD = "a-password-of-tests-1";

export interface Wanted {
  /** Where the clock stands, RFC 3339; without one the server runs on the machine's clock. */
  clock?: string;
  /** Whether the cases of the demonstration are made. */
  cases: boolean;
}

export class Server {
  url = "";
  #process: ChildProcess | null = null;
  #log: string[] = [];

  private constructor(readonly folder: string, public now: string | undefined) {}

  static async start(wanted: Wanted): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "mingjing-browser-"));
    const server = new Server(folder, wanted.clock);
    try {
      await server.#prepare(wanted.cases);
      await server.serve();
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  async #prepare(cases: boolean): Promise<void> {
    const processes = join(this.folder, "processes");
    await cp(join(ROOT, "processes"), processes, { recursive: true });
    if (!cases) await writeFile(join(processes, "demo.yaml"), "cases: []\n");
    await run(BINARY, ["demo", "--prepare", "--data", join(this.folder, "data"), "--processes", processes], {
      env: { ...process.env, MJ_DEMO_PASSWORD: PASSWORD },
    });
  }

  /** Serves the store; after a crash on the same port, so that open pages find it again. */
  async serve(): Promise<void> {
    const port = this.url ? new URL(this.url).port : "0";
    const clock = this.now ? ["--clock", this.now] : [];
    const child = spawn(BINARY, ["serve", "--data", join(this.folder, "data"), "--port", port, ...clock], { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    child.stderr.on("data", (chunk: Buffer) => this.#log.push(chunk.toString()));
    this.url = await new Promise<string>((found, failed) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const address = /listening on (http:\/\/\S+)/.exec(line)?.[1];
        if (address) found(address);
      });
      child.once("exit", (code) => failed(new Error(`the server ended with ${code}:\n${this.log()}`)));
    });
  }

  /** Ends the process at once, as a power cut or the kernel would: nothing can be tidied up. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Moves the clock; what lapses until then lapses before this returns. */
  async moveTo(instant: string): Promise<void> {
    const answer = await fetch(`${this.url}/api/v1/test/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ to: instant }),
    });
    if (!answer.ok) throw new Error(`the clock was not moved: ${answer.status} ${await answer.text()}`);
    this.now = ((await answer.json()) as { now: string }).now;
  }

  /** Stops the server and proves its store: hash chains, gapless log, replay. */
  async verify(): Promise<string> {
    await this.#end("SIGTERM");
    const { stdout } = await run(BINARY, ["verify", "--data", join(this.folder, "data")]);
    return stdout;
  }

  async close(): Promise<void> {
    await this.#end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What the server wrote to its log. */
  log(): string {
    return this.#log.join("");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  }
}

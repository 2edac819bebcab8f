import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../scripts/shared/network-link.ts';
import { dataIn, phoneIn, prepared } from './prepared.ts';
import type { Login, OtherShop } from './shops.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

type Environment = Readonly<Record<string, string>>;

/** The whole product started as anybody starts it, on a data folder of its own; it can be killed and started again. */
export class Installation {
  readonly dataDir: string;
  readonly port: number;
  readonly #env: Record<string, string>;
  /** What its data and its first phone are copies of; null when it makes its own. */
  readonly #prepared: string | null;
  #isPhoneTaken = false;
  #process: ChildProcess | null = null;
  #login: Login | null = null;

  private constructor(dataDir: string, port: number, env: Record<string, string>, kept: string | null) {
    this.dataDir = dataDir;
    this.port = port;
    this.#env = env;
    this.#prepared = kept;
  }

  /**
   * An installation of its own with the demo shop, untouched and started; `env` may need to know its address. Made
   * anew, not copied, where `kept` is null.
   */
  static async start(
    env: Environment | ((url: string) => Environment) = {},
    kept: string | null = prepared(),
  ): Promise<Installation> {
    const port = await freePort();
    const dataDir = await mkdtemp(join(tmpdir(), 'digiboost-e2e-'));
    // On a CouchDB of one's own every installation is another shop of the same database server.
    const shop = process.env.COUCHDB_URL ? { DEMO_TENANT: `demo${randomBytes(5).toString('hex')}` } : {};
    const own = typeof env === 'function' ? env(`http://127.0.0.1:${port}`) : env;
    const installation = new Installation(dataDir, port, { ...shop, ...own }, kept);
    if (installation.#prepared) await cp(dataIn(installation.#prepared), dataDir, { recursive: true });
    await installation.start();
    return installation;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get login(): Login {
    if (!this.#login) throw new Error('The installation has not printed its login yet.');
    return this.#login;
  }

  /** Starts the server (again) on the same data. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.#env, PORT: String(this.port), DATA_DIR: this.dataDir, LOG_LEVEL: 'warn' },
    });
    this.#process = child;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      const read = (text: string) => {
        output += text;
        const email = /E-mail\s*:\s*(\S+)/.exec(output)?.[1];
        const password = /Mot de passe\s*:\s*(\S+)/.exec(output)?.[1];
        if (!email || !password) return;
        this.#login = { email, password };
        resolve();
      };
      child.stdout.setEncoding('utf8').on('data', read);
      child.stderr.setEncoding('utf8').on('data', read);
      child.once('exit', (code) => reject(new Error(`The product ended with ${code} before it was ready:\n${output}`)));
    });
  }

  /** Runs one of the project's commands on this installation's data while the server stands still; what it printed. */
  async command(name: string, ...args: string[]): Promise<string> {
    await this.#end('SIGTERM');
    const output = await this.#run(name, ...args);
    await this.start();
    return output;
  }

  /** Makes these shops where they are not among the prepared ones. The server stands still for it. */
  async make(shops: readonly OtherShop[]): Promise<void> {
    if (this.#prepared) return;
    await this.#end('SIGTERM');
    for (const { command } of shops) await this.#run(...command);
    await this.start();
  }

  /** The profile to copy for the manager's phone, once; null when there is none, or it is taken. */
  takePhone(): string | null {
    if (!this.#prepared || this.#isPhoneTaken) return null;
    this.#isPhoneTaken = true;
    return phoneIn(this.#prepared);
  }

  /** Stops the server and keeps its data in the folder `into`, for copies of this installation. */
  async keep(into: string): Promise<void> {
    await this.#end('SIGTERM');
    await cp(this.dataDir, into, { recursive: true });
  }

  /** Ends the server as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops the server and removes its data. */
  async remove(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #run(name: string, ...args: string[]): Promise<string> {
    const child = spawn(process.execPath, ['scripts/run.mjs', name, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.#env, DATA_DIR: this.dataDir },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`npm run ${name} ended with ${code}:\n${output}`);
    return output;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }
}

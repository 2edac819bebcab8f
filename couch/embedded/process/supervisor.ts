import { type ChildProcess, fork } from 'node:child_process';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmbeddedCouch, EmbeddedCouchOptions } from '../index.ts';
import type { Command, Report } from './messages.ts';

/** The engine's file lies beside this one, compiled as this one is. */
const SCRIPT = fileURLToPath(new URL(`./engine${extname(import.meta.url)}`, import.meta.url));
const LOADER = SCRIPT.endsWith('.ts') ? ['--import', 'tsx/esm'] : ['--enable-source-maps'];
/** Where `tsx` is found, wherever the supervisor's process has gone meanwhile. */
const HERE = fileURLToPath(new URL('.', import.meta.url));

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** An engine that lived so long has not died of its start. */
const STEADY_MS = 60_000;
/** How long closing may take; what was acknowledged is on the disk before. */
const PATIENCE_MS = 10_000;

/** An engine in another process. */
export interface SupervisedCouch extends EmbeddedCouch {
  /** The process that answers, or that is about to; undefined between two. */
  readonly pid: number | undefined;
}

/**
 * Starts the embedded engine in a process of its own. When that process ends, whatever the reason, another one takes
 * its place at the same port, at once at first, then after pauses that double up to 30 s; nobody answers meanwhile. The
 * engine ends with the process that started it. Rejects when the first start fails, with the reasons of
 * `startEmbeddedCouch`.
 */
export async function superviseEmbeddedCouch(options: EmbeddedCouchOptions): Promise<SupervisedCouch> {
  const supervisor = new Supervisor({ ...options, dataDir: resolve(options.dataDir) });
  const url = await supervisor.begin();
  return {
    url,
    get pid() {
      return supervisor.pid;
    },
    close: () => supervisor.close(),
  };
}

class Supervisor {
  #options: EmbeddedCouchOptions;
  #child: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #pause = FIRST_PAUSE_MS;
  #isClosing = false;

  constructor(options: EmbeddedCouchOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The first start, which alone may fail. */
  async begin(): Promise<string> {
    const url = await this.#start();
    // Whoever asks knows the first address.
    this.#options = { ...this.#options, port: Number(new URL(url).port) };
    return url;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise((resolved) => child.once('exit', resolved));
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    tell(child, 'close');
    await ended;
    clearTimeout(patience);
  }

  async #start(): Promise<string> {
    const child = fork(SCRIPT, {
      cwd: HERE,
      execArgv: LOADER,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    // The password goes by the channel: whoever may list processes reads their arguments.
    tell(child, { start: this.#options });
    const report = await new Promise<Report>((resolved) => {
      child.once('message', (said) => resolved(said as Report));
      child.once('exit', (code, signal) => resolved({ failure: { message: endOf(code, signal) } }));
      child.once('error', ({ message }) => resolved({ failure: { message } }));
    });
    if ('failure' in report) {
      this.#child = undefined;
      child.kill('SIGKILL');
      const { message, ...details } = report.failure;
      throw Object.assign(new Error(message), details);
    }
    const steady = setTimeout(() => {
      this.#pause = FIRST_PAUSE_MS;
    }, STEADY_MS).unref();
    child.once('exit', (code, signal) => {
      clearTimeout(steady);
      this.#child = undefined;
      if (!this.#isClosing) this.#again(endOf(code, signal));
    });
    return report.url;
  }

  #again(why: string): void {
    const pause = this.#pause;
    this.#pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    console.error(`${why}. It is started again in ${pause} ms.`);
    this.#restart = setTimeout(() => {
      this.#start().catch((failure: Error) => {
        if (!this.#isClosing) this.#again(`The database engine does not start: ${failure.message}`);
      });
    }, pause);
  }
}

// A process that is about to end takes no message any more; its end is heard of in any case.
const tell = (child: ChildProcess, command: Command) => child.send(command, () => undefined);

const endOf = (code: number | null, signal: NodeJS.Signals | null): string =>
  `The database engine ended by ${signal ?? `itself (${code})`}`;

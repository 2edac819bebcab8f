/// <reference lib="dom" />
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { Gateway } from '../../client/e2e/support/gateway.ts';
import { packApp } from '../../client/src/service-worker/archive-format.ts';

const BUILD = fileURLToPath(new URL('../../client/build', import.meta.url));
/** What the app takes for the day it was built: before that of the scenes. */
const BUILT = '2026-01-01T00:00:00.000Z';
const AN_INSTANT = /(["'`])20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\1/g;

/** Puts a clock that is off by `offset`, an expression for milliseconds, in the place of a script's own. */
const clock = (offset: string): string =>
  [
    '(() => { const True = globalThis.TrueDate ?? Date; globalThis.TrueDate = True;',
    `globalThis.clockOffMs = ${offset};`,
    'globalThis.Date = class Date extends True {',
    'constructor(...given) { if (given.length > 0) super(...given); else super(True.now() + globalThis.clockOffMs); }',
    'static now() { return True.now() + globalThis.clockOffMs; } };',
    '})();\n',
  ].join(' ');

/** Chance that is the same at each playing: codes of new products are drawn by it. */
const CHANCE = `crypto.getRandomValues = (array) => {
  let state = Number(sessionStorage.getItem('chance') ?? 221);
  for (let index = 0; index < array.length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    array[index] = state >>> 8;
  }
  sessionStorage.setItem('chance', String(state));
  return array;
};`;

/** A worker is told the clock behind its address: none of its own memory is there when it starts. */
const IN_PAGES = `${clock("Number(sessionStorage.getItem('clock') ?? FIRST)")}
globalThis.Worker = class Worker extends globalThis.Worker {
  constructor(url, options) { super(String(url) + '#' + globalThis.clockOffMs, options); }
};
${CHANCE}`;
const IN_WORKERS = clock('Number(globalThis.location.hash.slice(1))');
const ON_SERVERS = (file: string): string =>
  `import { readFileSync } from 'node:fs';
const look = () => { try { globalThis.clockOffMs = Number(readFileSync(${JSON.stringify(file)}, 'utf8')); } catch {} };
${clock('0')} look(); setInterval(look, 20).unref();`;

/** One clock for the server, its engine, and everything that runs in the browser; it goes on from where it is set. */
export class StageClock {
  readonly #folder: string;
  #offMs = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Sets it to `at` before the server starts; what to start that with. */
  async forServer(at: string): Promise<{ NODE_OPTIONS: string }> {
    const module = join(this.#folder, 'clock.mjs');
    await writeFile(module, ON_SERVERS(this.#file));
    await this.#note(at);
    return { NODE_OPTIONS: `--import file://${module}` };
  }

  /** Gives the app's workers this clock on their way to the phone, and takes the day of its build from it. */
  async through(gateway: Gateway): Promise<void> {
    gateway.dated(() => new Date(Date.now() + this.#offMs));
    const changed = (path: string, text: string): string => {
      const dated = text.replaceAll(AN_INSTANT, `$1${BUILT}$1`);
      return path.includes('/workers/') ? IN_WORKERS + dated : dated;
    };
    const paths = await readdir(join(BUILD, '_app'), { recursive: true });
    for (const path of paths.map((name) => `/_app/${name.replaceAll('\\', '/')}`)) {
      if (path.endsWith('.js')) gateway.replace(path, (text) => changed(path, text));
      if (/\/archive\/\w+\.txt$/.test(path)) {
        gateway.replace(path, (text) => {
          const files = text.trim().split('\n').slice(1);
          return packApp(
            files.map((line) => {
              const [name, script] = JSON.parse(line) as [string, string];
              return [name, changed(name, script)] as const;
            }),
          );
        });
      }
    }
  }

  /** Every page that opens from now on has it. */
  async inPages(page: Page): Promise<void> {
    await page.addInitScript(IN_PAGES.replace('FIRST', String(this.#offMs)));
  }

  /** Sets it forward, everywhere. */
  async set(at: string, page: Page): Promise<void> {
    await this.#note(at);
    const off = this.#offMs;
    // A worker is told as a page is.
    for (const one of [page, ...page.workers()] as Pick<Page, 'evaluate'>[]) {
      await one.evaluate((ms) => {
        (globalThis as unknown as { clockOffMs: number }).clockOffMs = ms;
        if ('sessionStorage' in globalThis) sessionStorage.setItem('clock', String(ms));
      }, off);
    }
  }

  get #file(): string {
    return join(this.#folder, 'clock');
  }

  async #note(at: string): Promise<void> {
    this.#offMs = Date.parse(at) - Date.now();
    await writeFile(this.#file, String(this.#offMs));
  }
}

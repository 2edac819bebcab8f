import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, expect, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/shared/chromium.ts';
import { type LinkSpeed, NetworkLink } from '../../../scripts/shared/network-link.ts';
import type { Login } from './shops.ts';

const START_MS = 30_000;
const CONNECT_MS = 10_000;
/** Where the overview has its first figures. */
export const OVERVIEW = 'main .grid > .today';
/** How long a test waits for the phone; a bench says itself. */
const PATIENCE_MS = 60_000;

/** Every phone knows the shop by one name, whatever port its line has today: what a browser keeps, it keeps by name. */
const HOST = 'boutique.localhost';

/** What a browser does besides, and no page sees. */
const IDLE_ARGS = [
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-breakpad',
  '--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider',
];

/**
 * One phone: a Chromium process of its own with a profile that outlives it, behind a network line that can be cut. It
 * can be killed by signal, as when a battery dies, and opened again.
 */
export class Phone {
  readonly link: NetworkLink;
  readonly #profile: string;
  #process: ChildProcess | null = null;
  #browser: Browser | null = null;
  #page: Page | null = null;

  private constructor(link: NetworkLink, profile: string) {
    this.link = link;
    this.#profile = profile;
  }

  /**
   * A new phone on the server at `serverUrl`, its browser open on no page; over a line of that speed, or as fast as it
   * goes.
   */
  static start(serverUrl: string, speed: LinkSpeed | null = null): Promise<Phone> {
    return Phone.#on(serverUrl, speed, null);
  }

  /** Another phone as the one that kept `profile`, which was closed, but on the server at `serverUrl`. */
  static copyOf(profile: string, serverUrl: string): Promise<Phone> {
    return Phone.#on(serverUrl, null, profile);
  }

  static async #on(serverUrl: string, speed: LinkSpeed | null, kept: string | null): Promise<Phone> {
    const link = await new NetworkLink(serverUrl, speed).open();
    const phone = new Phone(link, await mkdtemp(join(tmpdir(), 'digiboost-phone-')));
    try {
      if (kept) await cp(kept, phone.#profile, { recursive: true });
      await phone.open();
    } catch (error) {
      await phone.remove();
      throw error;
    }
    return phone;
  }

  get page(): Page {
    if (!this.#page) throw new Error('The phone is off.');
    return this.#page;
  }

  /** Where its browser finds the shop. */
  get url(): string {
    return `http://${HOST}`;
  }

  /** Switches the phone on: the browser starts on what its profile holds. */
  async open(): Promise<void> {
    const child = spawn(
      findChromium(),
      [
        ...CHROMIUM_ARGS,
        ...IDLE_ARGS,
        '--headless',
        '--lang=fr',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.#profile}`,
        `--host-resolver-rules=MAP ${HOST} ${new URL(this.link.url).host}`,
        'about:blank',
      ],
      { stdio: 'ignore', detached: true, env: { ...process.env, TZ: 'Africa/Dakar' } },
    );
    this.#process = child;
    this.#browser = await this.#connect(`http://127.0.0.1:${await this.#debuggingPort()}`);
    const context = this.#browser.contexts()[0];
    if (!context) throw new Error('Chromium has no default context.');
    this.#page = context.pages()[0] ?? (await context.newPage());
    this.#page.setDefaultTimeout(20_000);
    await this.#page.setViewportSize({ width: 360, height: 640 });
  }

  /** Opens another tab of the same browser. */
  async newTab(): Promise<Page> {
    const page = await this.page.context().newPage();
    await page.setViewportSize({ width: 360, height: 640 });
    return page;
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Closes the browser as a person does: it writes down what it had put off. */
  async close(): Promise<void> {
    const child = this.#process;
    if (child && child.exitCode === null) {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const session = await this.#browser?.newBrowserCDPSession();
      await session?.send('Browser.close');
      await ended;
    }
    await this.kill();
  }

  /** Ends the browser as a dead battery would: no goodbye to any page; cookies of the last 30 s are lost. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    this.#page = null;
    if (child?.pid && child.exitCode === null) {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      process.kill(-child.pid, 'SIGKILL');
      await ended;
    }
    await this.#browser?.close().catch(() => undefined);
    this.#browser = null;
    await rm(join(this.#profile, 'DevToolsActivePort'), { force: true });
    for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
      await rm(join(this.#profile, lock), { force: true });
    }
  }

  /** Closes the browser as a person does, which writes its cookies down, and opens it again. */
  async restart(): Promise<void> {
    await this.close();
    await this.open();
  }

  /** Closes the browser and keeps what it wrote in the folder `into`, for copies of this phone. */
  async keep(into: string): Promise<void> {
    await this.close();
    await cp(this.#profile, into, { recursive: true });
  }

  /** Throws the phone away. */
  async remove(): Promise<void> {
    await this.kill();
    await this.link.cut();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Signs in and waits until the shop is on the phone and the app with it. */
  async signIn({ email, password }: Login, patienceMs = PATIENCE_MS): Promise<void> {
    await this.goto('/connexion');
    await this.page.getByLabel('Adresse e-mail').fill(email);
    await this.page.getByLabel('Mot de passe', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Se connecter' }).click();
    await this.waitUntilSafe(patienceMs);
    await this.untilInstalled(patienceMs);
    await this.untilComplete(patienceMs);
  }

  /** Waits until the app itself is on the phone: from then on it opens without a network. */
  async untilInstalled(patienceMs = PATIENCE_MS): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, {
      timeout: patienceMs,
    });
  }

  /** Waits until what the app does not open with, to print and to import, is on the phone too. */
  async untilComplete(patienceMs = PATIENCE_MS): Promise<void> {
    const isComplete = async (): Promise<boolean> => {
      for (const name of (await caches.keys()).filter((key) => key.includes('/archive/'))) {
        const kept = await (await caches.open(name)).keys();
        if (kept.filter(({ url }) => url.includes('/archive/')).length === 2) return true;
      }
      return false;
    };
    await expect.poll(() => this.page.evaluate(isComplete), { timeout: patienceMs }).toBe(true);
  }

  /** Waits for the overview's figures. */
  async untilShown(patienceMs = PATIENCE_MS): Promise<void> {
    await this.page.locator(OVERVIEW).waitFor({ timeout: patienceMs });
  }

  /** Waits for the badge to say that the server holds everything, and that the phone opens without it. */
  async waitUntilSafe(patienceMs = PATIENCE_MS): Promise<void> {
    await expect(this.page.getByText('Tout est en sécurité').first()).toBeVisible({ timeout: patienceMs });
  }

  /** The network comes back, and the phone notices as phones do. */
  async reconnect(): Promise<void> {
    await this.link.open();
    for (const page of this.page.context().pages()) {
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
    }
  }

  /** The developer tools' protocol of the open page. */
  async devtools(): Promise<CDPSession> {
    return this.page.context().newCDPSession(this.page);
  }

  /** A browser that has just started may leave the first caller without an answer. */
  async #connect(url: string): Promise<Browser> {
    return chromium
      .connectOverCDP(url, { timeout: CONNECT_MS })
      .catch(() => chromium.connectOverCDP(url, { timeout: START_MS }));
  }

  async #debuggingPort(): Promise<number> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      const text = await readFile(join(this.#profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
      const port = Number(text.split('\n')[0]);
      if (port > 0 && text.includes('\n')) return port;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Chromium did not open its debugging port within ${START_MS / 1000} s.`);
  }
}

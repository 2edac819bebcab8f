/// <reference lib="dom" />
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CDPSession, expect, type Page } from '@playwright/test';
import { Gateway } from '../../client/e2e/support/gateway.ts';
import { Installation } from '../../client/e2e/support/installation.ts';
import { Phone } from '../../client/e2e/support/phone.ts';
import { follow } from '../../client/e2e/support/steps.ts';
import { ui } from '../../client/src/lib/i18n/fr/ui.ts';
import type { Stage } from '../../docs/scenes/scene.ts';
import { StageClock } from './stage-clock.ts';

/** The day of the scenes: a Thursday without a feast near it. */
const DAY = '2026-11-12';
/** When the shop is made: from then until the first scene nobody sold anything. */
const MADE_AT = `${DAY}T12:57:04.000Z`;
const FIRST_MINUTE = 13 * 60;
/** Each scene has its own minutes: it shows the same times on a slow machine. */
const MINUTES = 3;

/** Those of the papers. */
const FONTS = fileURLToPath(new URL('../../papers/src/pdf/noto-sans.json', import.meta.url));

/** Letters that are the same on every machine, nothing that moves or comes and goes by itself. */
const DRESS = `(async ({ regular, bold }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  for (const [weight, text] of [['400', regular], ['500 900', bold]])
    document.fonts.add(await new FontFace('Scene', bytes(text), { weight }).load());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':root { --font: Scene, sans-serif !important } *, *::before, *::after { ' +
    'caret-color: transparent !important; animation: none !important; transition: none !important } ' +
    'section.region[aria-live] { display: none !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
})(FONTS)`;

/** The shop on its day, with the manager's phone: opened once for all scenes. */
export class LiveStage implements Stage {
  readonly #folder: string;
  readonly #clock: StageClock;
  readonly #installation: Installation;
  readonly #gateway: Gateway;
  readonly #phone: Phone;
  #devtools: CDPSession | null = null;

  private constructor(folder: string, clock: StageClock, installation: Installation, gateway: Gateway, phone: Phone) {
    this.#folder = folder;
    this.#clock = clock;
    this.#installation = installation;
    this.#gateway = gateway;
    this.#phone = phone;
  }

  static async open(): Promise<LiveStage> {
    const folder = await mkdtemp(join(tmpdir(), 'digiboost-scenes-'));
    const clock = new StageClock(folder);
    // A database of one's own has its own clock, which would take the sessions of another day for ended.
    const env = { ...(await clock.forServer(MADE_AT)), COUCHDB_URL: '', DEMO_TENANT: '' };
    const installation = await Installation.start({ ...env, RATE_LIMIT_PER_MINUTE: '100000' }, null);
    const gateway = await Gateway.open(installation.url);
    await clock.through(gateway);
    const phone = await Phone.start(gateway.url);
    const stage = new LiveStage(folder, clock, installation, gateway, phone);
    try {
      await stage.#prepare();
    } catch (error) {
      await stage.close();
      throw error;
    }
    return stage;
  }

  get page(): Page {
    return this.#phone.page;
  }

  get login(): Installation['login'] {
    return this.#installation.login;
  }

  async signIn(): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await this.#phone.waitUntilSafe();
    await this.#phone.untilInstalled();
    await this.#phone.untilComplete();
  }

  /** The browser's own protocol. */
  async devtools(): Promise<CDPSession> {
    this.#devtools ??= await this.#phone.devtools();
    return this.#devtools;
  }

  /** Sets every clock to the beginning of the scene of that rank. */
  async begin(rank: number): Promise<void> {
    const minute = FIRST_MINUTE + rank * MINUTES;
    const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
    await this.#clock.set(`${DAY}T${time}:05.000Z`, this.page);
    if (rank === 0) return;
    // A clock that leapt is not trusted until the server was heard.
    const { link } = this.#phone;
    const before = link.requests;
    await this.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => link.requests, { timeout: 20_000 }).toBeGreaterThan(before);
    await this.page.waitForTimeout(500);
    await expect(this.page.getByText('L’heure de ce téléphone n’est pas sûre.')).toBeHidden({ timeout: 20_000 });
  }

  async go(path: string): Promise<void> {
    // A scene may end in a form: the app asks whether what was typed there is to be lost.
    const leave = this.page.getByRole('button', { name: ui.leave.go, exact: true });
    const gone = follow(this.page, path);
    const asked = leave.waitFor({ timeout: 20_000 }).catch(() => undefined);
    await Promise.race([gone, asked]);
    if (await leave.isVisible()) await leave.click();
    await gone;
  }

  async cut(): Promise<void> {
    await this.#phone.link.cut();
  }

  async reconnect(): Promise<void> {
    await this.#phone.reconnect();
    await this.#phone.waitUntilSafe();
  }

  async close(): Promise<void> {
    await this.#phone.remove();
    await this.#gateway.close();
    await this.#installation.remove();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #prepare(): Promise<void> {
    const { page } = this;
    await this.#clock.inPages(page);
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    await page.addInitScript(DRESS.replace('FONTS', await readFile(FONTS, 'utf8')));
    const devtools = await this.devtools();
    await devtools.send('Emulation.setScrollbarsHidden', { hidden: true });
    const metrics = { width: 360, height: 640, deviceScaleFactor: 2, mobile: false };
    await devtools.send('Emulation.setDeviceMetricsOverride', metrics);
    await this.#phone.goto('/connexion');
  }
}

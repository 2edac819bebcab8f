import type { CDPSession } from '@playwright/test';
import { Installation } from '../../client/e2e/support/installation.ts';
import { Phone } from '../../client/e2e/support/phone.ts';
import { tenth } from './figures.ts';

/** The shop whose screens are opened. */
export const WIDE_SHOP = { tenant: 'wide', products: 2000, days: 400, lines: 60_000 } as const;
export const SLOWDOWN = 4;

/** What is opened, how the phone knows that it is there, and for how long it is watched, ms. */
const SCREENS = {
  accueil: { path: '/', until: /^Ventes d’aujourd’hui/, rest: 8_000 },
  vendre: { path: '/vendre', until: /^Les plus vendus/, rest: 6_000 },
  stock: { path: '/stock', until: /^2\s000\sproduits/, rest: 6_000 },
  previsions: { path: '/previsions', until: /déjà en rupture/, rest: 15_000 },
  ventes: { path: '/ventes', until: /^Chiffre d’affaires/, rest: 6_000 },
  alertes: { path: '/alertes', until: /^Alertes configurées/, rest: 6_000 },
} as const;

/** Longest task of the main thread on each screen of the wide shop, ms of a processor `SLOWDOWN` times as slow. */
export type MainThread = Readonly<Record<keyof typeof SCREENS, number>>;

/**
 * Longest task of each screen: its processor time times the slow-down. The browser's own slow-down goes by the clock,
 * and would count what other programs of the machine took.
 */
export async function mainThread(): Promise<MainThread> {
  const installation = await Installation.start();
  try {
    const { tenant, products, days, lines } = WIDE_SHOP;
    const years = String(days / 365);
    await installation.command(
      'seed',
      ...['--tenant', tenant, '--products', `${products}`, '--lines', `${lines}`, '--years', years],
    );
    return await measured(installation.url, { ...installation.login, email: `gerant@${tenant}.sn` });
  } finally {
    await installation.remove();
  }
}

async function measured(url: string, login: Installation['login']): Promise<MainThread> {
  const phone = await Phone.start(url);
  try {
    await phone.signIn(login);
    const figures: [string, number][] = [];
    for (const [name, { path, until, rest }] of Object.entries(SCREENS)) {
      // From another screen, as people come: what the start of the app costs, `cold-start` tells.
      await phone.goto('/plus');
      await phone.page.waitForTimeout(8_000);
      const devtools = await phone.devtools();
      const trace = await traced(devtools, async () => {
        await phone.page.evaluate((href) => {
          const link = Object.assign(document.createElement('a'), { href });
          document.body.append(link);
          link.click();
          link.remove();
        }, path);
        // A question put to the page from outside would be a task of its own.
        await phone.page.waitForTimeout(rest);
      });
      if (!(await phone.page.getByText(until).first().isVisible())) throw new Error(`${path} was not drawn in time.`);
      figures.push([name, tenth(longestTask(trace) * SLOWDOWN)]);
    }
    return Object.fromEntries(figures) as MainThread;
  } finally {
    await phone.remove();
  }
}

/** An event of the browser's trace; `tdur`: processor time, microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

async function traced(devtools: CDPSession, act: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] },
  });
  await act();
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.end');
  await complete;
  return events;
}

/** Processor time of the longest task on a main thread of a page, ms. */
function longestTask(events: readonly TraceEvent[]): number {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const main = new Set(
    events.filter(({ ph, args }) => ph === 'M' && args?.name === 'CrRendererMain').map((event) => threadOf(event)),
  );
  const tasks = events.filter((event) => event.name.endsWith('RunTask') && main.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('The browser traced no task of the page.');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}

/// <reference lib="dom" />
import { Phone } from '../../client/e2e/support/phone.ts';
import { MOBILE_3G } from '../shared/network-link.ts';
import { BIG_SHOP, startWithBigShop } from './big-shop.ts';
import { tenth, toMB } from './figures.ts';
import { librarySizes, type OldMonthsBench, oldMonthsSource, type Store } from './old-months-source.ts';
import type { BenchResult } from './result.ts';
import { accessToken } from './sale-watch.ts';
import { waitFor } from './waiting.ts';

/** Months that somebody asks for at once. */
const MONTHS = 6;
/** How much slower than this machine a phone is. */
const THROTTLE = 4;

type Page = Phone['page'];
const ask = <T>(
  page: Page,
  call: (bench: OldMonthsBench, args: readonly string[][]) => Promise<T>,
  ...args: string[][]
) => page.evaluate(`(${call})(globalThis.oldMonths, ${JSON.stringify(args)})`) as Promise<T>;

/**
 * Old months of the big shop on a phone, fetched over 3G into the archive (RxDB, a document a day), into RxDB with a
 * document for each event, and into plain PouchDB by the same requests: time, bytes and requests on the line, the time
 * to store them alone and to read them at a quarter of this machine's speed, and the room that they take.
 */
export async function archive(): Promise<BenchResult> {
  const { installation, login } = await startWithBigShop();
  try {
    const { token, database } = await accessToken(installation.url, login);
    const months = lastMonths(MONTHS);
    const figures: Record<string, unknown> = {};
    for (const store of ['archive', 'events', 'pouch'] as const) {
      figures[store] = await waitFor(
        `the months in ${store}`,
        measure(installation.url, store, months, { token, database }),
      );
    }
    const { archive: ours, pouch } = figures as Record<Store, Figures>;
    const ratio = (of: keyof Figures): number => tenth(ours[of] / pouch[of]);
    return {
      figures: {
        ...figures,
        ratios: { line: ratio('lineMs'), store: ratio('storeMs'), read: ratio('readMs'), room: ratio('roomMB') },
        libraries: await librarySizes(),
      },
      conditions: { link: MOBILE_3G, shop: BIG_SHOP, months, throttle: THROTTLE },
    };
  } finally {
    await installation.remove();
  }
}

interface Figures {
  readonly events: number;
  /** Over 3G, to the last one stored. */
  readonly lineMs: number;
  readonly lineMB: number;
  readonly requests: number;
  /** Without a line, at a phone's speed. */
  readonly storeMs: number;
  readonly readMs: number;
  readonly amount: number;
  readonly roomMB: number;
}

async function measure(
  url: string,
  store: Store,
  months: readonly string[],
  { token, database }: { readonly token: string; readonly database: string },
): Promise<Figures> {
  const phone = await Phone.start(url, MOBILE_3G);
  try {
    const { page, link } = phone;
    await phone.goto('/robots.txt');
    await page.evaluate(await oldMonthsSource());
    const before = await ask(page, (bench) => bench.room());
    link.resetCounts();
    const given = [[store], [...months], [`${phone.url}/db/${database}`, token]];
    const brought = await ask(
      page,
      (bench, [[to = ''] = [], wanted = [], [from = '', bearer = ''] = []]) =>
        bench.bring(to as Store, wanted, from, bearer),
      ...given,
    );
    const [bytes, requests] = [link.bytes, link.requests];
    const after = await ask(page, (bench) => bench.room());
    const devtools = await phone.devtools();
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
    const stored = await ask(page, (bench, [[to = ''] = [], wanted = []]) => bench.put(to as Store, wanted), ...given);
    const read = await ask(page, (bench, [[to = ''] = [], wanted = []]) => bench.read(to as Store, wanted), ...given);
    return {
      events: brought.events,
      lineMs: tenth(brought.ms),
      lineMB: toMB(bytes),
      requests,
      storeMs: tenth(stored.ms),
      readMs: tenth(read.ms),
      amount: read.amount,
      roomMB: toMB(after - before),
    };
  } finally {
    await phone.remove();
  }
}

/** The `count` months before the last three, the oldest first. */
function lastMonths(count: number): string[] {
  const now = new Date();
  return Array.from({ length: count }, (_, index) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2 - count + index, 1));
    return month.toISOString().slice(0, 7);
  });
}

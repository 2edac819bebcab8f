/// <reference lib="dom" />
import { OVERVIEW, Phone } from '../../client/e2e/support/phone.ts';
import { BIG_SHOP, startWithBigShop } from './big-shop.ts';
import { median, tenth } from './figures.ts';
import { type LocalScan, localScanSource } from './local-scan.ts';
import type { BenchResult } from './result.ts';
import { accessToken } from './sale-watch.ts';
import { PATIENCE_MS, waitFor } from './waiting.ts';

const STARTS = 7;
const SLOWDOWN = 4;
const UNDISTURBED_MS = 3_000;

/**
 * Cold start of the app on a phone that holds the big shop, without a network, at 4x CPU throttle: from navigation to
 * the painted overview, median of 7 starts of the browser. Its peer: the same overview computed from the documents of a
 * local PouchDB copy of the shop, which an app without projections has to hold whole to know its stock.
 */
export async function coldStart(): Promise<BenchResult> {
  const { installation, login } = await startWithBigShop();
  const phone = await Phone.start(installation.url);
  try {
    await waitFor('the shop and the app to be on the phone', phone.signIn(login, PATIENCE_MS));
    const { token, database } = await accessToken(installation.url, login);
    const scanSource = await localScanSource();
    await phone.page.evaluate(scanSource);
    const { docs } = await phone.page.evaluate(
      ([remote, bearer]) =>
        (globalThis as unknown as { localScan: LocalScan }).localScan.replicate('plain', remote, bearer),
      [`${phone.url}/db/${database}`, token] as const,
    );
    await phone.link.cut();

    const paints: number[] = [];
    for (let start = 0; start < STARTS; start++) {
      await phone.close();
      await phone.open();
      paints.push(await paint(phone));
    }
    const scanMs = await scan(phone, scanSource);
    const paintMs = median(paints);
    return {
      figures: { paintMs: tenth(paintMs), scanMs: tenth(scanMs), ratio: tenth(scanMs / paintMs) },
      conditions: {
        shop: BIG_SHOP,
        cpuThrottle: SLOWDOWN,
        starts: STARTS,
        paints: paints.map(tenth),
        scannedDocuments: docs,
      },
    };
  } finally {
    await phone.remove();
    await installation.remove();
  }
}

// As text: what runs in the page must not lean on the compiler's helpers.
const MARK_WHEN_PAINTED = `(function look() {
  if (document.querySelector('${OVERVIEW}')) requestAnimationFrame(() => setTimeout(() => performance.mark('overview')));
  else requestAnimationFrame(look);
})()`;

async function paint(phone: Phone): Promise<number> {
  const devtools = await phone.devtools();
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await phone.page.addInitScript(MARK_WHEN_PAINTED);
  await phone.goto('/');
  // A question put to the page from outside would be part of its start.
  await phone.page.waitForTimeout(UNDISTURBED_MS);
  await phone.page.waitForFunction(() => performance.getEntriesByName('overview').length > 0, null, {
    timeout: PATIENCE_MS,
  });
  const ms = await phone.page.evaluate(() => performance.getEntriesByName('overview')[0]?.startTime ?? Number.NaN);
  return ms;
}

async function scan(phone: Phone, source: string): Promise<number> {
  await phone.close();
  await phone.open();
  await phone.link.open();
  await phone.goto('/robots.txt');
  await phone.page.evaluate(source);
  const devtools = await phone.devtools();
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  return phone.page.evaluate(async () => {
    const start = performance.now();
    await (globalThis as unknown as { localScan: LocalScan }).localScan.scan(
      'plain',
      new Date().toISOString().slice(0, 10),
    );
    return performance.now() - start;
  });
}

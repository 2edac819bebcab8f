/// <reference lib="dom" />
import { Phone } from '../../client/e2e/support/phone.ts';
import { MOBILE_3G, type NetworkLink } from '../shared/network-link.ts';
import { BIG_SHOP, startWithBigShop } from './big-shop.ts';
import { tenth, toMB } from './figures.ts';
import { type LocalScan, localScanSource } from './local-scan.ts';
import { offlineReady } from './offline-ready.ts';
import type { BenchResult } from './result.ts';
import { accessToken } from './sale-watch.ts';
import { PATIENCE_MS, waitFor } from './waiting.ts';

/**
 * First sync of the big shop on 3G: from the tap on "Se connecter" (the app is installed) to the painted overview, and
 * to the complete copy; on a phone that has never seen the app, to the moment from which it opens without a network.
 * Its peer, on the same line and machine in the same run: PouchDB's own replication of the database.
 */
export async function firstSync(): Promise<BenchResult> {
  const { installation, login } = await startWithBigShop();
  const phone = await Phone.start(installation.url, MOBILE_3G);
  const peer = await Phone.start(installation.url, MOBILE_3G);
  try {
    const ours = await syncOurs(phone, login);
    await phone.kill();
    const ready = await offlineReady(installation.url, login);

    // What a member may ask of a shop in one minute was used up by their other phones: the peer does not wait for them.
    await waitFor('a minute of which nothing is used', new Promise((resolve) => setTimeout(resolve, 60_000)));
    await peer.goto('/robots.txt');
    await peer.page.evaluate(await localScanSource());
    const { token, database } = await accessToken(installation.url, login);
    peer.link.resetCounts();
    const started = performance.now();
    const { docs, waitedMs } = await waitFor(
      'PouchDB to replicate the shop',
      peer.page.evaluate(
        ([remote, bearer]) =>
          (globalThis as unknown as { localScan: LocalScan }).localScan.replicate('plain', remote, bearer),
        [`${peer.url}/db/${database}`, token] as const,
      ),
    );
    // What the door had it wait for is not its own.
    const plainMs = performance.now() - started - waitedMs;
    return {
      figures: {
        ...ours,
        ...ready,
        plainMs: tenth(plainMs),
        plainMB: toMB(peer.link.bytes),
        ratio: tenth(plainMs / ours.usableMs),
      },
      conditions: { link: MOBILE_3G, shop: BIG_SHOP, plainDocuments: docs, plainWaitedMs: waitedMs },
    };
  } finally {
    await phone.remove();
    await peer.remove();
    await installation.remove();
  }
}

async function syncOurs(phone: Phone, login: { email: string; password: string }) {
  const { page, link } = phone;
  await phone.goto('/connexion');
  // The app itself is installed first: what counts is the shop's data.
  await waitFor('the app to be on the phone', phone.untilInstalled(PATIENCE_MS));
  await waitFor('the rest of the app', phone.untilComplete(PATIENCE_MS));
  await page.getByLabel('Adresse e-mail').fill(login.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(login.password);
  link.resetCounts();
  const started = performance.now();
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await waitFor('the figures', phone.untilShown(PATIENCE_MS));
  const usableMs = tenth(performance.now() - started);
  const usableMB = toMB(link.bytes);
  await waitFor('the first copy', phone.waitUntilSafe(PATIENCE_MS));
  const lastByte = await waitFor('the older days', untilQuiet(link));
  return { usableMs, usableMB, completeMs: tenth(lastByte - started), completeMB: toMB(link.bytes) };
}

/** Waits until nothing has come over the line for 5 s: the older days are there too; when the last byte came. */
async function untilQuiet(link: NetworkLink): Promise<number> {
  let bytes = link.bytes;
  let last = performance.now();
  while (performance.now() - last < 5_000) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (link.bytes === bytes) continue;
    bytes = link.bytes;
    last = performance.now();
  }
  return last;
}

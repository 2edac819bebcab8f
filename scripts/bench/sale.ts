/// <reference lib="dom" />
import { Installation } from '../../client/e2e/support/installation.ts';
import { Phone } from '../../client/e2e/support/phone.ts';
import { MOBILE_3G } from '../shared/network-link.ts';
import { median, tenth } from './figures.ts';
import type { BenchResult } from './result.ts';
import { SaleWatch } from './sale-watch.ts';
import { PATIENCE_MS, waitFor } from './waiting.ts';

const SALES = 15;

/**
 * One sale: from the tap on "Enregistrer" to the screen's word that the phone holds it (strict durability), and to the
 * moment at which the server's database has it, over 3G. Medians of 15 sales on the demo shop.
 */
export async function sale(): Promise<BenchResult> {
  const installation = await Installation.start();
  const phone = await Phone.start(installation.url, MOBILE_3G);
  try {
    await waitFor('the shop and the app to be on the phone', phone.signIn(installation.login, PATIENCE_MS));
    await phone.goto('/vendre');
    const watch = await SaleWatch.open(installation);
    const durable: number[] = [];
    const server: number[] = [];
    for (let index = 0; index < SALES; index++) {
      await phone.page
        .getByRole('button', { name: /^Ajouter / })
        .nth(index % 5)
        .click();
      await phone.waitUntilSafe(PATIENCE_MS);
      const arrived = watch.next();
      const tap = await phone.page.evaluate(timeTheTap);
      durable.push(tap.durableMs);
      server.push((await arrived) - tap.tappedAt);
    }
    await watch.close();
    return {
      figures: { durableMs: tenth(median(durable)), serverMs: tenth(median(server)) },
      conditions: { sales: SALES, link: MOBILE_3G, durableMsWorst: tenth(Math.max(...durable)) },
    };
  } finally {
    await phone.remove();
    await installation.remove();
  }
}

/** In the page: presses "Enregistrer" and waits for "Enregistré". */
function timeTheTap(): Promise<{ tappedAt: number; durableMs: number }> {
  const record = [...document.querySelectorAll('button')].find((button) =>
    /Enregistrer/.test(button.textContent ?? ''),
  );
  if (!record) throw new Error('No button to record the sale.');
  return new Promise((resolve) => {
    const tappedAt = Date.now();
    const start = performance.now();
    const observer = new MutationObserver(() => {
      if (!/Enregistré/.test(document.body.textContent ?? '')) return;
      observer.disconnect();
      resolve({ tappedAt, durableMs: performance.now() - start });
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    record.click();
  });
}

import { Phone } from '../../client/e2e/support/phone.ts';
import type { Login } from '../../client/e2e/support/shops.ts';
import { MOBILE_3G } from '../shared/network-link.ts';
import { tenth } from './figures.ts';
import { PATIENCE_MS, waitFor } from './waiting.ts';

interface OfflineReady {
  readonly offlineReadyMs: number;
  readonly requests: number;
  /** Until what the app does not open with, to print and to import, is there too. */
  readonly wholeAppMs: number;
}

/**
 * A phone that has never seen the app, over 3G: from the tap on "Se connecter" to the moment from which the app opens
 * without a network, and the requests that it took, the figures' own among them.
 */
export async function offlineReady(url: string, login: Login): Promise<OfflineReady> {
  const phone = await Phone.start(url, MOBILE_3G);
  try {
    const { page, link } = phone;
    await phone.goto('/connexion');
    await page.getByLabel('Adresse e-mail').fill(login.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(login.password);
    link.resetCounts();
    const started = performance.now();
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await waitFor('the app to be on the phone', phone.untilInstalled(PATIENCE_MS));
    const figures = { offlineReadyMs: tenth(performance.now() - started), requests: link.requests };
    await waitFor('the rest of the app', phone.untilComplete(PATIENCE_MS));
    const wholeAppMs = tenth(performance.now() - started);
    // What is promised: the phone loses network and power once it says so, and opens all the same.
    await waitFor('the first copy', phone.waitUntilSafe(PATIENCE_MS));
    await link.cut();
    await phone.restart();
    await phone.goto('/');
    await waitFor('the shop to open without a network', phone.untilShown(PATIENCE_MS));
    return { ...figures, wholeAppMs };
  } finally {
    await phone.remove();
  }
}

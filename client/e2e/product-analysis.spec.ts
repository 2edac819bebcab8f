import { expect, test } from '@playwright/test';
import { Installation } from './support/installation.ts';
import type { Phone } from './support/phone.ts';
import { findProduct, recordStock } from './support/product-steps.ts';
import { accessibilityFaults, screenFaults } from './support/screen-rules.ts';
import { managersPhone } from './support/shop-test.ts';
import { card, onTallScreen } from './support/steps.ts';

const RICE = 'Riz brisé parfumé 25 kg';

let installation: Installation;
let phone: Phone;

test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  installation = await Installation.start();
  phone = await managersPhone(installation);
});
test.afterAll(async () => {
  await phone?.remove();
  await installation?.remove();
});

/** The days of stock that a row says: "12 j de stock …". */
const daysIn = (text: string): number => Number(/(\d+)\sj de stock/.exec(text)?.[1] ?? Number.NaN);

test('the stock is sorted by how long it lasts, on a phone and on a wide screen', async () => {
  const { page } = phone;
  await phone.goto('/stock');
  const rows = page.getByRole('list', { name: 'Stock' }).getByRole('listitem');
  // What is out comes first, and lasts no days.
  await onTallScreen(page, () => expect(rows.filter({ hasText: 'de stock' }).first()).toBeVisible());
  await phone.link.cut();
  await page.getByRole('button', { name: 'Filtrer et trier' }).click();
  const sheet = page.getByRole('dialog', { name: 'Filtrer et trier' });
  await sheet.getByLabel('Trier par').selectOption('Couverture');
  await sheet.getByRole('button', { name: /^Voir .* produits$/ }).click();
  await expect(page).toHaveURL(/tri=couverture/);
  // Tall enough for those in rupture, which come first and say no days, and for some that have stock.
  await page.setViewportSize({ width: 360, height: 2400 });
  const shown = async () => (await rows.allInnerTexts()).map(daysIn).filter((days) => !Number.isNaN(days));
  await expect.poll(async () => (await shown()).length).toBeGreaterThan(2);
  const days = await shown();
  expect(days).toEqual([...days].sort((a, b) => a - b));

  await page.setViewportSize({ width: 1280, height: 800 });
  const table = page.getByRole('table', { name: 'Stock' });
  await expect(table.getByRole('columnheader', { name: 'Couverture' })).toHaveAttribute('aria-sort', 'ascending');
  await table.getByRole('button', { name: 'Valeur' }).click();
  await table.getByRole('button', { name: 'Valeur' }).click();
  await expect(table.getByRole('columnheader', { name: 'Valeur' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/tri=valeur&ordre=desc/);
  expect(await screenFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 640 });
});

test('a product is analysed without a network, its figures behind the charts', async () => {
  const { page } = phone;
  await phone.reconnect();
  const key = await findProduct(page, RICE);
  await phone.link.cut();
  await recordStock(page, 'Réception', async (form) => {
    await form.getByLabel('Quantité reçue').fill('6');
    await form.getByLabel(/^Prix d’achat/).fill('11000');
  });
  await expect(card(page, 'Prévision')).toContainText(/Couverture\s*\d+\sjours?/);
  await page.getByRole('link', { name: 'Analyse du produit' }).click();
  await expect(page).toHaveURL(new RegExp(`/stock/${key}/analyse$`));

  const stock = card(page, 'Stock et prévision');
  await stock.getByText('Voir les chiffres').click();
  const past = stock.getByRole('table');
  await expect(past.getByRole('columnheader', { name: 'Stock attendu' })).toBeVisible();
  await expect(past).toContainText('aujourd’hui');
  await expect(past).toContainText('Réception');
  await expect(past).toContainText(/entre .* et /);
  await expect(card(page, 'Ce qu’il rapporte')).toContainText('Rotation');
  await expect(card(page, 'Derniers prix des fournisseurs')).toContainText(/11\s000\sF par sac/);
  await expect(card(page, 'Achats')).toContainText('6 sacs');

  const faults: string[] = [];
  for (const size of [
    { width: 360, height: 640 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(size);
    faults.push(...(await screenFaults(page)));
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await accessibilityFaults(page, 'color-contrast')));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 640 });
  expect(faults).toEqual([]);
});

test('the Accueil leads to what lies ahead, and nothing moves when it comes', async () => {
  const { page } = phone;
  const ruptures = card(page, 'Ruptures prévues');
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { sources: readonly { node: Node | null }[] })[]) {
        for (const { node } of entry.sources) {
          const element = node instanceof Element ? node : node?.parentElement;
          if (element?.closest('main .grid')) moved.push(element.textContent?.slice(0, 40) ?? '');
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // At the first opening the overview that the phone kept may be of before the reception: then its figures change, and
  // the bar that shows them moves. Once it is of now, nothing does.
  await expect(async () => {
    await phone.goto('/');
    await expect(ruptures.getByRole('listitem').first()).toContainText(/\S/);
    await expect(card(page, 'Taux de disponibilité')).toContainText(/\d\s%/);
    await expect(card(page, 'Taux de service')).toContainText(/ventes? manquées? notées?/);
    await expect(card(page, 'Produits dormants')).toContainText('60 jours');
    expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
  }).toPass();
  await expect(ruptures.getByRole('listitem')).toHaveCount(15);
  await ruptures.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Prévisions' })).toBeVisible();
});

import { expect } from '@playwright/test';
import { count, findProduct, numberIn, openProduct, recordStock, stockShown } from './support/product-steps.ts';
import { test } from './support/shop-test.ts';
import { LARGE_SHOP } from './support/shops.ts';
import { card } from './support/steps.ts';
import { stockOnServer } from './support/stock-on-server.ts';

const SUGAR = 'Sucre en poudre 1 kg';

test('a delivery, a loss, a correction and a count change the stock, without a network', async ({
  installation,
  phone,
}) => {
  const { page } = phone;
  const key = await findProduct(page, SUGAR);
  await phone.link.cut();
  const start = await stockShown(page);

  await recordStock(page, 'Réception', (form) => form.getByLabel('Quantité reçue').fill('12,5'));
  await expect.poll(() => stockShown(page)).toBe(start + 12.5);
  await recordStock(page, 'Sortie', async (form) => {
    await form.getByLabel('Quantité sortie').fill('5');
    await form.getByLabel('Raison').selectOption('Perte ou vol');
  });
  await expect.poll(() => stockShown(page)).toBe(start + 7.5);
  await recordStock(page, 'Ajuster', async (form) => {
    await form.getByText('Retirer', { exact: true }).click();
    await form.getByLabel('Quantité', { exact: true }).fill('2');
    await form.getByLabel('Pourquoi cet ajustement ?').fill('Erreur de saisie');
  });
  await expect.poll(() => stockShown(page)).toBe(start + 5.5);
  await count(page, key, 40);
  await expect.poll(() => stockShown(page)).toBe(40);

  const history = card(page, 'Historique').getByRole('listitem');
  for (const [index, kind] of ['Inventaire', 'Ajustement', 'Sortie', 'Réception'].entries()) {
    await expect(history.nth(index)).toContainText(kind);
  }
  await phone.reconnect();
  await phone.waitUntilSafe();
  expect(await stockOnServer(installation, key)).toBe(40);
});

test('counting the shelves takes what was counted, and shows the differences', async ({ phone }) => {
  const { page } = phone;
  const key = await findProduct(page, SUGAR);
  await page.goto(`${phone.url}/stock/inventaire`);
  await page.getByRole('button', { name: 'Commencer l’inventaire' }).click();
  const rows = page.getByRole('list', { name: 'Inventaire' });
  await rows.getByLabel('Quantité comptée de').first().fill('33');
  const name = ((await rows.getByLabel('Quantité comptée de').first().getAttribute('aria-label')) ?? '').slice(20);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^1 sur /)).toBeVisible();
  await page.getByText('Comptés', { exact: true }).click();
  await expect(rows).toContainText(name);
  await expect(rows).toContainText(/Compté : 33/);

  await page.reload();
  await expect(page.getByText(/^1 sur /)).toBeVisible();
  await openProduct(page, key);
});

test('two thousand products are searched, filtered, sorted, and their sales added up', async ({
  installation,
  newPhone: phone,
}) => {
  test.setTimeout(180_000);
  await installation.make([LARGE_SHOP]);
  await phone.signIn(LARGE_SHOP.login);
  const { page } = phone;
  await page.getByRole('link', { name: 'Stock', exact: true }).click();
  await expect(page.getByText(/^2\s000\sproduits/)).toBeVisible();
  const list = page.getByRole('list', { name: 'Stock' });
  expect(await list.getByRole('listitem').count()).toBeLessThan(60);
  await expect(list.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '2000');

  await page.getByRole('searchbox').fill('P1234');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('P1234');
  await page.getByRole('searchbox').fill('riz gamme parfume');
  await expect(list.getByRole('listitem').first()).toContainText(/Riz brisé parfumé 25 kg, gamme/);
  await page.getByRole('searchbox').fill('');

  await page.getByRole('radio', { name: /^Rupture/ }).check({ force: true });
  await expect(page).toHaveURL(/statut=rupture/);
  await expect(list.getByRole('listitem').first()).toContainText('Rupture');
  await page.getByRole('radio', { name: /^Tous/ }).check({ force: true });

  await page.getByRole('button', { name: 'Filtrer et trier' }).click();
  const sheet = page.getByRole('dialog', { name: 'Filtrer et trier' });
  await sheet.getByLabel('Catégorie').selectOption('Boissons');
  await sheet.getByLabel('Trier par').selectOption('Stock');
  await sheet.getByText('Décroissant').click();
  await sheet.getByRole('button', { name: /^Voir .* produits$/ }).click();
  const quantities = await list.locator('.quantity').allInnerTexts();
  const numbers = quantities.slice(0, 5).map((text) => Number.parseFloat(text.replace(/\s/g, '').replace(',', '.')));
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  await expect(list.getByRole('listitem').first()).toContainText('Boissons');

  // The filters are in the address: a reload shows the same list.
  const shown = await list.locator('.name').first().textContent();
  await page.reload();
  await expect(list.locator('.name').first()).toHaveText(shown ?? '');

  // Its sales too are added up on the phone: the categories come to the whole, to the franc.
  await phone.link.cut();
  await phone.goto('/ventes?periode=90');
  await expect(page.getByRole('list', { name: 'Les 10 meilleurs produits' }).getByRole('listitem')).toHaveCount(10);
  const amounts = await page.getByRole('list', { name: 'Par catégorie' }).locator('.value').allInnerTexts();
  const whole = await card(page, 'Chiffre d’affaires').locator('.value').first().innerText();
  expect(amounts.reduce((sum, amount) => sum + numberIn(amount), 0)).toBe(numberIn(whole));
});

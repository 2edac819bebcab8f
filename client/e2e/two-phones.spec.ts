import type { Order, Product } from '@digiboost/domain/documents';
import { de, formatMoney, formatNumber, formatPercent } from '@digiboost/domain/french';
import { expect, type Page, test } from '@playwright/test';
import { Installation } from './support/installation.ts';
import type { Phone } from './support/phone.ts';
import { count, edit, factOf, findProduct, numberIn, openProduct, stockShown } from './support/product-steps.ts';
import { documentOnServer, documentsBetween, overviewOnServer, voidsOnServer } from './support/server-side.ts';
import { managersPhone } from './support/shop-test.ts';
import { card, follow, openTickets, scan, sellOne } from './support/steps.ts';
import { stockOnServer } from './support/stock-on-server.ts';

const OIL = 'Huile végétale 1 L';

let installation: Installation;
let awa: Phone;
let modou: Phone;

test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  installation = await Installation.start();
  [awa, modou] = await Promise.all([managersPhone(installation), managersPhone(installation)]);
});
test.afterAll(async () => {
  await Promise.all([awa?.remove(), modou?.remove()]);
  await installation?.remove();
});

const both = (): readonly Phone[] => [awa, modou];
const cutBoth = () => Promise.all(both().map((phone) => phone.link.cut()));

/** Both phones are back, have sent what they had, and hold what the other sent. */
async function joinBoth(): Promise<void> {
  for (const phone of both()) {
    await phone.reconnect();
    await phone.waitUntilSafe();
  }
}

const eachPage = async (look: (page: Page) => Promise<void>): Promise<void> => {
  for (const { page } of both()) await look(page);
};

test('two fields of one product changed without a network are both kept', async () => {
  const key = await findProduct(awa.page, OIL);
  await findProduct(modou.page, OIL);
  await cutBoth();
  await edit(awa.page, key, 'Prix de vente', '1300');
  await edit(modou.page, key, 'Stock minimum', '17');
  await joinBoth();
  await eachPage(async (page) => {
    await openProduct(page, key);
    await expect(factOf(page, 'Prix de vente')).toHaveText(/1\s300\sF/);
    await expect(factOf(page, 'Minimum')).toHaveText(/^17\s/);
    await expect(page.getByText('Modifications remplacées')).toBeHidden();
  });
});

test('of one field changed twice the later value stands, and the other is in the product’s history', async () => {
  const key = await findProduct(awa.page, OIL);
  await cutBoth();
  await edit(awa.page, key, 'Prix de vente', '1310');
  await edit(modou.page, key, 'Prix de vente', '1320');
  await joinBoth();
  await eachPage(async (page) => {
    await openProduct(page, key);
    await expect(factOf(page, 'Prix de vente')).toHaveText(/1\s320\sF/);
    await expect(card(page, 'Modifications remplacées')).toContainText(/Prix de vente : 1\s310\sF/);
  });
  const onServer = async () => (await documentOnServer<Product>(installation, `product:${key}`)).salePrice;
  await expect.poll(onServer).toBe(1320);
});

test('a ticket that two phones cancel is cancelled once', async () => {
  const key = await findProduct(awa.page, OIL);
  const stock = await stockShown(awa.page);
  await sellOne(awa.page, OIL);
  await awa.waitUntilSafe();
  await (await openTickets(awa.page)).getByRole('link').first().click();
  await expect(awa.page.getByRole('button', { name: 'Annuler ce ticket' })).toBeVisible();
  const path = new URL(awa.page.url()).pathname;
  await modou.goto(path);
  await expect(modou.page.getByRole('button', { name: 'Annuler ce ticket' })).toBeVisible();

  await cutBoth();
  await eachPage(async (page) => {
    await page.getByRole('button', { name: 'Annuler ce ticket' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler le ticket' }).click();
    await expect(page.getByText('Annulé', { exact: true })).toBeVisible();
  });
  await joinBoth();
  await eachPage(async (page) => {
    await openProduct(page, key);
    await expect.poll(() => stockShown(page)).toBe(stock);
  });
  expect(await voidsOnServer(installation, decodeURIComponent(path.split('/')[3] ?? ''))).toBe(1);
  expect(await stockOnServer(installation, key)).toBe(stock);
});

test('a count on one phone while the other sells gives every phone and the server the same stock', async () => {
  const key = await findProduct(awa.page, OIL);
  await cutBoth();
  await sellOne(modou.page, OIL);
  await count(awa.page, key, 40);
  for (let sale = 0; sale < 3; sale++) await sellOne(modou.page, OIL);
  await joinBoth();
  await eachPage(async (page) => {
    await openProduct(page, key);
    await expect.poll(() => stockShown(page)).toBe(37);
  });
  expect(await stockOnServer(installation, key)).toBe(37);
});

test('an order that two phones receive is said to be received twice, and one touch takes one of both back', async () => {
  const orders = await documentsBetween<Order>(installation, 'order:', 'order;');
  const sent = orders.find(({ status, receptions }) => status === 'SENT' && receptions === undefined);
  const [line] = sent?.lines ?? [];
  if (!sent || !line) throw new Error('The demo’s shop waits for no order.');
  const key = line.productId.slice('product:'.length);
  const stock = await stockOnServer(installation, key);
  const path = `/commandes/${encodeURIComponent(sent._id)}`;
  const again = (page: Page) => page.getByRole('heading', { name: 'Reçue deux fois' });

  for (const phone of both()) await phone.goto(`${path}/reception`);
  await cutBoth();
  // What comes out of the carton leads to its line, wherever the focus is, and no number takes its code.
  const { name, barcode } = await documentOnServer<Product>(installation, line.productId);
  const quantity = awa.page.getByLabel(`Quantité ${de(name)}`);
  const cost = awa.page.getByLabel(`Prix d’achat ${de(name)}`);
  const typed = [await quantity.inputValue(), await cost.inputValue()];
  await cost.focus();
  await scan(awa.page, `0${barcode}`);
  await expect(quantity).toBeFocused();
  await scan(awa.page, '9999999999994');
  await expect(awa.page.getByText('Aucun produit ne porte le code 9999999999994.')).toBeVisible();
  expect([await quantity.inputValue(), await cost.inputValue()]).toEqual(typed);
  await eachPage(async (page) => {
    await page.getByRole('button', { name: 'Enregistrer la réception' }).click();
    await expect(page.getByText('Reçue', { exact: true }).first()).toBeVisible();
    await expect(again(page)).toBeHidden();
  });
  await joinBoth();
  await expect.poll(() => stockOnServer(installation, key)).toBe(stock + 2 * line.quantity);

  await awa.goto('/alertes');
  await awa.page.getByRole('main').getByRole('link').filter({ hasText: 'Reçue deux fois' }).click();
  await expect(again(awa.page)).toBeVisible();
  await modou.goto(path);
  await expect(again(modou.page)).toBeVisible();
  await awa.page.getByRole('button', { name: 'Annuler cette réception' }).click();
  await expect(again(awa.page)).toBeHidden();
  await awa.waitUntilSafe();
  await expect(again(modou.page)).toBeHidden();
  expect(await stockOnServer(installation, key)).toBe(stock + line.quantity);
});

test('the API and the phone give the same figures, to the franc', async () => {
  await sellOne(awa.page, OIL);
  await awa.waitUntilSafe();
  const { page } = awa;
  await page.getByRole('link', { name: 'Accueil' }).click();
  const { sales, stock, valuation, service, trend } = await overviewOnServer(installation);

  await expect(card(page, 'Ventes d’aujourd’hui')).toContainText(formatMoney(sales.today.current));
  const revenue = card(page, 'Chiffre d’affaires');
  await expect(revenue).toContainText(formatMoney(sales.week.current));
  await expect(revenue).toContainText(formatMoney(sales.month.current));
  const best = Math.max(...trend.map((day) => day.revenue));
  await expect(revenue).toContainText(formatMoney(best));

  const health = card(page, 'Santé du stock');
  const tiles = await health.getByRole('link').allInnerTexts();
  const available = stock.products - stock.ruptures - stock.low;
  expect(tiles.map(numberIn)).toEqual([stock.ruptures, stock.low, available]);

  const value = card(page, 'Valeur du stock');
  await expect(value).toContainText(formatMoney(valuation.total));
  const [first] = valuation.byCategory;
  await expect(value).toContainText(formatMoney(first?.value ?? 0));

  const rate = Math.floor((service.rate ?? 0) * 1000) / 1000;
  await expect(card(page, 'Taux de service')).toContainText(formatPercent(rate));
  await expect(card(page, 'Taux de service')).toContainText(formatNumber(service.missedSales));
});

test('each phone counts the cash that it took itself, where each has a drawer of its own', async () => {
  const now = (page: Page) => card(page, 'Argent en ce moment');
  const others = (page: Page) => card(page, 'Espèces des autres téléphones');
  const countCash = async (page: Page, amount: string) => {
    await follow(page, '/caisse/cloture');
    await page.getByLabel('Compté : Espèces').fill(amount);
    await page.getByRole('button', { name: 'Enregistrer la clôture' }).click();
    await expect(now(page).getByText('Espèces de ce téléphone')).toBeVisible();
  };
  await follow(awa.page, '/reglages/boutique');
  await awa.page.getByLabel('Une caisse par téléphone').check();
  await awa.page.getByRole('button', { name: 'Enregistrer' }).click();
  await awa.waitUntilSafe();
  await follow(modou.page, '/caisse');
  await expect(now(modou.page).getByText('Espèces de ce téléphone')).toBeVisible();

  await cutBoth();
  await countCash(awa.page, '20000');
  await countCash(modou.page, '5000');
  const price = numberIn((await sellOne(modou.page, OIL)).total);
  await joinBoth();
  const drawer = formatMoney(5000 + price);
  await follow(awa.page, '/caisse');
  await expect(now(awa.page)).toContainText(formatMoney(20_000));
  await expect(others(awa.page)).toContainText(drawer);
  await follow(modou.page, '/caisse');
  await expect(now(modou.page)).toContainText(drawer);
  await expect(others(modou.page)).toContainText(formatMoney(20_000));
});

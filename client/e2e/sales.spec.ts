import { AUTHOR, aCategory, aProduct, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { addDays } from '@digiboost/domain/shared/day';
import { expect, type Page, test } from '@playwright/test';
import { Installation } from './support/installation.ts';
import { Phone } from './support/phone.ts';
import { accessibilityFaults, screenFaults } from './support/screen-rules.ts';
import { SIZES } from './support/screens.ts';
import { askServer } from './support/server-side.ts';
import { SMALL_SHOP } from './support/shops.ts';
import { card } from './support/steps.ts';

const LOGIN = SMALL_SHOP.login;
const TODAY = new Date().toISOString().slice(0, 10);
const RICE = aProduct({ _id: 'product:riz', name: 'Riz brisé', categoryId: 'category:cereales', purchasePrice: 400 });
const OIL = aProduct({ _id: 'product:huile', name: 'Huile', unit: 'litre', purchasePrice: 1250.5 });
const SOAP = aProduct({ _id: 'product:savon', name: 'Savon', unit: 'pièce', purchasePrice: 300 });

let sales = 0;
const sold = (
  age: number,
  time: string,
  [product, quantity, unitPrice]: [{ _id: `product:${string}` }, number, number],
  settled: Pick<Parameters<typeof aSale>[0] & object, 'payment' | 'status'>,
) => {
  sales += 1;
  const at = `${addDays(TODAY, -age)}T${time}:00.000Z`;
  return aSale({ n: sales, at, lines: [{ productId: product._id, quantity, unitPrice }], ...settled });
};

/*
 * A small shop, by hand. The last 7 days:
 *   2 days ago  rice 10 x 500 = 5,000 cash   cost 4,000     margin 1,000
 *   yesterday   oil 2.5 x 1,500 = 3,750 Wave cost 3,126.25  margin 623.75
 *   yesterday   soap 4 x 250 = 1,000 credit  cost 1,200     margin -200
 *   yesterday   soap 1 x 400 cash, voided; rice 2 x 500 missed
 * In all 9,750, margin 1,424, 3 tickets. The 7 days before: 2,500. Long ago: 500.
 */
const cancelled = sold(1, '00:30', [SOAP, 1, 400], { payment: 'CASH' });
const DOCUMENTS = [
  aCategory(),
  RICE,
  OIL,
  SOAP,
  sold(100, '10:00', [RICE, 1, 500], { payment: 'CASH' }),
  sold(8, '10:00', [RICE, 5, 500], { payment: 'CASH' }),
  sold(2, '09:15', [RICE, 10, 500], { payment: 'CASH' }),
  sold(1, '16:30', [OIL, 2.5, 1500], { payment: 'WAVE' }),
  sold(1, '16:45', [SOAP, 4, 250], { payment: 'CREDIT' }),
  sold(1, '17:00', [RICE, 2, 500], { status: 'MISSED' }),
  cancelled,
  aVoid(cancelled),
];

let installation: Installation;
let phone: Phone;

test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  installation = await Installation.start();
  await installation.make([SMALL_SHOP]);
  // Only what its own writer signed is taken.
  const docs = JSON.parse(JSON.stringify(DOCUMENTS).replaceAll(AUTHOR.by, await userId()));
  const written = await askServer<{ error?: string }[]>(installation, '/_bulk_docs', { docs }, LOGIN);
  expect(written.filter(({ error }) => error)).toEqual([]);
  phone = await Phone.start(installation.url);
  await phone.signIn(LOGIN);
  // Opened once, so that all of it is on the phone.
  await phone.goto('/ventes');
  await expect(card(phone.page, 'Chiffre d’affaires')).toBeVisible();
});
test.afterAll(async () => {
  await phone?.remove();
  await installation?.remove();
});

async function userId(): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const url = `${installation.url}/api/v1/auth/login`;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(LOGIN) });
  return ((await answer.json()) as { user: { id: string } }).user.id;
}

const bars = (page: Page, name: string) => page.getByRole('list', { name, exact: true }).getByRole('listitem');

test('the figures of a week are those counted by hand, without a network', async () => {
  const { page } = phone;
  await phone.link.cut();
  await phone.goto('/ventes?periode=7');
  const revenue = card(page, 'Chiffre d’affaires');
  await expect(revenue).toContainText(/9\s750\sF/);
  await expect(revenue).toContainText(/3,9\sfois les 7 jours d’avant \(\+7\s250\sF\)/);
  const brief = card(page, 'En bref');
  await expect(brief).toContainText(/Marge\s*1\s424\sF/);
  await expect(brief).toContainText(/Tickets\s*3/);
  await expect(brief).toContainText(/Ticket moyen\s*3\s250\sF/);
  await expect(brief).toContainText(/Ventes manquées\s*1\s*soit 1\s000\sF/);

  await expect(bars(page, 'Les 10 meilleurs produits')).toHaveText([
    /Riz brisé\s*5\s000\sF\s*10\skg · marge 1\s000\sF/,
    /Huile\s*3\s750\sF/,
    /Savon\s*1\s000\sF.*marge −200\sF/,
  ]);
  await card(page, 'Les 10 meilleurs produits').getByText('Marge', { exact: true }).click();
  await expect(bars(page, 'Les 10 meilleurs produits')).toHaveText([/Riz brisé\s*1\s000\sF/, /Huile\s*624\sF/]);
  await expect(bars(page, 'Par catégorie')).toHaveText([/Céréales\s*5\s000\sF\s*51\s% /, /Sans catégorie\s*4\s750\sF/]);
  await expect(bars(page, 'Par mode de paiement')).toHaveText([
    /Espèces\s*5\s000\sF/,
    /Wave\s*3\s750\sF/,
    /Crédit\s*1\s000\sF/,
  ]);
  const hours = bars(page, 'Heures de vente');
  await expect(hours.first()).toHaveText(/De 9 h à 10 h\s:\s5\s000\sF, 1 ticket/);
  await expect(hours.last()).toHaveText(/De 16 h à 17 h\s:\s4\s750\sF, 2 tickets/);
});

test('the chart is read by a finger, by the keyboard and as a table', async () => {
  const { page } = phone;
  await phone.goto('/ventes?periode=7');
  const revenue = card(page, 'Chiffre d’affaires');
  const drawing = revenue.getByRole('img', { name: /^Ventes par jour, du .* Le plus haut : 5\s000\sF/ });
  await expect(drawing.locator('canvas')).toBeVisible();
  const { width = 0 } = (await drawing.boundingBox()) ?? {};
  await drawing.click({ position: { x: width - 20, y: 60 } });
  await expect(revenue.locator('.reading')).toHaveText(/ : 0\sF$/);
  await revenue.getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(revenue.locator('.reading')).toHaveText(/ : 4\s750\sF$/);
  await page.keyboard.press('ArrowLeft');
  await expect(revenue.locator('.reading')).toHaveText(/ : 5\s000\sF$/);

  await revenue.getByText('Voir les chiffres').click();
  await expect(revenue.getByRole('row')).toHaveText([
    /Date\s*Vendu/,
    ...['0', '0', '0', '0', '5\\s000', '4\\s750', '0'].map((amount) => new RegExp(`\\D${amount}\\sF$`)),
  ]);
});

test('a figure leads to its tickets, a ticket to itself, and back', async () => {
  const { page } = phone;
  await phone.goto('/ventes?periode=7');
  await bars(page, 'Par catégorie').nth(1).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tickets' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Catégorie : Sans catégorie');
  await expect(page.getByRole('main')).toContainText(
    /Montant\s*4\s750\sF\s*2 tickets · 1 ticket annulé n’est pas compté/,
  );
  const list = page.getByRole('list', { name: 'Tickets de la période' });
  await expect(list.getByRole('link')).toHaveText([/Savon.*Crédit.*1\s000\sF/, /Huile.*Wave.*3\s750\sF/]);

  await list.getByRole('link', { name: /Huile/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ticket de 16:30' })).toBeVisible();
  await page.getByRole('link', { name: 'Retour' }).click();
  await expect(list.getByRole('link')).toHaveCount(2);
  await page.getByRole('link', { name: 'Enlever les filtres' }).click();
  await expect(list.getByRole('link')).toHaveCount(3);
  await page.getByRole('link', { name: 'Retour' }).click();
  await expect(page.getByRole('radio', { name: '7 jours' })).toBeChecked();
});

test('tickets older than what the phone keeps are asked of the server, when it can be reached', async () => {
  const { page } = phone;
  await phone.link.cut();
  const day = addDays(TODAY, -100);
  await phone.goto(`/ventes?periode=dates&du=${day}&au=${day}`);
  await expect(card(page, 'Chiffre d’affaires')).toContainText(/500\sF/);
  await expect(card(page, 'Heures de vente')).toContainText('ne sont plus sur ce téléphone');
  await bars(page, 'Par mode de paiement').first().getByRole('link').click();
  const fetch = page.getByRole('button', { name: 'Chercher les tickets plus anciens' });
  await fetch.click();
  await expect(page.getByRole('alert')).toContainText('Pas de réseau');
  await phone.reconnect();
  await fetch.click();
  await page.getByRole('button', { name: /Riz brisé.*500\sF/ }).click();
  await expect(page.getByRole('dialog', { name: 'Ticket de 10:00' })).toContainText(/1\skg × 500\sF/);
  await page.getByRole('button', { name: 'Fermer' }).click();
});

test('Ventes with its table, its dates and the tickets of a product are readable, reachable and French, small and large, light and dark', async () => {
  const { page } = phone;
  const faults: string[] = [];
  const tickets = `/ventes/tickets?du=${addDays(TODAY, -7)}&au=${TODAY}&produit=riz`;
  for (const path of ['/ventes?periode=7', '/ventes?periode=dates', tickets]) {
    await phone.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await expect(page.locator('.skeleton')).toHaveCount(0);
    const figures = page.getByText('Voir les chiffres');
    if ((await figures.count()) > 0) await figures.click();
    for (const size of SIZES) {
      await page.setViewportSize(size);
      const found = await screenFaults(page);
      faults.push(...found.map((fault) => `${path} ${size.width}: ${fault}`));
    }
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    faults.push(...(await accessibilityFaults(page, 'color-contrast')).map((fault) => `${path} dark: ${fault}`));
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize(SIZES[0]);
  }
  expect(faults).toEqual([]);
});

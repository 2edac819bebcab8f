import { expect, type Page, test } from '@playwright/test';
import { Installation } from './support/installation.ts';
import { Phone } from './support/phone.ts';
import { createProduct } from './support/product-steps.ts';
import { accessibilityFaults, houseFaults } from './support/screen-rules.ts';
import { LAYERS, SIZES, screensOf } from './support/screens.ts';
import { openTickets, sellOne } from './support/steps.ts';

const HOSTILE = ['<img src=x onerror=alert(1)>', '=cmd()', `Sac ${'très'.repeat(49)}`];
const EMPTY_SHOP = { email: 'awa@neuve.sn', password: 'un-mot-de-passe-long' };

let installation: Installation;
let phone: Phone;
/** The hostile products' keys. */
const keys: string[] = [];
const alerts: string[] = [];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  installation = await Installation.start();
  const { email, password } = EMPTY_SHOP;
  await installation.command(
    'provision',
    ...[
      'create-tenant',
      '--id',
      'neuve',
      '--name',
      'Boutique neuve',
      '--admin-email',
      email,
      '--admin-password',
      password,
    ],
  );
  phone = await Phone.start(installation.url);
  phone.page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  await phone.signIn(installation.login);
  for (const name of HOSTILE) keys.push(await createProduct(phone.page, name));
});
test.afterAll(async () => {
  await phone?.remove();
  await installation?.remove();
});

/** The screen has drawn what it has to show. */
async function drawn(page: Page): Promise<void> {
  await expect(
    page
      .getByRole('heading', { level: 1 })
      .or(page.getByRole('heading', { level: 2 }))
      .first(),
  ).toBeAttached();
  await expect(page.locator('.skeleton')).toHaveCount(0);
}

/** Everything that is wrong with the open screen, at both sizes and in both colours. */
async function judge(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const found = [...(await houseFaults(page)), ...(await accessibilityFaults(page))];
    faults.push(...found.map((fault) => `${name} ${size.width}: ${fault}`));
  }
  // Only the colours differ.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  faults.push(...(await accessibilityFaults(page, 'color-contrast')).map((fault) => `${name} dark: ${fault}`));
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(SIZES[0]);
  return faults;
}

test('every screen is readable, reachable and French, small and large, light and dark', async () => {
  test.setTimeout(420_000);
  const { page } = phone;
  await sellOne(page, 'Huile végétale 1 L');
  const link = (await openTickets(page)).getByRole('link').first();
  const ticket = ((await link.getAttribute('href')) ?? '').split('/').at(-1) ?? '';
  const faults: string[] = [];
  for (const [name, path] of screensOf(keys.at(-1) ?? '', ticket)) {
    await phone.goto(path);
    await drawn(page);
    faults.push(...(await judge(page, name)));
  }
  expect(faults).toEqual([]);
});

test('what opens over a screen is readable and reachable too', async () => {
  test.setTimeout(240_000);
  const { page } = phone;
  const faults: string[] = [];
  for (const [name, path, presses] of LAYERS) {
    await phone.goto(path);
    for (const press of presses) await page.getByRole('button', { name: press }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    faults.push(...(await judge(page, name)));
  }
  expect(faults).toEqual([]);
});

test('a product’s name is text, whatever it holds', async () => {
  const { page } = phone;
  for (const [index, name] of HOSTILE.entries()) {
    for (const path of ['/stock', '/vendre']) {
      await phone.goto(path);
      await page.getByRole('searchbox').fill(name);
      await expect(page.getByRole('main').getByText(name).first()).toBeVisible();
    }
    await phone.goto(`/stock/${keys[index]}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await sellOne(page, name);
    await openTickets(page);
    await expect(page.getByText(name).first()).toBeVisible();
  }
  expect(alerts).toEqual([]);
});

test('an empty shop says on every screen what to do next', async () => {
  const fresh = await Phone.start(installation.url);
  try {
    await fresh.signIn(EMPTY_SHOP);
    const { page } = fresh;
    const next: readonly (readonly [path: string, title: string, action: string])[] = [
      ['/', 'Votre boutique est prête', 'Importer un fichier'],
      ['/vendre', 'Aucun produit à vendre', 'Créer un produit'],
      ['/vendre/tickets', 'Aucun ticket aujourd’hui', 'Vendre'],
      ['/stock', 'Aucun produit pour l’instant', 'Nouveau produit'],
      ['/ventes', 'Aucune vente pour l’instant', 'Vendre'],
      ['/stock/categories', 'Aucune catégorie', 'Nouvelle catégorie'],
      ['/stock/fournisseurs', 'Aucun fournisseur', 'Nouveau fournisseur'],
      ['/alertes', 'Aucune alerte configurée', 'Nouvelle alerte'],
      ['/alertes/historique', 'Aucune alerte pour l’instant', 'Voir les alertes'],
    ];
    const faults: string[] = [];
    for (const [path, title, action] of next) {
      await fresh.goto(path);
      const main = page.getByRole('main');
      await expect(main.getByRole('heading', { name: title })).toBeVisible();
      const offered = main.getByRole('link', { name: action }).or(main.getByRole('button', { name: action }));
      await expect(offered.first()).toBeVisible();
      faults.push(...(await houseFaults(page)).map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
  } finally {
    await fresh.remove();
  }
});

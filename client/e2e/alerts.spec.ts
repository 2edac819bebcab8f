import { expect, type Page, test } from '@playwright/test';
import { startTwilioLoopback, type TwilioLoopback } from '../../server/src/notify/testing/twilio-loopback.ts';
import { Installation } from './support/installation.ts';
import type { Phone } from './support/phone.ts';
import { count, findProduct } from './support/product-steps.ts';
import { accessibilityFaults, screenFaults } from './support/screen-rules.ts';
import { managersPhone } from './support/shop-test.ts';
import { card, sellOne } from './support/steps.ts';

const OIL = 'Huile végétale 1 L';
const SUGAR = 'Sucre en morceaux 1 kg';

let twilio: TwilioLoopback;
let installation: Installation;
let awa: Phone;
let modou: Phone;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  twilio = await startTwilioLoopback({ autoDeliver: true });
  const { accountSid, authToken, from, templates } = twilio.config;
  installation = await Installation.start((url) => ({
    PUBLIC_URL: url,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_WHATSAPP_FROM: from,
    TWILIO_TEMPLATES: Object.entries(templates)
      .map((one) => one.join('='))
      .join(','),
    TWILIO_API_URL: twilio.url,
  }));
  [awa, modou] = await Promise.all([managersPhone(installation), managersPhone(installation)]);
  await switchOffAll(awa.page);
  await awa.waitUntilSafe();
});
test.afterAll(async () => {
  await Promise.all([awa?.remove(), modou?.remove()]);
  await installation?.remove();
  await twilio?.close();
});

const bell = (page: Page) => page.getByRole('banner').getByRole('link', { name: /alerte/i });
/** What the tests' own alerts told; the demo's may have told of the same product before. */
const historyRow = (page: Page, product = OIL) =>
  page
    .getByRole('list', { name: 'Historique des alertes' })
    .locator('a:not([href*="/rupture%3A"]):not([href*="/stock-faible%3A"])')
    .filter({ hasText: product });
const alertSwitch = (page: Page, name: string) => page.getByRole('switch', { name: `Activer « ${name} »` });

/** What the provider took for the demo's shop; the others of this installation have alerts of their own. */
const told = () => twilio.messages.filter(({ body }) => body.includes('Boutique Médina'));

/** The demo's own alerts are none of these tests' business. */
async function switchOffAll(page: Page): Promise<void> {
  await page.goto(new URL('/alertes', page.url()).href);
  await expect(page.getByRole('main').getByRole('switch').first()).toBeVisible();
  for (const one of await page.getByRole('main').getByRole('switch').all()) {
    await one.click();
    await expect(one).not.toBeChecked();
  }
}

test('a manager’s alert shows offline at once, reaches WhatsApp once, and its delivery every phone', async () => {
  test.setTimeout(180_000);
  const { page } = awa;
  const key = await findProduct(page, OIL);
  await count(page, key, 1);

  await awa.goto(`/alertes/nouvelle?produit=${key}`);
  const summary = page.getByRole('region', { name: 'Ce qui va se passer' });
  await expect(summary).toContainText(`Quand ${OIL} est en rupture, prévenir Awa Diallo par WhatsApp`);
  await page.getByRole('switch', { name: 'Heures calmes' }).click();
  await expect(summary).toContainText('sauf entre');
  await page.getByRole('switch', { name: 'Heures calmes' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(alertSwitch(page, `Rupture de stock : ${OIL}`)).toBeChecked();
  await awa.waitUntilSafe();
  // The server closes what the demo's alerts had open, one after the other.
  await expect(bell(page)).toHaveAccessibleName('Alertes', { timeout: 60_000 });
  const before = told().length;

  await awa.link.cut();
  await sellOne(page, OIL);
  await expect(page.getByText(`${OIL} est en rupture.`)).toBeVisible();
  await expect(bell(page)).toHaveAccessibleName('1 alerte ouverte');
  await page.getByRole('button', { name: 'Voir', exact: true }).click();
  await expect(page.getByText('Ce téléphone vient de la remarquer.')).toBeVisible();
  expect(told()).toHaveLength(before);

  await awa.reconnect();
  await expect.poll(() => told().length, { timeout: 30_000 }).toBe(before + 1);
  expect(told().at(-1)).toMatchObject({ to: '+221771234567', body: expect.stringContaining(OIL) });

  await modou.goto('/alertes/historique');
  await expect(historyRow(modou.page)).toContainText(/remis/);
  await expect(bell(modou.page)).toHaveAccessibleName('1 alerte ouverte');
  // The same event on the phone that noticed it first, once.
  await expect(card(page, 'Messages envoyés')).toContainText('remis');
  await awa.goto('/alertes/historique');
  await expect(historyRow(page)).toHaveCount(1);
  expect(told()).toHaveLength(before + 1);
});

test('taking note works offline and calms every phone', async () => {
  const { page } = modou;
  await modou.link.cut();
  await historyRow(page).click();
  await page.getByRole('button', { name: 'J’ai vu' }).click();
  await expect(page.getByText('Vue par Awa Diallo')).toBeVisible();
  await expect(bell(page)).toHaveAccessibleName('Alertes');
  await modou.reconnect();
  await expect(bell(awa.page)).toHaveAccessibleName('Alertes');
});

test('an alert is switched off without a network, for every phone', async () => {
  const name = `Rupture de stock : ${OIL}`;
  await awa.goto('/alertes');
  await awa.link.cut();
  await alertSwitch(awa.page, name).click();
  await expect(awa.page.getByText(`« ${name} » est désactivée.`)).toBeVisible();
  await awa.goto('/alertes');
  await expect(alertSwitch(awa.page, name)).not.toBeChecked();
  await awa.page.goto(`${awa.url}/alertes/nouvelle`);
  await awa.page.getByRole('button', { name: 'Envoyer un message d’essai' }).click();
  await expect(awa.page.getByText('Il faut du réseau pour cela.')).toBeVisible();
  await awa.reconnect();
  await modou.goto('/alertes');
  await expect(alertSwitch(modou.page, name)).not.toBeChecked();
});

test('a message that the provider refused says why, and goes again when asked', async () => {
  const { page } = modou;
  twilio.script(() => ({ status: 400, code: 21211 }));
  const key = await findProduct(page, SUGAR);
  await modou.goto(`/alertes/nouvelle?produit=${key}`);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(alertSwitch(page, `Rupture de stock : ${SUGAR}`)).toBeChecked();
  await count(page, key, 0);
  await modou.goto('/alertes/historique');
  await expect(historyRow(page, SUGAR)).toContainText('échec');
  await historyRow(page, SUGAR).click();
  const messages = card(page, 'Messages envoyés');
  await expect(messages).toContainText('Vérifiez le numéro');
  twilio.script(() => 'accept');
  await messages.getByRole('button', { name: 'Renvoyer' }).click();
  await expect(messages).toContainText('remis');
  expect(told().at(-1)?.body).toContain(SUGAR);
});

test('the event and the form with everything open keep the rules of the house', async () => {
  const { page } = modou;
  const faults: string[] = [];
  const judge = async (where: string) => {
    const found = await screenFaults(page);
    faults.push(...found.map((fault) => `${where}: ${fault}`));
  };
  await modou.goto('/alertes/historique');
  await historyRow(page).click();
  await expect(card(page, 'Messages envoyés')).toContainText('remis');
  await judge('event');
  await modou.goto('/alertes/nouvelle?type=LOW_STOCK');
  await page.getByText('Catégories', { exact: true }).click();
  for (const name of ['Heures calmes', 'Un seul message par jour']) await page.getByRole('switch', { name }).click();
  await page.getByLabel('Autre numéro ou adresse').fill('12');
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Choisissez au moins une catégorie.')).toBeVisible();
  await judge('form');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  faults.push(...(await accessibilityFaults(page, 'color-contrast')).map((fault) => `form dark: ${fault}`));
  expect(faults).toEqual([]);
});

test('what the server pushes is shown by the phone itself', async ({ browser }) => {
  const context = await browser.newContext({ permissions: ['notifications'] });
  const page = await context.newPage();
  await page.goto(`${installation.url}/connexion`);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations;
      if (registration) resolve(registration.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const message = { title: 'Alerte : Rupture de stock', body: `Produit : ${OIL}`, url: '/alertes', tag: 'e1' };
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: installation.url,
    registrationId: await registered,
    data: JSON.stringify(message),
  });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, lang }) => `${title} | ${body} | ${lang}`);
    });
  await expect.poll(shown).toEqual([`${message.title} | ${message.body} | fr`]);
  await context.close();
});

import { expect, test } from '@playwright/test';
import { Installation } from './support/installation.ts';
import { Phone } from './support/phone.ts';
import { ticketsOnServer } from './support/server-side.ts';
import { sellOne } from './support/steps.ts';

let installation: Installation;
let phone: Phone;

test.beforeEach(async () => {
  installation = await Installation.start();
  phone = await Phone.start(installation.url);
  await phone.signIn(installation.login);
});
test.afterEach(async () => {
  await phone.remove();
  await installation.remove();
});

test('a sale made without a network outlives a dead battery, and reaches the server and a second phone once', async () => {
  const before = await ticketsOnServer(installation);
  await phone.link.cut();

  await sellOne(phone.page, 'Riz brisé parfumé 25 kg');
  await phone.page.reload();
  await expect(phone.page.getByRole('heading', { name: 'Vendre' })).toBeVisible();
  const sold = await sellOne(phone.page, 'Huile végétale 1 L');
  await phone.kill();

  await phone.open();
  await phone.goto('/vendre/tickets');
  await expect(phone.page.getByText(sold.total).first()).toBeVisible();
  await expect(phone.page.getByText(/2 ventes pas encore envoyées/).first()).toBeVisible();

  await phone.link.open();
  await phone.waitUntilSafe();
  expect(await ticketsOnServer(installation)).toBe(before + 2);

  const second = await Phone.start(installation.url);
  try {
    await second.signIn(installation.login);
    await second.goto('/vendre/tickets');
    await expect(second.page.getByText(sold.total).first()).toBeVisible();
  } finally {
    await second.remove();
  }

  // Cut and joined again, nothing is sent twice.
  await phone.link.cut();
  await phone.link.open();
  await phone.page.reload();
  await phone.waitUntilSafe();
  expect(await ticketsOnServer(installation)).toBe(before + 2);
});

test('a server killed in mid-exchange loses and doubles nothing', async () => {
  const before = await ticketsOnServer(installation);
  await phone.link.cut();
  for (let sale = 0; sale < 5; sale++) await sellOne(phone.page, 'Sucre en poudre 1 kg');
  await phone.link.open();
  await phone.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await phone.page.waitForTimeout(30);
  await installation.kill();
  await expect(phone.page.getByText(/Hors ligne|pas encore envoyée/).first()).toBeVisible();
  await installation.start();
  await phone.waitUntilSafe();
  expect(await ticketsOnServer(installation)).toBe(before + 5);
});

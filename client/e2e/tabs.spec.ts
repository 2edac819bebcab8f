import { expect, type Page } from '@playwright/test';
import type { Phone } from './support/phone.ts';
import { ticketsOnServer } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { sellOne, ticketsShown, ticketsToday } from './support/steps.ts';

const SUGAR = 'Sucre en poudre 1 kg';

/** Two tabs of the phone: the one opened second asks the first one's worker, which leads. */
async function twoTabs(phone: Phone): Promise<{ first: Page; second: Page }> {
  const second = await phone.newTab();
  await second.goto(`${phone.url}/vendre`);
  return { first: phone.page, second };
}

test('a sale in one tab shows in the other', async ({ phone }) => {
  const { first, second } = await twoTabs(phone);
  const before = await ticketsToday(first);
  await sellOne(second, SUGAR);
  await expect.poll(() => ticketsShown(first)).toBe(before + 1);
});

test('when the tab that leads is closed, the other sells and sends on', async ({ installation, phone }) => {
  const { first, second } = await twoTabs(phone);
  const before = await ticketsOnServer(installation);
  await sellOne(second, SUGAR);
  await first.close();
  await sellOne(second, SUGAR);
  await expect(second.getByText('Tout est en sécurité').first()).toBeVisible();
  expect(await ticketsOnServer(installation)).toBe(before + 2);
});

test('when the tab that leads dies in the middle of a sale, the other sells and sends on', async ({
  installation,
  phone,
}) => {
  const { first, second } = await twoTabs(phone);
  const before = await ticketsOnServer(installation);
  await phone.link.cut();
  await sellOne(first, SUGAR);
  const died = new Promise((resolve) => first.once('crash', resolve));
  const devtools = await phone.devtools();
  devtools.send('Page.crash').catch(() => undefined);
  await died;
  await sellOne(second, SUGAR);
  await phone.link.open();
  await second.evaluate(() => dispatchEvent(new Event('online')));
  await expect(second.getByText('Tout est en sécurité').first()).toBeVisible();
  expect(await ticketsOnServer(installation)).toBe(before + 2);
});

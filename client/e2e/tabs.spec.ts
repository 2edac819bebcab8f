import { expect, type Page, test } from '@playwright/test';
import { Installation } from './support/installation.ts';
import { Phone } from './support/phone.ts';
import { ticketsOnServer } from './support/server-side.ts';
import { openTickets, sellOne } from './support/steps.ts';

const SUGAR = 'Sucre en poudre 1 kg';

let installation: Installation;
let phone: Phone;
let first: Page;
let second: Page;

test.beforeAll(async () => {
  installation = await Installation.start();
});
test.afterAll(() => installation.remove());
test.beforeEach(async () => {
  phone = await Phone.start(installation.url);
  await phone.signIn(installation.login);
  first = phone.page;
  // Opened second, it asks the first tab's worker, which leads.
  second = await phone.newTab();
  await second.goto(`${phone.url}/vendre`);
});
test.afterEach(() => phone.remove());

const size = async (page: Page): Promise<number> =>
  Number(
    await page
      .getByRole('list', { name: 'Tickets du jour' })
      .getByRole('listitem')
      .first()
      .getAttribute('aria-setsize'),
  );

test('a sale in one tab shows in the other', async () => {
  await openTickets(first);
  const before = await size(first);
  await sellOne(second, SUGAR);
  await expect.poll(() => size(first)).toBe(before + 1);
});

test('when the tab that leads is closed, the other sells and sends on', async () => {
  const before = await ticketsOnServer(installation);
  await sellOne(second, SUGAR);
  await first.close();
  await sellOne(second, SUGAR);
  await expect(second.getByText('Tout est en sécurité').first()).toBeVisible();
  expect(await ticketsOnServer(installation)).toBe(before + 2);
});

test('when the tab that leads dies in the middle of a sale, the other sells and sends on', async () => {
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

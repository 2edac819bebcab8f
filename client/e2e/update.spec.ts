import { expect, type Page } from '@playwright/test';
import { Gateway } from './support/gateway.ts';
import { test as base, managersPhone } from './support/shop-test.ts';
import { addToTicket, recordButton, recordedNote } from './support/steps.ts';

const RICE = 'Riz brisé parfumé 25 kg';

/** The phone reaches its server through a gateway that can serve another version. */
const test = base.extend<{ gateway: Gateway }>({
  gateway: async ({ installation }, use) => {
    const gateway = await Gateway.open(installation.url);
    await use(gateway);
    await gateway.close();
  },
  phone: async ({ installation, gateway }, use) => {
    const phone = await managersPhone(installation, gateway.url);
    await use(phone);
    await phone.remove();
  },
});

/** A new version is on the server, and the browser looks for one as it does from time to time. */
async function publish(gateway: Gateway, page: Page): Promise<void> {
  gateway.replace('/sw.js', (text) => `${text}\n// the next version`);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(page.getByText('Nouvelle version prête')).toBeVisible();
}

/** Whether the page is still the one that was marked. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-mark', 'kept'));
const marked = (page: Page) => page.locator('html[data-mark="kept"]');

test('a new version says so, and never takes the place of the page in the middle of a ticket', async ({
  gateway,
  phone,
}) => {
  const { page } = phone;
  await addToTicket(page, RICE);
  await mark(page);
  await publish(gateway, page);
  await page.getByRole('button', { name: 'Mettre à jour' }).click();
  await expect(page.getByText('Une saisie est en cours')).toBeVisible();
  await expect(marked(page)).toBeAttached();

  await recordButton(page).click();
  await expect(recordedNote(page)).toBeVisible();
  await expect(marked(page)).toBeAttached();
  await page.getByRole('button', { name: 'Mettre à jour' }).click();
  await expect(marked(page)).not.toBeAttached();
  await expect(page.getByRole('searchbox')).toBeVisible();
  await expect(page.getByText('Nouvelle version prête')).toBeHidden();
});

test('a ticket in another tab holds the new version back', async ({ gateway, phone }) => {
  const { page } = phone;
  const other = await phone.newTab();
  await other.goto(`${phone.url}/vendre`);
  await addToTicket(other, RICE);
  await mark(other);
  await publish(gateway, page);
  await page.getByRole('button', { name: 'Mettre à jour' }).click();
  await expect(page.getByText('Une saisie est en cours')).toBeVisible();
  await expect(marked(other)).toBeAttached();
  await expect(recordButton(other)).toBeVisible();
});

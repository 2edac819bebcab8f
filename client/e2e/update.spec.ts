import { expect, type Page, test } from '@playwright/test';
import { Gateway } from './support/gateway.ts';
import { Installation } from './support/installation.ts';
import { Phone } from './support/phone.ts';
import { addToTicket, recordButton, recordedNote } from './support/steps.ts';

const RICE = 'Riz brisé parfumé 25 kg';

let installation: Installation;
let gateway: Gateway;
let phone: Phone;

test.beforeAll(async () => {
  installation = await Installation.start();
});
test.afterAll(() => installation.remove());
test.beforeEach(async () => {
  gateway = await Gateway.open(installation.url);
  phone = await Phone.start(gateway.url);
  await phone.signIn(installation.login);
});
test.afterEach(async () => {
  await phone.remove();
  await gateway.close();
});

/** A new version is on the server, and the browser looks for one as it does from time to time. */
async function publish(page: Page): Promise<void> {
  gateway.replace('/sw.js', (text) => `${text}\n// the next version`);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(page.getByText('Nouvelle version prête')).toBeVisible();
}

/** Whether the page is still the one that was marked. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-mark', 'kept'));
const marked = (page: Page) => page.locator('html[data-mark="kept"]');

test('a new version says so, and never takes the place of the page in the middle of a ticket', async () => {
  const { page } = phone;
  await addToTicket(page, RICE);
  await mark(page);
  await publish(page);
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

test('a ticket in another tab holds the new version back', async () => {
  const { page } = phone;
  const other = await phone.newTab();
  await other.goto(`${phone.url}/vendre`);
  await addToTicket(other, RICE);
  await mark(other);
  await publish(page);
  await page.getByRole('button', { name: 'Mettre à jour' }).click();
  await expect(page.getByText('Une saisie est en cours')).toBeVisible();
  await expect(marked(other)).toBeAttached();
  await expect(recordButton(other)).toBeVisible();
});

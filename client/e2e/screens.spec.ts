import { expect, type Page, test } from '@playwright/test';
import { Installation } from './support/installation.ts';
import type { Phone } from './support/phone.ts';
import { createProduct } from './support/product-steps.ts';
import { accessibilityFaults, screenFaults } from './support/screen-rules.ts';
import { LAYERS, SIZES, screensOf } from './support/screens.ts';
import { managersPhone } from './support/shop-test.ts';
import { follow, openTickets, sellOne } from './support/steps.ts';

const HOSTILE = ['<img src=x onerror=alert(1)>', '=cmd()', `Sac ${'très'.repeat(49)}`];

let installation: Installation;
let phone: Phone;
/** The hostile products' keys. */
const keys: string[] = [];
const alerts: string[] = [];

test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  installation = await Installation.start();
  phone = await managersPhone(installation);
  phone.page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
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
    faults.push(...(await screenFaults(page)).map((fault) => `${name} ${size.width}: ${fault}`));
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
    await follow(page, path);
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

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { businessDay } from '@digiboost/domain/shared/clock';
import { expect } from '@playwright/test';
import { summaryLines, words } from '../src/lib/features/import/fr.ts';
import { ShopOfFiles } from '../src/lib/features/import/testing/shop-of-files.ts';
import { test } from './support/shop-test.ts';
import { EMPTY_SHOP } from './support/shops.ts';

/** What other products stumbled over; what each must become is told beside the import's session. */
const FILES = fileURLToPath(new URL('../../domain/src/import/fixtures/files', import.meta.url));

test('every file that others stumbled over is read by the screen as it is read elsewhere', async ({
  installation,
  newPhone: phone,
}) => {
  test.setTimeout(300_000);
  await installation.make([EMPTY_SHOP]);
  await phone.signIn(EMPTY_SHOP.login);
  await phone.goto('/reglages/import');
  const { page } = phone;
  const names = readdirSync(FILES).sort();
  expect(names.length).toBeGreaterThan(25);
  for (const name of names) {
    const path = join(FILES, name);
    const shop = new ShopOfFiles(businessDay(new Date().toISOString()));
    const { view, plan } = await shop.import({ name, bytes: Uint8Array.from(readFileSync(path)) });

    await page.locator('input[type=file]').setInputFiles(path);
    const kind = page.getByRole('radio', { name: words.kinds[view.kind] });
    if (!view.isSure) await kind.check({ force: true });
    await expect(kind, name).toBeChecked();
    await page.getByRole('button', { name: words.check }).click();
    await expect(page.getByRole('heading', { name: words.preview }), name).toBeVisible();
    const lines = summaryLines(plan.summary).map(({ label, value }) => `${label}${value}`);
    await expect(page.locator('dl > div'), name).toHaveText(lines);
    const confirm = page.getByRole('button', { name: words.confirm(plan.documentCount), exact: true });
    await expect(confirm, name).toBeVisible({ visible: plan.documentCount > 0 });
    await page.getByRole('button', { name: words.other }).click();
  }
});

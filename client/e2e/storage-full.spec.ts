import { expect } from '@playwright/test';
import { ticketsOnServer } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { addToTicket, recordButton, recordedNote, ticketsToday } from './support/steps.ts';

const RICE = 'Riz brisé parfumé 25 kg';

test('on a full phone no sale is acknowledged, the ticket stays, and is recorded once there is room', async ({
  installation,
  phone,
}) => {
  const shown = await ticketsToday(phone.page);
  // A browser that runs still counts with the room it had.
  await phone.restart();
  const { page } = phone;
  const devtools = await phone.devtools();
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: phone.url, quotaSize: 1 });
  await phone.goto('/vendre');
  await expect(page.getByRole('searchbox')).toBeVisible();

  const before = await ticketsOnServer(installation);
  await addToTicket(page, RICE);
  await recordButton(page).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'Le téléphone est plein' }).first();
  await expect(refusal).toContainText('rien n’a été enregistré');
  await expect(recordedNote(page)).toBeHidden();
  await expect(page.getByText(/pas encore envoyée/)).toBeHidden();

  await devtools.send('Storage.overrideQuotaForOrigin', { origin: phone.url });
  // The refusal opened the ticket.
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(recordedNote(page)).toContainText(/12\s500\sF/);
  await phone.waitUntilSafe();
  expect(await ticketsOnServer(installation)).toBe(before + 1);
  expect(await ticketsToday(page)).toBe(shown + 1);
});

import type { Movement } from '@digiboost/domain/documents';
import { addDays } from '@digiboost/domain/shared/day';
import { expect } from '@playwright/test';
import { documentsBetween } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { addToTicket, follow } from './support/steps.ts';

const YOGHURT = 'Yaourt nature 125 g';
const TODAY = new Date().toISOString().slice(0, 10);

test('a delivery with its date, the list of what expires, a word at the till: without a network, then on the server', async ({
  phone,
  installation,
}) => {
  const { page } = phone;
  await phone.link.cut();
  const yesterday = addDays(TODAY, -1);

  await test.step('a product that follows its dates asks for one when it comes', async () => {
    await follow(page, '/stock');
    await page.getByRole('searchbox').fill('yaourt');
    await page.getByRole('link', { name: new RegExp(YOGHURT) }).click();
    await page.getByRole('link', { name: 'Réception' }).first().click();
    await page.getByLabel('Quantité reçue').fill('500');
    await page.getByLabel('Date de péremption').fill(yesterday);
    await expect(page.getByText('Cette date est déjà passée.')).toBeVisible();
    await page.getByLabel('Numéro de lot').fill('L-204');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByRole('heading', { name: YOGHURT })).toBeVisible();
  });

  await test.step('it stands among what has expired, with the money that is lost', async () => {
    await follow(page, '/stock/peremption');
    const rows = page.getByRole('list', { name: 'Péremption' }).getByRole('link', { name: new RegExp(YOGHURT) });
    await expect(rows.filter({ hasText: 'périmé depuis 1 jour' })).toBeVisible();
    await expect(page.getByText('Déjà périmé')).toBeVisible();
    await page.getByText('90 j', { exact: false }).click();
    await expect(page.getByText('En jeu sous 90 jours')).toBeVisible();
  });

  await test.step('the till says so of what is sold', async () => {
    await addToTicket(page, YOGHURT);
    await page.getByRole('button', { name: 'Voir le ticket' }).click();
    await expect(page.getByRole('dialog', { name: 'Ticket en cours' }).getByText(/date dépassée/)).toBeVisible();
  });

  await test.step('the server holds the date and the lot', async () => {
    await phone.reconnect();
    await phone.waitUntilSafe();
    const movements = await documentsBetween<Movement>(installation, `movement:${TODAY}`, 'movement;');
    expect(movements.at(-1)).toMatchObject({ quantity: 500, expiresOn: yesterday, lot: 'L-204' });
  });
});

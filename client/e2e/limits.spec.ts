import type { Sale } from '@digiboost/domain/documents';
import { expect } from '@playwright/test';
import { accessToken } from '../../scripts/bench/sale-watch.ts';
import { Phone } from './support/phone.ts';
import { documentsBetween } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { addToTicket, card, recordButton, recordedNote } from './support/steps.ts';

const SUGAR = 'Sucre en poudre 1 kg';
const CODE = '482915';
const MODOU = { email: 'modou@demo.sn', password: 'un-mot-de-passe-de-vendeur' };

test('a seller sells within limits, and beyond them with the code of an administrator, without a network', async ({
  installation,
  phone,
}) => {
  const { page } = phone;
  await test.step('the administrator says what sellers may, and chooses a code', async () => {
    await phone.goto('/reglages/limites');
    for (const may of [
      'Choisir un prix',
      'Clôturer la caisse',
      'Prix d’achat, coûts et marges',
      'L’argent de la caisse',
    ])
      await page
        .getByRole('switch', { name: new RegExp(`^${may}`) })
        .first()
        .uncheck();
    await page.getByLabel('Remise sans demander (%)').fill('5');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await expect(page.getByText('Limites enregistrées.')).toBeVisible();
    await phone.goto('/reglages/code-pin');
    await page.getByRole('button', { name: 'Choisir un code d’accord' }).click();
    const sheet = page.getByRole('dialog', { name: 'Code d’accord' });
    await sheet.getByLabel('Code d’accord (6 chiffres)').fill(CODE);
    await sheet.getByLabel('Le même code, encore une fois').fill(CODE);
    await sheet.getByRole('button', { name: 'Enregistrer le code' }).click();
    await expect(page.getByText('Peut approuver')).toBeVisible();
    await phone.waitUntilSafe();
  });

  const { token } = await accessToken(installation.url, installation.login);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ ...MODOU, name: 'Modou', role: 'user' });
  expect((await fetch(`${installation.url}/api/v1/users`, { method: 'POST', headers, body })).status).toBe(201);

  const seller = await Phone.start(installation.url);
  try {
    await seller.signIn(MODOU);
    await seller.waitUntilSafe();
    await seller.link.cut();
    await addToTicket(seller.page, SUGAR);
    await seller.page.getByRole('button', { name: 'Voir le ticket' }).click();
    const sheet = seller.page.getByRole('dialog', { name: 'Ticket en cours' });
    const asked = seller.page.getByRole('dialog', { name: 'Accord d’un administrateur' });

    await test.step('what nobody approves is not recorded, and stays on the ticket', async () => {
      await sheet.getByLabel(/^Prix/).fill('700');
      await sheet.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      await expect(asked).toContainText('Un prix choisi à la caisse');
      await asked.getByLabel(/^Code d’accord/).fill('000000');
      await asked.getByRole('button', { name: 'Approuver' }).click();
      await expect(asked).toContainText('Code incorrect');
      await asked.getByRole('button', { name: 'Fermer' }).last().click();
      await expect(seller.page.getByText('Un administrateur doit donner son accord').first()).toBeVisible();
    });

    await test.step('with the code it is', async () => {
      await sheet.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      await asked.getByLabel(/^Code d’accord/).fill(CODE);
      await asked.getByRole('button', { name: 'Approuver' }).click();
      await expect(recordedNote(seller.page)).toContainText(/700.F/);
    });

    await test.step('at the catalogue’s price nobody is asked', async () => {
      await addToTicket(seller.page, SUGAR);
      await recordButton(seller.page).click();
      await expect(recordedNote(seller.page)).not.toContainText(/700.F/);
    });

    await test.step('costs and the money of the till are not shown', async () => {
      await seller.goto('/caisse');
      await expect(seller.page.getByText('garde pour lui l’argent de la caisse')).toBeVisible();
      await seller.goto('/ventes');
      await expect(card(seller.page, 'En bref')).toBeVisible();
      await expect(seller.page.getByText('Marge', { exact: true })).toHaveCount(0);
    });
    await seller.reconnect();
    await seller.waitUntilSafe();
  } finally {
    await seller.remove();
  }

  const sold = (await documentsBetween<Sale>(installation, 'sale:', 'sale;')).filter(({ limits }) => limits);
  expect(sold.map(({ lines, approvedBy }) => [lines[0]?.unitPrice === 700, approvedBy !== undefined])).toEqual([
    [true, true],
    [false, false],
  ]);

  await test.step('the administrator sees who sold what, and what was approved in their name', async () => {
    await phone.goto('/ventes/vendeurs');
    await expect(card(page, 'Ventes de chacun')).toContainText('Modou');
    await expect(card(page, 'Approuvé par code')).toContainText('Ticket : prix choisi');
    await expect(card(page, 'À vérifier')).toContainText('Rien au-delà des limites sans accord.');
  });
});

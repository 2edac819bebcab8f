import type { Cash, Closing, Sale } from '@digiboost/domain/documents';
import { expect, type Page } from '@playwright/test';
import { documentsBetween } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { addToTicket, card, follow, recordedNote } from './support/steps.ts';

const SUGAR = 'Sucre en poudre 1 kg';
const NAME = 'Tening Diémé';

/** What the card of a customer says that they owe, in digits. */
const owed = async (page: Page): Promise<number> =>
  Number((await page.getByRole('main').locator('.value').first().textContent())?.replace(/\D/g, ''));

test('a debt from the ticket, a part of it paid, a closing with a difference: without a network, then on the server', async ({
  phone,
  installation,
}) => {
  const { page } = phone;
  await phone.link.cut();

  await test.step('what is not paid goes on the account of a customer made in two taps', async () => {
    await addToTicket(page, SUGAR);
    await page.getByRole('button', { name: 'Voir le ticket' }).click();
    const sheet = page.getByRole('dialog', { name: 'Ticket en cours' });
    await sheet.getByText('Crédit', { exact: true }).click();
    await sheet.getByLabel('Nom ou numéro du client').fill(NAME);
    await sheet.getByRole('button', { name: `Créer « ${NAME} »` }).click();
    await expect(sheet.getByText(NAME)).toBeVisible();
    await sheet.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await expect(recordedNote(page)).toBeVisible();
  });

  let rest = 0;
  await test.step('a part is paid in the carnet, and a reminder is ready for WhatsApp', async () => {
    await follow(page, '/carnet');
    await page.getByRole('searchbox').fill('tening');
    await page.getByRole('link', { name: new RegExp(NAME) }).click();
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    const before = await owed(page);
    expect(before).toBeGreaterThan(300);
    await page.getByRole('button', { name: 'Encaisser' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Montant').fill('300');
    await sheet.getByRole('button', { name: 'Enregistrer le paiement' }).click();
    await expect.poll(() => owed(page)).toBe(before - 300);
    rest = before - 300;
    await page.getByRole('button', { name: 'Rappel WhatsApp' }).click();
    const link = await page.getByRole('link', { name: 'Ouvrir WhatsApp' }).getAttribute('href');
    expect(decodeURIComponent(link ?? '')).toMatch(/^https:\/\/wa\.me\/\?text=Bonjour Tening Diémé/);
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
  });

  await test.step('the drawer is counted short, which is recorded and not refused', async () => {
    await follow(page, '/caisse');
    await expect(card(page, 'Argent en ce moment')).toBeVisible();
    await page.getByRole('link', { name: 'Compter la caisse' }).click();
    await page.getByLabel(/^Nombre de 10.000.F$/).fill('1');
    await expect(page.getByText(/^Il manque/)).toBeVisible();
    await page.getByRole('button', { name: 'Enregistrer la clôture' }).click();
    await expect(
      card(page, 'Clôtures')
        .getByText(/^Il manque/)
        .first(),
    ).toBeVisible();
    await expect(
      card(page, 'Argent en ce moment')
        .getByText(/^10.000.F$/)
        .first(),
    ).toBeVisible();
  });

  await test.step('what Wave tells is held against what was recorded', async () => {
    await page.getByRole('link', { name: 'Pointer Wave et Orange Money' }).click();
    await page
      .getByLabel('Messages ou relevé du jour')
      .fill('Wave: vous avez reçu 4.321F de Awa Diop. Nouveau solde: 9.000F.');
    await expect(page.getByRole('region', { name: /^Reçu, mais sans ticket/ })).toContainText(/4.321.F/);
    await expect(page.getByText('0 sur 1')).toBeVisible();
  });

  await test.step('the server holds the same', async () => {
    await phone.reconnect();
    await phone.waitUntilSafe();
    const today = new Date().toISOString().slice(0, 10);
    const sales = await documentsBetween<Sale>(installation, `sale:${today}`, 'sale;');
    const sale = sales.find(
      ({ customerId, payments }) => customerId && payments?.length === 0 && customerId.length > 20,
    );
    expect(sale).toBeDefined();
    const cash = await documentsBetween<Cash>(installation, `cash:${today}`, 'cash;');
    expect(cash.find(({ customerId }) => customerId === sale?.customerId)).toMatchObject({
      amount: 300,
      method: 'CASH',
    });
    const [closing] = (await documentsBetween<Closing>(installation, `closing:${today}`, 'closing;')).slice(-1);
    expect(closing?.parts[0]).toMatchObject({ method: 'CASH', counted: 10_000, left: 10_000 });
    expect(rest).toBeGreaterThan(0);
  });
});

import { expect, type Locator } from '@playwright/test';
import { test } from './support/shop-test.ts';
import { addToTicket, openTickets, recordButton, recordedNote, scan } from './support/steps.ts';

const SUGAR = 'Sucre en poudre 1 kg';
const CODE = '6181100001237';

/** Whether a tap on the middle of `target` reaches it: nothing lies over it. */
const takesTaps = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

test('codes, slips of the finger and messages at the till', async ({ phone }) => {
  const { page } = phone;
  await phone.link.cut();
  await addToTicket(page, SUGAR);
  await page.getByRole('button', { name: 'Voir le ticket' }).click();
  const sheet = page.getByRole('dialog', { name: 'Ticket en cours' });
  const quantity = sheet.getByLabel(/^Quantité/);

  await test.step('a code that nobody knows leaves the field alone, and is given to a product', async () => {
    await quantity.fill('2');
    await quantity.focus();
    await scan(page, CODE);
    await expect(quantity).toHaveValue('2');
    // The note below the products is behind the sheet.
    await expect(sheet.getByRole('status').filter({ hasText: CODE })).toBeVisible();
    await sheet.getByRole('button', { name: 'Fermer' }).click();
    await expect(page.getByRole('main').getByText(`Aucun produit ne porte le code ${CODE}.`)).toBeVisible();
    await page.getByRole('button', { name: 'Donner à un produit' }).click();
    const give = page.getByRole('dialog', { name: `Donner le code ${CODE}` });
    await give.getByRole('searchbox').fill(SUGAR);
    await give.getByRole('button', { name: new RegExp(SUGAR) }).click();
    await expect(page.getByText(`${SUGAR} porte maintenant ce code.`)).toBeVisible();
    // While the message stands.
    expect(await takesTaps(recordButton(page))).toBe(true);
    expect(await takesTaps(page.getByRole('searchbox'))).toBe(true);
  });

  await test.step('read again, with a zero before it and the focus in the search, it is sold', async () => {
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').focus();
    await scan(page, `0${CODE}`);
    await expect(page.getByRole('searchbox')).toHaveValue('');
    await page.getByRole('button', { name: 'Voir le ticket' }).click();
    await expect(quantity).toHaveValue('4');
  });

  await test.step('what is typed wrongly is said where it can be seen', async () => {
    await quantity.fill('');
    await sheet.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    const complaint = sheet.getByText('Tapez une quantité plus grande que zéro.');
    await expect(complaint).toBeVisible();
    expect(await takesTaps(complaint)).toBe(true);
    // The keyboard that the focus opens takes half of the screen.
    const size = page.viewportSize() ?? { width: 360, height: 640 };
    await page.setViewportSize({ ...size, height: 420 });
    await expect.poll(() => takesTaps(complaint)).toBe(true);
    await page.setViewportSize(size);
  });

  await test.step('a quantity that nobody sells is asked about once', async () => {
    await quantity.fill('296385074');
    await sheet.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    const doubt = page.getByRole('dialog', { name: 'Vérifiez ce ticket' });
    await expect(doubt).toContainText(/296.385.074/);
    await doubt.getByRole('button', { name: 'Corriger' }).click();
    await quantity.fill('1');
    await sheet.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await expect(recordedNote(page)).toBeVisible();
  });

  await test.step('what is in no catalogue is sold by its name, and stands on its ticket', async () => {
    await page.getByRole('searchbox').fill('Sac plastique');
    await page.getByRole('button', { name: 'Vendre « Sac plastique » en divers' }).click();
    const free = page.getByRole('dialog', { name: 'Article divers' });
    await free.getByLabel('Prix').fill('75');
    await free.getByRole('button', { name: 'Plus' }).click();
    await free.getByRole('button', { name: 'Mettre sur le ticket' }).click();
    await recordButton(page).click();
    await expect(recordedNote(page)).toContainText(/150.F/);
    const tickets = await openTickets(page);
    await tickets.getByRole('link', { name: /Sac plastique/ }).click();
    await expect(page.getByText(/2 × 75.F/)).toBeVisible();
    await page.goBack();
    await page.goBack();
    await expect(page.getByRole('searchbox')).toBeVisible();
  });

  await test.step('with letters twice as large the search stays below the header', async () => {
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await page.evaluate(() => window.scrollTo(0, 900));
    const bottom = await page.getByRole('banner').evaluate((header) => header.getBoundingClientRect().bottom);
    await expect
      .poll(() => page.getByRole('search').evaluate((search) => search.getBoundingClientRect().top))
      .toBeGreaterThanOrEqual(bottom);
  });
});

import { virtualPrinter } from '@digiboost/papers/testing/virtual-printer';
import { expect, type Page } from '@playwright/test';
import { accessibilityFaults, screenFaults } from './support/screen-rules.ts';
import { test } from './support/shop-test.ts';
import { addToTicket, follow, recordButton, recordedNote } from './support/steps.ts';

const SUGAR = 'Sucre en poudre 1 kg';

/** A printer on the phone's Bluetooth, out of reach at the first try; keeps what it was sent. */
async function pairPrinter(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept = { tickets: [] as number[][], tries: 0 };
    const port = {
      writable: null as WritableStream<Uint8Array> | null,
      open: async () => {
        kept.tries += 1;
        if (kept.tries === 1) throw new DOMException('out of reach', 'NetworkError');
        const bytes: number[] = [];
        port.writable = new WritableStream({
          write: (chunk) => void bytes.push(...chunk),
          close: () => void kept.tickets.push(bytes),
        });
      },
      close: async () => undefined,
    };
    const serial = { getPorts: async () => [port], requestPort: async () => port };
    Object.defineProperty(navigator, 'serial', { value: serial, configurable: true });
    Object.assign(window, { printer: kept });
  });
}
const ticketsOf = (page: Page): Promise<number[][]> =>
  page.evaluate(() => (window as unknown as { printer: { tickets: number[][] } }).printer.tickets);

test('a receipt is seen, sent and printed without a network, by itself after a sale, and never in its way', async ({
  phone,
}) => {
  const { page } = phone;
  await phone.link.cut();
  await pairPrinter(page);

  await test.step('the printer is set up', async () => {
    await follow(page, '/reglages/imprimante');
    await page.getByLabel('Comment imprimer').selectOption('Imprimante associée au téléphone');
    await page.getByRole('button', { name: 'Choisir l’imprimante' }).click();
    await expect(page.getByText('Imprimante choisie. Imprimez une page d’essai.')).toBeVisible();
    await page.getByRole('button', { name: 'Page d’essai' }).click();
    // Out of reach at first: it is asked once more.
    await expect.poll(async () => (await ticketsOf(page)).length).toBe(1);
    const [picture] = virtualPrinter(new Uint8Array((await ticketsOf(page))[0] ?? [])).pictures;
    expect(picture?.width).toBe(384);
    expect(picture?.black).toBeGreaterThan(2000);
    await page.getByText('Imprimer en image', { exact: true }).click();
    await page.getByText('Imprimer à chaque vente', { exact: true }).click();
    expect(await screenFaults(page)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  await test.step('each sale prints its receipt, with every accent', async () => {
    await addToTicket(page, SUGAR);
    await recordButton(page).click();
    await expect(recordedNote(page)).toBeVisible();
    await expect.poll(async () => (await ticketsOf(page)).length).toBe(2);
    const { lines, isCut } = virtualPrinter(new Uint8Array((await ticketsOf(page))[1] ?? []));
    const text = lines.join('\n');
    expect(text).toContain('Boutique Médina');
    expect(text).toContain(SUGAR);
    expect(text).toMatch(/TOTAL +\d+ F/);
    expect(text).toMatch(/Espèces +\d+ F/);
    expect(isCut).toBe(true);
  });

  await test.step('it is seen, and goes to WhatsApp as a message', async () => {
    await recordedNote(page).getByRole('link', { name: 'Reçu' }).click();
    const sheet = page.getByRole('dialog', { name: 'Reçu' });
    await expect(sheet.getByRole('img')).toBeVisible();
    const message = decodeURIComponent(
      (await sheet.getByRole('link', { name: 'Envoyer par WhatsApp' }).getAttribute('href')) ?? '',
    );
    expect(message).toContain(`• ${SUGAR}`);
    expect(message).toMatch(/\*TOTAL : \d+\sF\*/);
    expect(await screenFaults(page)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await sheet.getByRole('button', { name: 'Partager l’image' }).click();
    expect((await download).suggestedFilename()).toMatch(/^recu-\d{6}-\w+-\w+\.png$/);
    await sheet.getByRole('button', { name: 'Fermer' }).click();
  });

  await test.step('a printer that is gone takes nothing from the sale', async () => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'serial', { value: { getPorts: async () => [] }, configurable: true });
    });
    await addToTicket(page, SUGAR);
    await recordButton(page).click();
    await expect(recordedNote(page)).toBeVisible();
  });
});

import { expect, type Locator, type Page } from '@playwright/test';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The card of that title. */
export const card = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });

/** Puts one unit of the product on the ticket of Vendre, without recording it. */
export async function addToTicket(page: Page, product: string): Promise<void> {
  if (!/\/vendre$/.test(page.url())) await page.getByRole('link', { name: 'Vendre', exact: true }).first().click();
  await page.getByRole('searchbox').fill(product);
  await page.getByRole('button', { name: new RegExp(`^Ajouter ${escaped(product)} [\\d\\s]+F`) }).click();
  await expect(recordButton(page)).toBeVisible();
}

/** What records the ticket. */
export const recordButton = (page: Page): Locator =>
  page.getByRole('main').getByRole('button', { name: 'Enregistrer', exact: true });

/** What Vendre says once the ticket is on the phone: "Enregistré", with the total. */
export const recordedNote = (page: Page): Locator =>
  page.getByRole('main').getByRole('status').filter({ hasText: 'Enregistré' });

/** Sells one unit of the product, for cash; returns the total as the screen wrote it. */
export async function sellOne(page: Page, product: string): Promise<{ total: string }> {
  await addToTicket(page, product);
  await recordButton(page).click();
  await expect(recordedNote(page)).toBeVisible();
  const total = await recordedNote(page).locator('.amount').textContent();
  expect(total).toMatch(/\d\s*F$/);
  return { total: total ?? '' };
}

/** Opens the tickets of today, from wherever the phone is. */
export async function openTickets(page: Page): Promise<Locator> {
  await page.goto(new URL('/vendre/tickets', page.url()).href);
  const list = page.getByRole('list', { name: 'Tickets du jour' });
  await expect(list).toBeVisible();
  return list;
}

/** How many tickets of today the open list of them shows; before the shop's first sale of the day there is none. */
export async function ticketsShown(page: Page): Promise<number> {
  const first = page.getByRole('list', { name: 'Tickets du jour' }).getByRole('listitem').first();
  const none = page.getByRole('heading', { name: 'Aucun ticket aujourd’hui' });
  await expect(first.or(none)).toBeVisible();
  return (await none.isVisible()) ? 0 : Number(await first.getAttribute('aria-setsize'));
}

/** How many tickets of today the phone shows, from wherever it is. */
export async function ticketsToday(page: Page): Promise<number> {
  await page.goto(new URL('/vendre/tickets', page.url()).href);
  return ticketsShown(page);
}

/** Goes to `path` as by a link of the app: without loading the page again. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.querySelector('main')?.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.pathname + url.search === path);
}

/** A scanner that types a key each 10 ms, by its own clock, with Enter at the end. */
export async function scan(page: Page, code: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  const keys = [
    ...[...code].map((digit) => ({ key: digit, code: `Digit${digit}`, text: digit })),
    { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 },
  ];
  await Promise.all(
    keys.map((key, n) =>
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp: start + n / 100, ...key }),
    ),
  );
  await keyboard.detach();
}

/** A list draws the rows in sight only: here that is all of them. */
export async function onTallScreen<T>(page: Page, look: () => Promise<T>): Promise<T> {
  const size = page.viewportSize() ?? { width: 360, height: 640 };
  await page.setViewportSize({ ...size, height: 6000 });
  const seen = await look();
  await page.setViewportSize(size);
  return seen;
}

import type { Sale } from '@digiboost/domain/documents';
import { formatMoney } from '@digiboost/domain/french';
import { expect } from '@playwright/test';
import { findProduct } from './support/product-steps.ts';
import { documentsBetween, overviewOnServer } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { card, follow, sellOne, ticketsToday } from './support/steps.ts';
import { stockOnServer } from './support/stock-on-server.ts';
import { daysOff, restartWithClock, setClock } from './support/wrong-clock.ts';

const RICE = 'Riz brisé parfumé 25 kg';
const DAY_MS = 86_400_000;
/** 3 days ahead, 30 and 400 days back, and a battery that died. */
const OFF_DAYS = [3, -30, -400, -20_600];

test('a clock that is set, offline and across a restart, puts no sale on another day', async ({
  installation,
  phone,
}) => {
  test.setTimeout(300_000);
  const key = await findProduct(phone.page, RICE);
  const stock = await stockOnServer(installation, key);
  const before = new Set((await documentsBetween<Sale>(installation, 'sale:', 'sale;')).map(({ _id }) => _id));
  const shown = await ticketsToday(phone.page);
  await phone.goto('/vendre');
  const started = Date.now();
  let sold = 0;
  // Of a leap that it sees, and of a start behind what it knows of, the phone says so.
  const askedForTime = (visible: boolean): Promise<void> =>
    expect(phone.page.getByText('L’heure de ce téléphone n’est pas sûre.')).toBeVisible({ visible });
  const sell = async (): Promise<void> => {
    await sellOne(phone.page, RICE);
    sold += 1;
  };

  // What is said of the time moves nothing that a finger may be on its way to.
  const topOf = async (): Promise<number | undefined> => (await phone.page.getByRole('searchbox').boundingBox())?.y;

  for (const days of OFF_DAYS) {
    await phone.link.cut();
    await sell();
    const top = await topOf();
    await setClock(phone, days * DAY_MS);
    await askedForTime(true);
    expect(await topOf()).toBe(top);
    await sell();
    await restartWithClock(phone, days * DAY_MS);
    await sell();
    expect(await daysOff(phone)).toEqual(expect.arrayContaining([days, days]));
    await restartWithClock(phone, 0);
    // Set ahead and then right, it started behind what it knows of; set back, it goes on by what the timer told.
    await askedForTime(days > 0);
    await sell();
    await phone.reconnect();
    await phone.waitUntilSafe();
    const sales = await documentsBetween<Sale>(installation, 'sale:', 'sale;');
    const mine = sales.filter(({ _id }) => !before.has(_id));
    expect(mine, `${days} days off`).toHaveLength(sold);
    for (const { createdAt, _id } of mine) {
      expect(Date.parse(createdAt), `${_id}, ${days} days off`).toBeGreaterThan(started - 120_000);
      expect(Date.parse(createdAt), `${_id}, ${days} days off`).toBeLessThan(Date.now() + 120_000);
    }
  }

  expect(await stockOnServer(installation, key)).toBe(stock - sold);
  expect(await ticketsToday(phone.page)).toBe(shown + sold);
  await phone.goto('/');
  const { sales } = await overviewOnServer(installation);
  await expect(card(phone.page, 'Ventes d’aujourd’hui')).toContainText(formatMoney(sales.today.current));
  await phone.goto('/reglages/synchronisation');
  await expect(phone.page.getByText(/ventes?, datées? .* (?:a|ont) retrouvé/).first()).toBeVisible();
  await expect(phone.page.getByText('saisies refusées par le serveur')).toBeHidden();
});

/** What says when something was or is due: alerts and their messages, orders, reports. */
const DATED = ['/alertes', '/alertes/historique', '/alertes/messages', '/commandes', '/rapports'];

test('what is dated on the screens keeps its day when the clock is set', async ({ phone }) => {
  test.setTimeout(240_000);
  const { page } = phone;
  const look = async (): Promise<string[]> => {
    const texts: string[] = [];
    for (const path of DATED) {
      await follow(page, path);
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
      await page.waitForTimeout(700);
      texts.push(`${path}\n${await page.getByRole('main').innerText()}`);
    }
    // A minute more or less is the time that the looking takes.
    return texts.map((text) => text.replace(/à l’instant|il y a \d+\s(?:s|min)/gu, 'il y a peu'));
  };
  const before = await look();
  for (const days of OFF_DAYS) {
    await setClock(phone, days * DAY_MS);
    // The leap itself makes it ask the server.
    await expect(async () => expect(await look(), `${days} days off`).toEqual(before)).toPass({ timeout: 60_000 });
    expect(await daysOff(phone)).toEqual(expect.arrayContaining([days, days]));
  }
});

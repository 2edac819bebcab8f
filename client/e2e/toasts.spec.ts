import { expect, type Page } from '@playwright/test';
import { screensOf } from './support/screens.ts';
import { test } from './support/shop-test.ts';
import { addToTicket, follow } from './support/steps.ts';

const RICE = 'Riz brisé parfumé 25 kg';
const LONG =
  'Le serveur ne répond pas : ce que vous avez noté est gardé sur ce téléphone et part dès le retour du réseau.';

interface Shown {
  readonly text: string;
  readonly tone?: 'safe' | 'danger';
  readonly action?: string;
}
/** The tones, with and without something to press, long and short, and one after another. */
const KINDS: readonly (readonly Shown[])[] = [
  [{ text: 'Enregistré.' }],
  [{ text: 'Rapport prêt.', tone: 'safe', action: 'Partager' }],
  [{ text: LONG, tone: 'danger', action: 'Voir' }],
  [{ text: LONG }, { text: 'Enregistré.', tone: 'safe' }],
];

/** Finds what shows the app's messages: its built modules export it under whatever name. */
async function reachToasts(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    const linked = [...document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]')].map(({ href }) => href);
    for (const url of new Set([...loaded, ...linked].filter((name) => /\/immutable\/(?!workers).*\.js$/.test(name)))) {
      for (const value of Object.values<unknown>(await import(url))) {
        const found = value as { show?: unknown; list?: unknown } | null;
        if (typeof found?.show === 'function' && Array.isArray(found.list)) Object.assign(window, { toasts: found });
      }
    }
    if (!('toasts' in window)) throw new Error('No module of the app shows messages.');
  });
}

/** What could be pressed before the messages stood, and cannot now, or stands elsewhere. */
const lost = (page: Page, kind: readonly Shown[]): Promise<string[]> =>
  page.evaluate(async (messages) => {
    const settled = () =>
      new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    const root = document.querySelector('dialog[open]') ?? document.querySelector('main') ?? document.body;
    const placeOf = (element: Element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const at = document.elementFromPoint(left + width / 2, top + height / 2);
      return { top: Math.round(top), isReached: at !== null && (element.contains(at) || at.contains(element)) };
    };
    const pressed = [...root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')];
    const before = new Map(pressed.map((element) => [element, placeOf(element)]));
    const { toasts } = window as unknown as {
      toasts: { show(text: string, options: object): () => void; list: { id: number }[]; close(id: number): void };
    };
    for (const { text, tone, action } of messages) {
      const pressable = action === undefined ? {} : { action: { label: action, run: () => undefined } };
      toasts.show(text, { tone, ...pressable, stay: 60_000 });
    }
    await settled();
    const faults = [...before].flatMap(([element, was]) => {
      if (!was.isReached || !element.isConnected) return [];
      const is = placeOf(element);
      const name = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30);
      if (!is.isReached) return [`"${name}" is covered`];
      return Math.abs(is.top - was.top) > 1 ? [`"${name}" moved by ${is.top - was.top}`] : [];
    });
    for (const { id } of toasts.list) toasts.close(id);
    await settled();
    return faults;
  }, kind);

test('no message lies over what can be pressed, nor moves it, and a long one is read whole by a press', async ({
  phone,
}) => {
  test.setTimeout(240_000);
  const { page } = phone;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await phone.goto('/');
  await phone.untilShown();
  await reachToasts(page);
  const faults: string[] = [];
  const judge = async (name: string): Promise<void> => {
    // A lost address loads the app anew.
    if (!(await page.evaluate(() => 'toasts' in window))) await reachToasts(page);
    for (const [index, kind] of KINDS.entries()) {
      for (const fault of await lost(page, kind)) faults.push(`${name}, message ${index}: ${fault}`);
    }
  };
  for (const [name, path] of screensOf('p001', 'sale:inconnu')) {
    await follow(page, path);
    await expect(page.locator('.skeleton')).toHaveCount(0);
    await judge(name);
  }
  // With a ticket under way, closed and open.
  await follow(page, '/vendre');
  await addToTicket(page, RICE);
  await judge('ticket');
  await page.getByRole('button', { name: 'Voir le ticket' }).click();
  await judge('open ticket');
  expect(faults).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
  await page.evaluate((text) => {
    (window as unknown as { toasts: { show(text: string): void } }).toasts.show(text);
  }, LONG);
  const words = page.getByRole('region', { name: 'Messages' }).getByText(LONG);
  const isCut = () => words.evaluate((element) => element.scrollHeight > element.clientHeight + 1);
  expect(await isCut()).toBe(true);
  await page.getByRole('button', { name: 'Lire tout le message' }).click();
  expect(await isCut()).toBe(false);
});

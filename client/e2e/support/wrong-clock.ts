import type { Phone } from './phone.ts';

const DAY_MS = 86_400_000;

/** What every script of a browser begins with whose clock is off by `ms`; `Date` is all that the app reads. */
const clockOff = (ms: number): string =>
  [
    '/* clock */ (() => {',
    'const True = globalThis.TrueDate ?? Date;',
    `globalThis.TrueDate = True; globalThis.clockOffMs = ${ms};`,
    'globalThis.Date = class Date extends True {',
    'constructor(...given) { if (given.length > 0) super(...given); else super(True.now() + globalThis.clockOffMs); }',
    'static now() { return True.now() + globalThis.clockOffMs; } };',
    '})();\n',
  ].join(' ');

/** Sets the clock of the whole browser while the app runs: its pages' and its workers'. */
export async function setClock({ page }: Phone, ms: number): Promise<void> {
  for (const one of [page, ...page.workers()]) await one.evaluate(clockOff(ms));
}

/**
 * Switches the phone off and on with its clock set meanwhile. Workers come from the app's own copy on the phone: their
 * scripts are given the other clock there.
 */
export async function restartWithClock(phone: Phone, ms: number): Promise<void> {
  await phone.page.evaluate(async (begin) => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (!/\/workers\/[^/]+\.js$/.test(new URL(request.url).pathname)) continue;
        const kept = await cache.match(request);
        const text = ((await kept?.text()) ?? '').replace(/^\/\* clock \*\/.*\n/, '');
        await cache.put(request, new Response(begin + text, { headers: { 'content-type': 'text/javascript' } }));
      }
    }
  }, clockOff(ms));
  await phone.restart();
  await phone.page.addInitScript({ content: clockOff(ms) });
  await phone.goto('/vendre');
}

/** How many days each clock of the browser is off: its page's and its workers'. */
export async function daysOff({ page }: Phone): Promise<number[]> {
  const clocks = await Promise.all([page, ...page.workers()].map((one) => one.evaluate(() => Date.now())));
  return clocks.map((ms) => Math.round((ms - Date.now()) / DAY_MS));
}

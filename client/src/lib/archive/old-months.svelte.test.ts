import type { DayTotals } from '@digiboost/domain/ledger';
import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it } from 'vitest';
import { oldMonths as words } from '../i18n/fr/old-months.ts';
import type { ArchiveReader } from './archive-client.ts';
import type { ArchiveState } from './archive-service.ts';
import { bytesOf, monthsWanted, OldMonths } from './old-months.svelte.ts';

const HELD: ArchiveState = {
  months: [{ month: '2025-10', events: 3, bytes: 900 }],
  at: '2025-12-01T08:00:00.000Z',
  first: '2025-01',
};

/** Months of a shop on a phone that remembers `memory`, and what their worker is asked. */
function monthsOf(answers: Readonly<Record<string, unknown>>, memory = new Map<string, string>()) {
  const asked: string[] = [];
  const archive = {
    ask: async (method: string) => {
      asked.push(method);
      return answers[method];
    },
    onProgress: () => () => undefined,
  } as unknown as ArchiveReader;
  const own = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
  };
  const old = new OldMonths({ tenantId: 'a', archive, now: () => '2025-12-01T08:00:00.000Z', memory: own });
  return { old, asked, memory };
}

it('loads nothing on a phone that never fetched a month, whatever it is asked', async () => {
  const { old, asked } = monthsOf({});
  await old.look();
  await old.refresh();
  expect(await old.tickets({ from: '2025-10-01', to: '2025-10-31' })).toEqual({ sales: [], voids: [] });
  expect(await old.money('2025-10-01')).toEqual({ lines: [], closings: [], cash: [] });
  expect(await old.find({ query: 'riz', products: [], customers: [] })).toMatchObject({ sales: [] });
  expect(await old.ticket('sale:2025-10-09T10:00:00.000Z:d1-9')).toBeNull();
  expect(old.missing(['2025-10'])).toEqual(['2025-10']);
  expect(asked).toEqual([]);
});

it('knows what is held once it was fetched, at the next opening too, and asks for what came since', async () => {
  const first = monthsOf({ bring: ok(HELD) });
  expect(await first.old.bring(['2025-10'])).toBe(true);
  expect(first.old.missing(['2025-09', '2025-10'])).toEqual(['2025-09']);
  const next = monthsOf({ state: HELD, refresh: fail('offline') }, first.memory);
  await next.old.look();
  await next.old.refresh();
  await next.old.refresh();
  expect(next.old.state).toEqual(HELD);
  // Not again within the minute.
  expect(next.asked).toEqual(['state', 'refresh']);
});

it('reads months once for a screen that asks at each sale, and anew once they changed', async () => {
  const period = { from: '2025-10-01', to: '2025-10-31' };
  const { old, asked } = monthsOf({
    bring: ok(HELD),
    tickets: { sales: [], voids: [] },
    free: { ...HELD, months: [] },
  });
  await old.bring(['2025-10']);
  for (let time = 0; time < 3; time += 1) await old.tickets(period);
  await old.free(['2025-10']);
  await old.tickets(period);
  expect(asked).toEqual(['bring', 'tickets', 'free', 'tickets']);
});

it.each([
  ['offline', 'offline'],
  ['full', 'full'],
  ['cancelled', null],
])('a fetch that ended as %s keeps what had come', async (error, fault) => {
  const { old } = monthsOf({ bring: fail(error), state: HELD });
  expect(await old.bring(['2025-09', '2025-10'])).toBe(false);
  expect(old.fault).toBe(fault);
  expect(old.state).toEqual(HELD);
  expect(old.share).toBeNull();
});

it('wants the months from before what the phone holds, and says about what they weigh', () => {
  const year = { from: '2025-01-01', to: '2025-12-31' };
  expect(monthsWanted({ from: '2025-09-10', to: '2025-12-31' }, '2025-10-03', 0)).toEqual(['2025-09', '2025-10']);
  expect(monthsWanted(year, '2025-03-01', 0)).toEqual(['2025-01', '2025-02']);
  expect(monthsWanted({ from: '2025-11-01', to: '2025-11-30' }, '2025-10-03', 0)).toEqual([]);
  // In a shop away from UTC the first sales of a month lie under ids of the month before.
  expect(monthsWanted({ from: '2025-02-01', to: '2025-02-28' }, '2025-10-03', 1)).toEqual([
    '2025-01',
    '2025-02',
    '2025-03',
  ]);
  const day = { day: '2025-02-03', tickets: 1_000, missedTickets: 0 } as DayTotals;
  expect(bytesOf(['2025-02'], [day, { ...day, day: '2025-03-01' }])).toBe(95_000);
});

it('names months as people do', () => {
  expect(words.bring(['2025-10'], 95_000)).toMatch(/^Apporter le mois d’octobre 2025 \(≈ 95\s?ko\)$/);
  expect(words.bring(['2025-10', '2025-11'], 3e6)).toMatch(
    /^Apporter les mois d’octobre et novembre 2025 \(≈ 3\s?Mo\)$/,
  );
  expect(words.bring(['2025-12', '2026-01'], 3e6)).toContain('les mois de décembre 2025 et janvier 2026');
  expect(words.bring(['2024-11', '2024-12', '2025-01', '2025-02'], 3e6)).toContain(
    '4 mois, de novembre 2024 à février 2025',
  );
});

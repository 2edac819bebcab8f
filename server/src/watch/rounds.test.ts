import { tenantDatabase } from '@digiboost/couch/provisioning';
import { expect, test } from 'vitest';
import { createRounds } from './rounds.ts';

const TENANTS = Array.from({ length: 1_000 }, (_, n) => `t${String(n).padStart(4, '0')}`);

/** Rounds over shops of which each has been checked up to its first document. */
function roundsOf(tenants: readonly string[]) {
  const stored = new Map(tenants.map((id) => [tenantDatabase(id), 1]));
  const checked = new Map<string, number>(tenants.map((id) => [id, 1]));
  const asked: number[] = [];
  let isAway = false;
  const rounds = createRounds({
    sequences: {
      of: async (databases) => {
        if (isAway) throw new Error('the database is away');
        asked.push(databases.length);
        return new Map(databases.flatMap((name) => (stored.has(name) ? [[name, stored.get(name) ?? 0] as const] : [])));
      },
    },
    all: async () => tenants,
    checked: (id) => checked.get(id) ?? null,
  });
  const look = async (times = 1) => {
    const found: string[] = [];
    for (let n = 0; n < times; n += 1) {
      const missed = await rounds.look();
      for (const id of missed) checked.set(id, stored.get(tenantDatabase(id)) ?? 0);
      found.push(...missed);
    }
    return found;
  };
  return { rounds, stored, checked, asked, look, away: (value: boolean) => (isAway = value) };
}

test('shops that have not changed cost a tenth of the sequences each time, and nothing else', async () => {
  const { look, asked } = roundsOf(TENANTS);
  expect(await look(20)).toEqual([]);
  expect(asked).toEqual(Array.from({ length: 20 }, () => 100));
});

test('whatever changes unheard, at any moment, is found within ten looks', async () => {
  const { stored, look } = roundsOf(TENANTS);
  for (let n = 0; n < 40; n += 1) {
    const changed = TENANTS.filter((_, index) => (index * 7 + n) % 97 === 0);
    await look(n % 3);
    for (const id of changed) stored.set(tenantDatabase(id), n + 2);
    expect(await look(10)).toEqual(expect.arrayContaining(changed));
  }
});

test('a shop whose check did not end well is looked for again, and so is one that nobody has heard of', async () => {
  const { checked, look } = roundsOf(TENANTS);
  checked.delete('t0500');
  expect(await look(10)).toEqual(['t0500']);
  expect(await look(10)).toEqual([]);
});

test('after a gap in the feed every shop is looked at at once', async () => {
  const { rounds, stored, look, asked } = roundsOf(TENANTS);
  await look(3);
  stored.set(tenantDatabase('t0001'), 2);
  stored.set(tenantDatabase('t0999'), 2);
  rounds.suspect();
  expect(await look()).toEqual(['t0001', 't0999']);
  expect(asked.at(-1)).toBe(1_000);
  await look();
  expect(asked.at(-1)).toBe(100);
});

test('what could not be looked at is looked at next time', async () => {
  const { rounds, stored, look, away } = roundsOf(TENANTS);
  stored.set(tenantDatabase('t0000'), 2);
  stored.set(tenantDatabase('t0700'), 2);
  away(true);
  await expect(rounds.look()).rejects.toThrow('away');
  away(false);
  expect(await look()).toEqual(['t0000']);
  away(true);
  rounds.suspect();
  await expect(rounds.look()).rejects.toThrow('away');
  away(false);
  expect(await look()).toEqual(['t0700']);
});

test('a small installation is looked through each time, and shops that have gone are left alone', async () => {
  const { stored, look } = roundsOf(TENANTS.slice(0, 30));
  stored.delete(tenantDatabase('t0003'));
  for (const n of [2, 3, 4]) {
    stored.set(tenantDatabase('t0029'), n);
    expect(await look()).toEqual(['t0029']);
  }
});

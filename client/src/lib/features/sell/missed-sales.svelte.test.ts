import { expect, it, vi } from 'vitest';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { MissedSales } from './missed-sales.svelte.ts';

const rice = aProduct('riz', 450);
const oil = aProduct('huile', 1250);

it('records one for a double tap, and takes it back', async () => {
  const replica = new FakeReplica();
  const missed = new MissedSales(replica, () => 'Africa/Dakar');
  await Promise.all([missed.note(rice), missed.note(rice)]);
  const [sale, ...others] = [...replica.docs.values()];
  expect(others).toEqual([]);
  expect(sale).toMatchObject({ status: 'MISSED', lines: [{ productId: rice._id, quantity: 1, unitPrice: 450 }] });
  expect(sale).not.toHaveProperty('payments');
  expect(missed.noted).toMatchObject({ sale, name: rice.name });
  expect(await missed.undo()).toBe(true);
  expect([...replica.docs.keys()]).toEqual([sale?._id, `void:${sale?._id}`]);
  expect(missed.noted).toBeNull();
  expect(await missed.undo()).toBe(false);
});

it('records two products that are tapped at the same moment', async () => {
  const replica = new FakeReplica();
  const missed = new MissedSales(replica, () => 'Africa/Dakar');
  await Promise.all([missed.note(rice), missed.note(oil)]);
  expect([...replica.docs.values()]).toHaveLength(2);
});

it('records the next one although the clock was set back meanwhile', async () => {
  vi.useFakeTimers();
  try {
    const replica = new FakeReplica();
    const missed = new MissedSales(replica, () => 'Africa/Dakar');
    await missed.note(rice);
    vi.advanceTimersByTime(2_000);
    vi.setSystemTime(new Date('1970-01-01'));
    await missed.note(rice);
    expect([...replica.docs.values()]).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});

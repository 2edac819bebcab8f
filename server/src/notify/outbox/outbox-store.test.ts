import { expect, it } from 'vitest';
import { aDelivery, openOutboxBench } from '../testing/bench.ts';
import { newDocument } from './delivery-document.ts';
import { claimed } from './delivery-machine.ts';
import { outboxStore } from './outbox-store.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

it('leaves alone what another server has claimed between the index and the document', async () => {
  const bench = await openOutboxBench(NOW.toISOString());
  try {
    const waiting = newDocument(aDelivery(NOW), NOW.toISOString());
    const untouched = newDocument(aDelivery(NOW), NOW.toISOString());
    // What CouchDB answers then: the row as indexed, the document as it is.
    const rows = [claimed(waiting, 'another', NOW), untouched].map((doc) => ({ key: [0, waiting.dueAt], doc }));
    const answer = { results: [{ rows }, ...Array.from({ length: 4 }, () => ({ rows: [] }))] };
    const store = outboxStore({ ...bench.control, request: async <T>() => answer as T });
    expect((await store.due(NOW, 10)).docs).toEqual([untouched]);
  } finally {
    await bench.close();
  }
});

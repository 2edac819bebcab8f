import { productId } from '@digiboost/domain/documents';
import { addDays } from '@digiboost/domain/shared/day';
import { describe, expect, it } from 'vitest';
import { countDocument, movementDocument, productDocument, saleDocument, shopDocument } from '../testing/documents.ts';
import { settled, useReplicaBench } from '../testing/replica-bench.ts';
import { until } from '../testing/test-phone.ts';

const RICE = productId('riz25');
const OIL = productId('huile5');
const bench = useReplicaBench();

describe('what a phone holds in detail', () => {
  it('is the window from the start, and what came before it as totals', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const a = bench.phone('a');
    await a.start();
    await a.put(productDocument('riz25', a.author()), productDocument('huile5', a.author()));
    for (let days = 0; days < 200; days += 20) {
      const at = `${addDays(today, -days)}T00:00:01.000Z`;
      await a.put(
        movementDocument(a, RICE, 'ENTRY', 100, at),
        saleDocument(a, [{ product: RICE, quantity: 1 }], { at: at.replace('01.000', '02.000') }),
      );
    }
    const counted = `${addDays(today, -100)}T12:00:00.000Z`;
    await a.put(countDocument(a, OIL, 7, counted));
    // It is older than what the phone holds in detail: the server is asked.
    await until(() => a.memoryProjector.stock().get(OIL) === 7);
    await settled(a);

    const b = bench.phone('b');
    await b.start();
    await until(() => b.memoryProjector.held.archived);
    expect(b.memoryProjector.stock()).toEqual(a.memoryProjector.stock());
    expect(b.memoryProjector.stock().get(OIL)).toBe(7);
    expect(b.memoryProjector.days()).toEqual(a.memoryProjector.days());
    expect(b.memoryProjector.activity()).toEqual(a.memoryProjector.activity());
    expect(b.memoryProjector.days()).toHaveLength(10);
    expect(await b.engine.range({ from: 'sale:', to: 'sale;' })).toHaveLength(4);
    expect(b.memoryProjector.previews[0]?.docs).toHaveLength(2);
    expect(b.memoryProjector.repeated).toBe(0);

    // A sale before the last count, and one of before the window, both arriving late.
    await a.put(saleDocument(a, [{ product: OIL, quantity: 3 }], { at: `${addDays(today, -110)}T10:00:00.000Z` }));
    await a.put(saleDocument(a, [{ product: OIL, quantity: 2 }], { at: `${addDays(today, -90)}T10:00:00.000Z` }));
    await until(() => b.memoryProjector.stock().get(OIL) === 5);
    expect(b.memoryProjector.activity()).toEqual(a.memoryProjector.activity());
  });

  it('is not added to by days that it fetches, which say why when they cannot be had', async () => {
    const [a, b] = [bench.phone('a'), bench.phone('b')];
    await a.start();
    const at = `${addDays(new Date().toISOString().slice(0, 10), -200)}T10:00:00.000Z`;
    const old = saleDocument(a, [{ product: RICE, quantity: 4 }], { at });
    await a.put(shopDocument(a.author()), productDocument('riz25', a.author()), old);
    await settled(a);
    await b.start();
    await settled(b);
    const range = { from: `sale:${at}`, to: `sale:${at};` };
    expect(await b.engine.range(range)).toEqual([]);
    const fetched = await b.engine.fetch([range]);
    expect(fetched).toMatchObject({ ok: true, value: [{ _id: old._id, lines: old.lines }] });
    expect(await b.engine.range(range)).toEqual([]);
    b.network.disconnect();
    expect(await b.engine.fetch([range])).toEqual({ ok: false, error: 'offline' });
  });
});

import { productId } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { DEVICE_TIME } from '../clock.ts';
import { movementDocument, productDocument, saleDocument, shopDocument, voidDocument } from '../testing/documents.ts';
import { settled, useReplicaBench } from '../testing/replica-bench.ts';
import { until } from '../testing/test-phone.ts';

const RICE = productId('riz25');
const bench = useReplicaBench();

describe('a phone', () => {
  it('sends what was recorded, and another phone has it', async () => {
    const a = bench.phone('a');
    await a.start();
    await a.put(shopDocument(a.author()), productDocument('riz25', a.author()));
    const sale = saleDocument(a, [{ product: RICE, quantity: 2 }]);
    await a.put(movementDocument(a, RICE, 'ENTRY', 50), sale);
    await settled(a);
    const b = bench.phone('b');
    await b.start();
    await until(() => b.memoryProjector.stock().get(RICE) === 48);
    expect(await b.engine.get(sale._id)).toMatchObject({ type: 'sale', lines: sale.lines });
    await b.put(voidDocument(b, sale));
    await until(() => a.memoryProjector.stock().get(RICE) === 50);
    expect(a.memoryProjector.repeated + b.memoryProjector.repeated).toBe(0);
  });

  it('sends a sale in one round trip while the line is open', async () => {
    const a = bench.phone('a');
    await a.start();
    await settled(a);
    await until(() => a.network.requests > 3);
    const before = a.network.requests;
    await a.put(saleDocument(a, [{ product: RICE, quantity: 1 }]));
    await settled(a);
    // The write, and the open line that brings it back and is opened again.
    expect(a.network.requests - before).toBeLessThanOrEqual(2);
  });

  it('works without a network and sends when it is back', async () => {
    const a = bench.phone('a');
    a.network.disconnect();
    await a.start();
    const sale = saleDocument(a, [{ product: RICE, quantity: 1 }]);
    await a.put(sale);
    await until(() => a.status.state === 'offline');
    expect(a.status).toMatchObject({ pending: 1, pendingSales: 1, pendingSince: sale.createdAt });
    expect(await a.engine.unsent()).toMatchObject([{ _id: sale._id }]);
    a.network.connect();
    await a.engine.syncNow();
    await settled(a);
    expect(await bench.onServer(sale._id)).toMatchObject({ _id: sale._id, lines: sale.lines });
  });

  it('does not count an unsent sale twice when the copy is made', async () => {
    const a = bench.phone('a');
    await a.start();
    await a.put(movementDocument(a, RICE, 'ENTRY', 10));
    await settled(a);
    const b = bench.phone('b');
    b.network.disconnect();
    await b.start();
    await b.put(saleDocument(b, [{ product: RICE, quantity: 3 }]));
    await b.put(productDocument('riz25', b.author()));
    b.network.connect();
    await b.engine.syncNow();
    await until(() => b.memoryProjector.stock().get(RICE) === 7);
    await settled(a, b);
    expect(b.memoryProjector.held.docs.has(RICE)).toBe(true);
    expect(b.memoryProjector.days()).toMatchObject([{ tickets: 1, revenue: 1500 }]);
    await until(() => a.memoryProjector.stock().get(RICE) === 7);
  });

  it('voids twice as once, from two phones', async () => {
    const [a, b] = [bench.phone('a'), bench.phone('b', { user: 'moussa' })];
    await a.start();
    const sale = saleDocument(a, [{ product: RICE, quantity: 4 }]);
    await a.put(sale);
    await settled(a);
    await b.start();
    await until(() => b.memoryProjector.stock().get(RICE) === -4);
    a.network.disconnect();
    b.network.disconnect();
    await a.put(voidDocument(a, sale));
    await b.put(voidDocument(b, sale));
    for (const one of [a, b]) {
      one.network.connect();
      await one.engine.syncNow();
    }
    await settled(a, b);
    expect([a, b].map((one) => one.memoryProjector.stock().get(RICE))).toEqual([0, 0]);
    expect([a.status.refused, b.status.refused]).toEqual([0, 0]);
  });

  it('knows when it last exchanged, wherever in its first copy it was switched off', async () => {
    const a = bench.phone('a');
    await a.start();
    await a.put(shopDocument(a.author()), productDocument('riz25', a.author()));
    await a.put(saleDocument(a, [{ product: RICE, quantity: 1 }]));
    await settled(a);
    let copies = 0;
    for (let writes = 1, isWhole = false; !isWhole; writes += 1) {
      const b = bench.phone(`b${writes}`);
      await b.start();
      b.killAfterWrites(writes);
      await until(() => !b.isAlive || b.status.state === 'idle');
      isWhole = b.isAlive;
      await b.kill();
      b.network.disconnect();
      await b.start();
      const isHeld = (await b.engine.get(RICE)) !== null;
      if (isHeld) copies += 1;
      expect([writes, isHeld && b.engine.status.lastExchangeAt === null]).toEqual([writes, false]);
      await b.stop();
    }
    expect(copies).toBeGreaterThan(1);
  });

  it('corrects its clock by the server', async () => {
    const a = bench.phone('a', {
      time: { ...DEVICE_TIME, now: () => Date.now() - 86_400_000 },
    });
    await a.start();
    await until(() => Math.abs(a.status.clockOffsetMs - 86_400_000) < 5_000);
    expect(Math.abs(Date.parse(a.status.lastExchangeAt ?? '') - Date.now())).toBeLessThan(10_000);
  });
});

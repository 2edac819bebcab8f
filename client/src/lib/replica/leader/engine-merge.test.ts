import { type Product, productId, revise } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { productDocument } from '../testing/documents.ts';
import { settled, useReplicaBench } from '../testing/replica-bench.ts';
import { type TestPhone, until } from '../testing/test-phone.ts';

const RICE = productId('riz25');
const bench = useReplicaBench();

describe('two edits of one document', () => {
  it('are merged, on every phone and on the server', async () => {
    const [a, b] = [bench.phone('a'), bench.phone('b', { user: 'moussa' })];
    await a.start();
    await a.put(productDocument('riz25', a.author()));
    await settled(a);
    await b.start();
    await until(() => b.memoryProjector.held.docs.has(RICE));
    a.network.disconnect();
    b.network.disconnect();
    const edit = async (one: TestPhone, changes: Partial<Product>) => {
      const product = (await one.engine.get(RICE)) as Product;
      await one.put(revise<Product>(product, changes, one.author()));
    };
    await edit(a, { salePrice: 600, name: 'Riz parfumé' });
    await edit(a, { minStock: 9 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await edit(b, { salePrice: 650 });
    for (const one of [a, b]) {
      one.network.connect();
      await one.engine.syncNow();
    }
    const merged = { salePrice: 650, name: 'Riz parfumé', minStock: 9 };
    await until(async () => {
      const all = await Promise.all([a.engine.get(RICE), b.engine.get(RICE), bench.onServer(RICE)]);
      return all.every((doc) => doc?.type === 'product' && doc.salePrice === 650 && doc.minStock === 9);
    });
    await settled(a, b);
    expect(await bench.onServer(RICE)).toMatchObject(merged);
    expect(await bench.onServer(RICE)).toMatchObject({ history: [{ field: 'salePrice', value: 600 }] });
    expect(a.memoryProjector.held.docs.get(RICE)).toMatchObject(merged);
    expect(b.memoryProjector.held.docs.get(RICE)).toMatchObject(merged);
    const changes = (await bench.server.ask('GET', `${bench.url}/_changes?since=0`)) as {
      results: { id: string; changes: { rev: string }[] }[];
    };
    const rev = changes.results.find(({ id }) => id === RICE)?.changes[0]?.rev;
    // No ping-pong: one merge on top of the longer branch.
    expect(rev).toMatch(/^4-/);
  });
});

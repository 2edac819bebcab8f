import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './store.ts';
import { ask, EngineBench } from './testing/engine-bench.ts';

const DESIGN = { views: { all: { map: 'function (doc) { emit(doc._id, 1); }', reduce: '_sum' } } };
const ENDLESS = `${Number.MAX_SAFE_INTEGER}-${'a'.repeat(32)}`;

let bench: EngineBench;
beforeEach(async () => {
  bench = await EngineBench.make();
});
afterEach(() => bench.end());

/** Two shops, in one of which revisions stand that were taken before there was a bound. */
async function twoShops(): Promise<void> {
  const couch = await bench.start();
  for (const shop of ['poisoned', 'other']) {
    await ask(couch, 'PUT', `/${shop}`);
    await ask(couch, 'PUT', `/${shop}/_design/v`, DESIGN);
    await ask(couch, 'POST', `/${shop}/_bulk_docs`, { docs: [{ _id: 'rice' }, { _id: 'oil' }] });
  }
  await bench.stop(couch);
  const store = openStore(await bench.folderOf('poisoned'));
  const edited = { _id: 'product:p', _rev: ENDLESS, name: 'Riz' };
  const replicated = { _id: 'product:q', _rev: ENDLESS, name: 'Huile' };
  const deleted = { _id: 'product:r', _rev: ENDLESS, _deleted: true };
  await store.bulkDocs([edited, replicated, deleted], { new_edits: false });
  await store.bulkDocs([{ ...edited, name: 'Riz brisé' }], { new_edits: true });
  await store.close();
}

test('documents that would end whoever reads them are set aside and named; both shops are served', async () => {
  await twoShops();
  for (const round of ['first', 'second']) {
    const couch = await bench.start();
    const { body } = await ask(couch, 'GET', '/poisoned/_changes?include_docs=true&conflicts=true&style=all_docs');
    const ids = body.results.map(({ id }: { id: string }) => id).sort();
    expect(ids, round).toEqual(['_design/v', 'oil', 'rice', ...(round === 'second' ? ['salt'] : [])]);
    const rows = round === 'second' ? 3 : 2;
    expect((await ask(couch, 'GET', '/poisoned/_design/v/_view/all')).body.rows).toEqual([{ key: null, value: rows }]);
    expect((await ask(couch, 'GET', '/poisoned/_all_docs')).body.total_rows).toBe(rows + 1);
    expect((await ask(couch, 'GET', '/poisoned/product:p')).status).toBe(404);
    expect((await ask(couch, 'PUT', '/poisoned/salt', {})).status).toBe(round === 'first' ? 201 : 409);
    expect((await ask(couch, 'GET', '/other/_all_docs')).body.total_rows).toBe(3);
    const { damaged, set_aside } = (await ask(couch, 'GET', '/_up')).body;
    expect(damaged).toBeUndefined();
    expect(set_aside.map(({ name }: { name: string }) => name)).toEqual(['poisoned', 'poisoned', 'poisoned']);
    const said = set_aside.map(({ reason }: { reason: string }) => reason).join('\n');
    for (const id of ['product:p', 'product:q', 'product:r']) expect(said).toContain(`The document ${id} of`);
    await bench.stop(couch);
  }
});

test('an edit of an allowed revision, which nobody may edit any further, stays', async () => {
  const couch = await bench.start();
  await ask(couch, 'PUT', '/shop');
  const docs = [{ _id: 'rice', _rev: `1000000-${'a'.repeat(32)}` }];
  await ask(couch, 'POST', '/shop/_bulk_docs', { docs, new_edits: false });
  const edited = await ask(couch, 'PUT', '/shop/rice', docs[0]);
  expect(edited.body.rev).toMatch(/^1000001-/);
  await bench.stop(couch);
  expect((await ask(await bench.start(), 'GET', '/shop/rice')).body._rev).toBe(edited.body.rev);
});

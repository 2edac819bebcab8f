import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ADMINS_ONLY } from '../authorization.ts';
import { Database } from '../database.ts';
import { createStore } from '../store.ts';
import { keepViews, keptViews } from './kept-views.ts';

const VIEW = { name: 'all', map: 'function (doc) { emit([doc.kind, doc.n], doc.n); }', reduce: '_sum' } as const;
const SIGNATURES = new Set([JSON.stringify([VIEW])]);
/** More documents than are sooner mapped again. */
const MANY = 250;

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'kept-views-'));
  folder = join(parent, 'shop.00000000');
  await createStore(folder);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** Does something with the open database and closes it. */
async function during<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await Database.open({
    name: 'shop',
    folder,
    security: () => ADMINS_ONLY,
    onFault: () => undefined,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function deploy(database: Database, map: string = VIEW.map): Promise<void> {
  const { _rev } = await database.store.get('_design/shop').catch(() => ({ _rev: undefined }));
  const views = { all: { map, reduce: VIEW.reduce } };
  await database.store.put({ _id: '_design/shop', views, ...(_rev ? { _rev } : {}) });
  await database.loadDesigns();
}

async function put(database: Database, n: number, kind: string): Promise<void> {
  const { _rev } = await database.store.get(`doc${n}`).catch(() => ({ _rev: undefined }));
  await database.store.put({ _id: `doc${n}`, kind, n, ...(_rev ? { _rev } : {}) });
}

const rowsIn = async (database: Database) =>
  ((await database.designIndex('_design/shop')).view('all')?.rows ?? []).map(({ id, key, value }) => ({
    id,
    key,
    value,
  }));

/** A shop that was closed, and the rows that it then had. */
const closedShop = () =>
  during(async (database) => {
    await deploy(database);
    const docs = Array.from({ length: MANY }, (_, n) => ({ _id: `doc${n}`, kind: 'a', n }));
    await database.store.bulkDocs(docs, { new_edits: true });
    return rowsIn(database);
  });

/** What is kept, with a value that no document has in the row of doc7: it tells whether it was taken up. */
async function mark(seqAhead = 0): Promise<void> {
  const kept = await keptViews(folder, SIGNATURES);
  if (!kept) throw new Error('nothing was kept');
  const designs = kept.designs.map(({ signature, views }) => ({
    signature,
    views: views.map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => (row.id === 'doc7' ? { ...row, value: 7_000 } : row)),
    })),
  }));
  await keepViews(folder, { ...kept, seq: kept.seq + seqAhead, designs });
}

const isMarked = (rows: readonly { value: unknown }[]): boolean => rows.some(({ value }) => value === 7_000);

it('a start begins with the rows that were kept, and maps what came after them', async () => {
  await closedShop();
  await mark();
  await during(async (database) => {
    expect(isMarked(await rowsIn(database))).toBe(true);
    await put(database, 7, 'b');
    await put(database, MANY, 'b');
    await database.store.remove((await database.store.get('doc8')) as { _id: string; _rev: string });
    const rows = await rowsIn(database);
    expect(rows.filter(({ id }) => id === 'doc7')).toEqual([{ id: 'doc7', key: ['b', 7], value: 7 }]);
    expect(rows.filter(({ id }) => id === 'doc8')).toEqual([]);
    expect(rows).toHaveLength(MANY);
  });
});

it('rows of other map functions, and of a later sequence than the database, are left', async () => {
  const rows = await closedShop();
  await mark(1);
  expect(await during(rowsIn)).toEqual(rows);
  await rm(join(folder, 'VIEWS'));
  await during(rowsIn);
  await mark();
  await during(async (database) => {
    await deploy(database, 'function (doc) { emit(doc.n, doc.n); }');
    expect(isMarked(await rowsIn(database))).toBe(false);
    expect(await rowsIn(database)).toHaveLength(MANY);
  });
});

it('whatever became of the file, the rows are those of the documents', async () => {
  const rows = await closedShop();
  await mark();
  const whole = await readFile(join(folder, 'VIEWS'));
  const damage = fc.oneof(
    fc.record({ at: fc.nat(whole.length - 1), bits: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ length: fc.nat(whole.length - 1) }),
  );
  await fc.assert(
    fc.asyncProperty(damage, async (how) => {
      const bytes = Uint8Array.from('at' in how ? whole : whole.subarray(0, how.length));
      if ('at' in how) bytes[how.at] = (bytes[how.at] ?? 0) ^ how.bits;
      await writeFile(join(folder, 'VIEWS'), bytes);
      expect(await during(rowsIn)).toEqual(rows);
    }),
    {
      numRuns: 25,
      // The highest byte of the first piece's length: more than Node can read at once.
      examples: [[{ at: 0, bits: 255 }]],
    },
  );
});

it('after any writes and starts the rows are what a fresh index has', async () => {
  const change = fc.record({ n: fc.nat(400), kind: fc.constantFrom('a', 'b', null) });
  await closedShop();
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), fc.boolean(), async (changes, isKept) => {
      const rows = await during(async (database) => {
        for (const { n, kind } of changes) {
          if (kind !== null) await put(database, n, kind);
          else {
            const doc = await database.store.get(`doc${n}`).catch(() => null);
            if (doc?._rev) await database.store.remove({ _id: doc._id, _rev: doc._rev });
          }
        }
        return rowsIn(database);
      });
      if (!isKept) await rm(join(folder, 'VIEWS'), { force: true });
      expect(await during(rowsIn)).toEqual(rows);
    }),
    { numRuns: 15 },
  );
});

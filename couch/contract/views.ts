import { aCount, aSale } from '@digiboost/domain/documents/testing/examples';
import { beforeAll, describe, expect, test } from 'vitest';
import { numeric, rowsOf, type Workbench } from './workbench.ts';

const MAP = 'function (doc) { if (doc.key) emit(doc.key, doc.value); }';
const DESIGN = {
  views: {
    sum: { map: MAP, reduce: '_sum' },
    count: { map: MAP, reduce: '_count' },
    stats: { map: 'function (doc) { if (doc.key && doc.value > 0) emit(doc.key[0], doc.value); }', reduce: '_stats' },
    plain: { map: MAP },
    linked: { map: 'function (doc) { if (doc.link) emit(doc._id, { _id: doc.link }); }' },
    twice: { map: 'function (doc) { if (doc.key) { emit(doc.key, 1); emit(doc.key, 2); } }' },
    forked: { map: 'function (doc) { if (doc._conflicts) emit(doc._id, doc._conflicts); }' },
    broken: { map: 'function (doc) { emit(1, 1); throw new Error("no"); }' },
  },
};
const DOCS = [
  { _id: '0', key: ['a', 1], value: 0.5 },
  { _id: '1', key: ['a', 2], value: 1.5 },
  { _id: '2', key: ['b', 1], value: 2.5 },
  { _id: '3', key: ['b', 2], value: 3.5, link: '0' },
  { _id: '4', key: ['b', 2], value: 4.5 },
  { _id: '5', key: ['list', 1], value: [1, 2, 3] },
  { _id: '6', key: ['list', 2], value: [1, 2] },
];

/** Queries of views: ranges, groups, the built-in reduces. */
export function describeViews(bench: () => Workbench): void {
  describe('views', () => {
    let database = '';
    beforeAll(async () => {
      database = await bench().database();
      await bench().ask('PUT', `/${database}/_design/v`, { body: DESIGN });
      await bench().ask('POST', `/${database}/_bulk_docs`, { body: { docs: DOCS } });
    });
    const query = (view: string, options: Record<string, unknown> = {}) => {
      const names = ['key', 'keys', 'startkey', 'endkey'];
      const text = ([name, value]: [string, unknown]) =>
        `${name}=${encodeURIComponent(names.includes(name) ? JSON.stringify(value) : String(value))}`;
      return bench().ask('GET', `/${database}/_design/v/_view/${view}?${Object.entries(options).map(text).join('&')}`);
    };
    const ids = async (options: Record<string, unknown>, view = 'plain') =>
      rowsOf(await query(view, options)).map(({ id }) => id);
    const values = async (options: Record<string, unknown>, view = 'sum') =>
      rowsOf(await query(view, options)).map(({ key, value }) => [key, value]);

    test('list rows by key, then by document', async () => {
      const answer = await query('plain');
      expect(answer.body).toMatchObject({ total_rows: 7, offset: 0 });
      expect(rowsOf(answer).map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
      expect(rowsOf(answer)[0]).toEqual({ id: '0', key: ['a', 1], value: 0.5 });
      expect(await ids({ reduce: false }, 'sum')).toHaveLength(7);
    });

    test('show a map which other versions a document has', async () => {
      expect(await ids({}, 'forked')).toEqual([]);
      const leaf = (name: string) => ({ _id: 'x', _rev: `1-${name}`, name });
      const write = (doc: object) =>
        bench().ask('POST', `/${database}/_bulk_docs`, { body: { new_edits: false, docs: [doc] } });
      await write(leaf('p'));
      expect(await ids({}, 'forked')).toEqual([]);
      await write(leaf('q'));
      expect(await values({}, 'forked')).toEqual([['x', ['1-p']]]);
      await write(leaf('a'));
      expect(await values({}, 'forked')).toEqual([['x', ['1-p', '1-a']]]);
    });

    test('take ranges from both sides', async () => {
      expect(await ids({ startkey: ['a', 2], endkey: ['b', 1] })).toEqual(['1', '2']);
      expect(await ids({ startkey: ['b'], endkey: ['b', {}] })).toEqual(['2', '3', '4']);
      expect(await ids({ startkey: ['a', 2], endkey: ['b', 2], inclusive_end: false })).toEqual(['1', '2']);
      expect(await ids({ startkey: ['b', 2], endkey: ['a', 2], descending: true })).toEqual(['4', '3', '2', '1']);
      expect(await ids({ startkey: ['b', 2], endkey: ['b', 1], descending: true, inclusive_end: false })).toEqual([
        '4',
        '3',
      ]);
      expect(await ids({ startkey: ['b', 2], startkey_docid: '4' })).toEqual(['4', '5', '6']);
      expect(await ids({ key: ['b', 2] })).toEqual(['3', '4']);
      expect(await ids({ limit: 2, skip: 1 })).toEqual(['1', '2']);
      expect(await ids({ limit: 2, skip: 1, descending: true })).toEqual(['5', '4']);
      expect(await ids({ limit: 0 })).toEqual([]);
      expect(await ids({ startkey: ['zz'] })).toEqual([]);
    });

    test('take keys in the order asked for', async () => {
      expect(await ids({ keys: [['b', 2], ['none'], ['a', 1]] })).toEqual(['3', '4', '0']);
      const keys = [['b', 2], ['none'], ['a', 1]];
      expect(await values({ keys, group: true })).toEqual([
        [['b', 2], 8],
        [['a', 1], 0.5],
      ]);
      const posted = await bench().ask('POST', `/${database}/_design/v/_view/sum?group=true`, { body: { keys } });
      expect(rowsOf(posted)).toHaveLength(2);
    });

    test('sum numbers and lists of numbers, by group and level', async () => {
      expect(await values({ group: true })).toEqual([
        [['a', 1], 0.5],
        [['a', 2], 1.5],
        [['b', 1], 2.5],
        [['b', 2], 8],
        [
          ['list', 1],
          [1, 2, 3],
        ],
        [
          ['list', 2],
          [1, 2],
        ],
      ]);
      expect(await values({ group_level: 1 })).toEqual([
        [['a'], 2],
        [['b'], 10.5],
        [['list'], [2, 4, 3]],
      ]);
      expect(await values({})).toEqual([[null, [14.5, 4, 3]]]);
      expect(await values({ group_level: 1, limit: 1, skip: 1 })).toEqual([[['b'], 10.5]]);
      expect(await values({ group_level: 1, descending: true, limit: 1 })).toEqual([[['list'], [2, 4, 3]]]);
      expect(await values({ startkey: ['b'], endkey: ['b', {}] })).toEqual([[null, 10.5]]);
      expect(await values({ startkey: ['zz'] })).toEqual([]);
    });

    test('count, and give statistics', async () => {
      expect(await values({ group_level: 1 }, 'count')).toEqual([
        [['a'], 2],
        [['b'], 3],
        [['list'], 2],
      ]);
      expect(await values({ group: true }, 'stats')).toEqual([
        ['a', { sum: 2, count: 2, min: 0.5, max: 1.5, sumsqr: 2.5 }],
        ['b', { sum: 10.5, count: 3, min: 2.5, max: 4.5, sumsqr: 38.75 }],
      ]);
    });

    test('join documents', async () => {
      const [row] = rowsOf(await query('plain', { include_docs: true, limit: 1 }));
      expect(row?.doc).toMatchObject({ _id: '0', value: 0.5 });
      const [linked] = rowsOf(await query('linked', { include_docs: true }));
      expect(linked).toMatchObject({ id: '3', doc: { _id: '0', value: 0.5 } });
    });

    test('hold several rows of one document, and none of a map that fails', async () => {
      expect(await ids({ key: ['a', 1] }, 'twice')).toEqual(['0', '0']);
      expect(await ids({}, 'broken')).toEqual([]);
    });

    test('answer many queries at once', async () => {
      const queries = [
        { group_level: 1, limit: 1 },
        { startkey: ['b'], endkey: ['b', {}] },
        { reduce: false, keys: [['a', 1]], update_seq: true },
      ];
      const { body } = await bench().ask('POST', `/${database}/_design/v/_view/sum/queries`, { body: { queries } });
      const [first, second, third] = body.results as Record<string, unknown>[];
      expect(first).toEqual({ rows: [{ key: ['a'], value: 2 }] });
      expect(second).toEqual({ rows: [{ key: null, value: 10.5 }] });
      expect(third).toMatchObject({ rows: [{ id: '0', value: 0.5 }], update_seq: expect.anything() });
      expect((await bench().ask('POST', `/${database}/_design/v/_view/sum/queries`, { body: {} })).status).toBe(400);
    });

    // CouchDB moves a view's update_seq only when rows of that view change: an equal sequence proves that nothing is
    // missing, a smaller one proves nothing. What holds is that every write acknowledged before the question is in.
    test('follow every write', async () => {
      const name = await bench().database();
      const ask = (method: string, path: string, body?: unknown) =>
        bench().ask(method, `/${name}${path}`, body === undefined ? {} : { body });
      await ask('PUT', '/_design/v', DESIGN);
      const total = async () => {
        const answer = await ask('GET', '/_design/v/_view/sum?group=true&update_seq=true');
        const now = await ask('GET', '/_changes?since=now&limit=1');
        expect(numeric(answer.body.update_seq)).toBeLessThanOrEqual(numeric(now.body.last_seq));
        return rowsOf(answer).map(({ key, value }) => `${key}=${value}`);
      };
      expect(await total()).toEqual([]);
      const { rev } = (await ask('PUT', '/x', { key: 'k', value: 1 })).body;
      expect(await total()).toEqual(['k=1']);
      const second = await ask('PUT', '/x', { key: 'l', value: 2, _rev: rev });
      await ask('PUT', '/y', { key: 'k', value: 5 });
      expect(await total()).toEqual(['k=5', 'l=2']);
      await ask('DELETE', `/x?rev=${second.body.rev}`);
      expect(await total()).toEqual(['k=5']);
      const design = await ask('GET', '/_design/v');
      const views = { ...DESIGN.views, sum: { ...DESIGN.views.sum, reduce: '_count' } };
      await ask('PUT', '/_design/v', { views, _rev: design.body._rev });
      expect(await total()).toEqual(['k=1']);
    });

    test('of a shop give its stock and its sales', async () => {
      const shop = await bench().shop();
      const docs = [
        aSale({ n: 1 }),
        aSale({ n: 2, lines: [{ productId: 'product:mil', quantity: 1.5, unitPrice: 300 }] }),
        aCount({ n: 3 }),
      ];
      const auth = shop.user;
      const written = await bench().ask('POST', `/${shop.database}/_bulk_docs`, { auth, body: { docs } });
      expect(written.text).not.toContain('error');
      const ask = async (view: string, query: object) => {
        const asked = { auth: shop.viewer, body: { queries: [query] } };
        const { body } = await bench().ask('POST', `/${shop.database}/_design/${view}/queries`, asked);
        return (body.results as { rows: unknown[] }[])[0]?.rows;
      };
      expect(await ask('stock/_view/stock_by_product', { group_level: 1 })).toEqual([
        { key: ['product:mil'], value: -1500 },
        { key: ['product:riz'], value: -2000 },
      ]);
      expect(await ask('stock/_view/last_count_by_product', { group: true })).toMatchObject([
        { key: 'product:riz', value: { count: 1, max: Date.parse(aCount().at) } },
      ]);
      const { day } = aSale();
      const range = { startkey: [day], endkey: [day, {}], group: true };
      const activity = await ask('sales/_view/activity_by_day_and_product', range);
      const at = Date.parse(aSale().at);
      expect(activity).toMatchObject([
        { key: [day, 'product:mil', at] },
        { key: [day, 'product:riz', at] },
        { key: [day, 'product:riz', Date.parse(aCount().at), aCount({ n: 3 })._id] },
      ]);
    });

    test.each<[string, string, Record<string, unknown>, number]>([
      ['an unknown view', 'none', {}, 404],
      ['groups of a view without reduce', 'plain', { group: true }, 400],
      ['a reduce that is not there', 'plain', { reduce: true }, 400],
      ['groups without reduce', 'sum', { group: true, reduce: false }, 400],
      ['documents of groups', 'sum', { group: true, include_docs: true }, 400],
      [
        'keys without group',
        'sum',
        {
          keys: [
            ['a', 1],
            ['b', 1],
          ],
        },
        400,
      ],
      ['a range upside down', 'plain', { startkey: ['b'], endkey: ['a'] }, 400],
      ['a limit that is none', 'plain', { limit: 'x' }, 400],
    ])('%s is refused', async (_name, view, options, status) => {
      expect((await query(view, options)).status).toBe(status);
    });

    test.each<[string, object, string]>([
      ['a map that does not compile', { views: { x: { map: 'function (' } } }, 'compilation_error'],
      ['an unknown reduce', { views: { x: { map: MAP, reduce: '_nope' } } }, 'invalid_design_doc'],
      ['views that are none', { views: 3 }, 'invalid_design_doc'],
    ])('a design document with %s is refused', async (_name, body, error) => {
      const answer = await bench().ask('PUT', `/${database}/_design/wrong`, { body });
      expect(answer.status).toBe(400);
      expect(answer.body.error).toBe(error);
    });
  });
}

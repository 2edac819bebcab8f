import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, EngineBench } from './testing/engine-bench.ts';

const COUNT = 450;
const idOf = (n: number) => `d${String(n).padStart(3, '0')}`;
const IDS = Array.from({ length: COUNT }, (_, n) => idOf(n));

let bench: EngineBench;
let url = '';
beforeAll(async () => {
  bench = await EngineBench.make();
  ({ url } = await bench.start());
  await ask({ url }, 'PUT', '/shop');
  await ask({ url }, 'POST', '/shop/_bulk_docs', { docs: IDS.map((_id, n) => ({ _id, n })) });
});
afterAll(() => bench.end());

const place = fc.integer({ min: 0, max: COUNT - 1 });

test('pages are put together to what one page would have been, both ways', async () => {
  const asked = fc.record({
    low: fc.option(place),
    high: fc.option(place),
    descending: fc.boolean(),
    inclusive_end: fc.boolean(),
    limit: fc.option(fc.integer({ min: 0, max: COUNT })),
    skip: fc.integer({ min: 0, max: 260 }),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ low, high, descending, inclusive_end, limit, skip }) => {
      const [startkey, endkey] = descending ? [high, low] : [low, high];
      const query = {
        descending,
        inclusive_end,
        skip,
        include_docs: true,
        ...(limit === null ? {} : { limit }),
        ...(startkey === null ? {} : { startkey: idOf(startkey) }),
        ...(endkey === null ? {} : { endkey: idOf(endkey) }),
      };
      const ordered = descending ? [...IDS].reverse() : IDS;
      const expected = ordered
        .filter((id) => (low === null || id >= idOf(low)) && (high === null || id <= idOf(high)))
        .filter((id) => inclusive_end || endkey === null || id !== idOf(endkey))
        .slice(skip, limit === null ? undefined : skip + limit);
      const { body } = await ask({ url }, 'POST', '/shop/_all_docs', query);
      expect(body.rows.map(({ id }: { id: string }) => id)).toEqual(expected);
      expect(body.rows.map(({ doc }: { doc: { n: number } }) => idOf(doc.n))).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('keys, revisions and changes come in the order asked for, however many pages there are', async () => {
  const keys = [...IDS].reverse();
  const { rows } = (await ask({ url }, 'POST', '/shop/_all_docs', { keys })).body;
  expect(rows.map(({ key }: { key: string }) => key)).toEqual(keys);
  const docs = keys.map((id) => ({ id }));
  const { results } = (await ask({ url }, 'POST', '/shop/_bulk_get', { docs })).body;
  expect(results.map(({ id }: { id: string }) => id)).toEqual(keys);
  for (const limit of [1, 200, 201, 400, 449, 450, 1000]) {
    const changes = (await ask({ url }, 'GET', `/shop/_changes?limit=${limit}`)).body;
    expect(changes.results.map(({ id }: { id: string }) => id)).toEqual(IDS.slice(0, limit));
    expect(changes.pending).toBe(Math.max(0, COUNT - limit));
    const longpoll = (await ask({ url }, 'GET', `/shop/_changes?feed=longpoll&limit=${limit}`)).body;
    expect(longpoll.results).toEqual(changes.results);
    expect(longpoll.last_seq).toBe(changes.last_seq);
  }
});

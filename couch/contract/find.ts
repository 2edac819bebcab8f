import { beforeAll, describe, expect, test } from 'vitest';
import type { Workbench } from './workbench.ts';

/** `_find` and its indexes, which the server asks for, never a phone. */
export function describeFind(bench: () => Workbench): void {
  describe('find', () => {
    let database = '';
    beforeAll(async () => {
      database = await bench().database();
      const docs = [1, 2, 3, 4].map((n) => ({ _id: `p${n}`, price: n * 100, kind: n % 2 ? 'odd' : 'even' }));
      await bench().ask('POST', `/${database}/_bulk_docs`, { body: { docs } });
    });
    const find = async (body: object) => {
      const answer = await bench().ask('POST', `/${database}/_find`, { body });
      expect(answer.status).toBe(200);
      return answer.body.docs as Record<string, unknown>[];
    };

    test('selects without an index', async () => {
      expect((await find({ selector: { kind: 'even' } })).map(({ _id }) => _id)).toEqual(['p2', 'p4']);
      expect(await find({ selector: { kind: 'odd', price: { $gt: 100 } }, fields: ['_id', 'price'] })).toEqual([
        { _id: 'p3', price: 300 },
      ]);
      expect(await find({ selector: { kind: { $in: ['odd', 'even'] } }, limit: 2, skip: 1 })).toHaveLength(2);
    });

    test('sorts by an index that an administrator made', async () => {
      const index = { index: { fields: ['price'] }, name: 'by-price' };
      const auth = await bench().token({ roles: [database] });
      const refused = await bench().ask('POST', `/${database}/_index`, { auth, body: index });
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect((await bench().ask('POST', `/${database}/_index`, { body: index })).body.result).toBe('created');
      expect((await bench().ask('POST', `/${database}/_index`, { body: index })).body.result).toBe('exists');
      const sorted = await find({ selector: { price: { $gte: 200 } }, sort: [{ price: 'desc' }], fields: ['price'] });
      expect(sorted).toEqual([{ price: 400 }, { price: 300 }, { price: 200 }]);
      await bench().ask('PUT', `/${database}/p5`, { body: { price: 250 } });
      expect(await find({ selector: { price: 250 }, sort: ['price'], fields: ['_id'] })).toEqual([{ _id: 'p5' }]);
      const { body } = await bench().ask('GET', `/${database}/_index`);
      expect(body.total_rows).toBe(2);
    });

    test.each([{}, { selector: 5 }, { selector: { price: { $wrong: 1 } } }, { selector: {}, sort: ['kind'] }])(
      'refuses %j',
      async (body) => {
        const answer = await bench().ask('POST', `/${database}/_find`, { body });
        expect(answer.status).toBe(400);
      },
    );
  });
}

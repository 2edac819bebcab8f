import { revise } from '@digiboost/domain/documents';
import { aCount, aProduct, aShop, writtenBy } from '@digiboost/domain/documents/testing/examples';
import { beforeAll, describe, expect, test } from 'vitest';
import { AWA, type Shop, type Workbench } from './workbench.ts';

const hex = (digit: string) => digit.repeat(32);

/** What a member writes in order to be taken for somebody else, or to have others write it. */
export function describeForgery(bench: () => Workbench): void {
  describe('a member who forges', () => {
    let shop: Shop;
    beforeAll(async () => {
      shop = await bench().shop();
    });
    /** Writes a revision as a replicator does; what the database says of it. */
    async function place(doc: object, auth = shop.user): Promise<string> {
      const { body, text } = await bench().ask('POST', `/${shop.database}/_bulk_docs`, {
        auth,
        body: { new_edits: false, docs: [doc] },
      });
      if (!Array.isArray(body)) return text;
      const [failure] = body as readonly { reason?: string }[];
      return failure?.reason ?? 'stored';
    }

    test('has no phone of the administrator write the shop through a product’s history', async () => {
      expect(await place({ ...aShop(), _rev: `1-${hex('a')}` }, shop.admin)).toBe('stored');
      const by = { at: '2026-03-02T09:20:00.000Z', by: AWA, deviceId: 'd1' };
      const names: [string, unknown][] = [
        ['_id', 'shop'],
        ['_rev', `1-${hex('a')}`],
        ['type', 'shop'],
        ['settings.coverageDays', 1],
        ['constructor', 1],
        ['salePrice', 'cher'],
      ];
      for (const [field, value] of names) {
        const history = [{ field, value, ...by }];
        expect(await place({ ...aProduct(), history, _rev: `1-${hex('b')}` }), field).toMatch('history.0');
      }
      for (const field of ['constructor', 'toString', '_id']) {
        const edits = { [field]: [`${by.at}|${by.by}|${by.deviceId}`] };
        expect(await place({ ...aProduct(), edits, _rev: `1-${hex('c')}` }), field).toMatch(`edits.${field}`);
      }
      const raw = JSON.stringify({ ...aProduct(), _rev: `1-${hex('d')}` }).replace(
        '"edits":{}',
        '"edits":{"__proto__":7}',
      );
      expect(await place(JSON.parse(raw))).not.toBe('stored');
    });

    test('edits in no other name, and changes nothing that nobody signed', async () => {
      const product = aProduct({ _id: 'product:signed' });
      expect(await place({ ...product, _rev: `1-${hex('a')}` })).toBe('stored');
      const second = { _rev: `2-${hex('b')}`, _revisions: { start: 2, ids: [hex('b'), hex('a')] } };
      const unknown = { _rev: `2-${hex('c')}`, _revisions: { start: 2, ids: [hex('c'), hex('d')] } };
      expect(await place({ ...product, name: 'Autre', ...second })).toBe('name: changed without a stamp');
      const framed = revise(product, { salePrice: 600 }, { at: product.createdAt, by: 'u-other', deviceId: 'd2' });
      expect(await place({ ...writtenBy(aProduct({ _id: 'product:new' }), 'u-other'), ...unknown })).toMatch(
        'updatedBy: ',
      );
      expect(await place({ ...framed, _id: 'product:first', _rev: `1-${hex('b')}` })).toMatch('edits.salePrice');
      expect(await place({ ...product, updatedBy: 'u-other', ...second })).toMatch('updatedBy: ');
      const own = revise(product, { salePrice: 600 }, { at: product.createdAt, by: AWA, deviceId: 'd2' });
      expect(await place({ ...own, ...second })).toBe('stored');
    });

    test('counts nothing from tomorrow on', async () => {
      const at = new Date(Date.now() + 23 * 3_600_000).toISOString();
      expect(await place({ ...aCount({ at }), _rev: `1-${hex('a')}` })).toBe('at: dated in the future');
      for (const old of ['0001-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'])
        expect(await place({ ...aCount({ at: old }), _rev: `1-${hex('a')}` })).toBe('at: dated before all time');
    });
  });
}

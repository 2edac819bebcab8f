import { aProduct, aShop } from '@digiboost/domain/documents/testing/examples';
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
  });
}

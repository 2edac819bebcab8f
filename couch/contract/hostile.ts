import { aSupplier } from '@digiboost/domain/documents/testing/examples';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Shop, Workbench } from './workbench.ts';

const hex = (digit: string) => digit.repeat(32);

/** Requests by a member of a shop that are meant to stop the server, or to leave something that will. */
export function describeHostile(bench: () => Workbench): void {
  describe('a hostile member', () => {
    let shop: Shop;
    beforeAll(async () => {
      shop = await bench().shop();
    });
    const ask = (method: string, path: string, body?: unknown, auth = shop.user) =>
      bench().ask(method, `/${shop.database}${path}`, { auth, ...(body === undefined ? {} : { body }) });
    const lives = async () => {
      expect((await bench().ask('GET', '/_up', { auth: null })).status).toBe(200);
      expect((await bench().ask('GET', `/${shop.database}/_changes?limit=1`)).status).toBe(200);
    };

    test.each(['1.5', '-1', '1e3', '0x10', 'NaN', 'Infinity', '%20', '9'.repeat(400)])(
      'stops nothing by asking for %s changes',
      async (limit) => {
        for (const feed of ['normal', 'longpoll', 'continuous']) {
          const { status } = await ask(
            'GET',
            `/_changes?feed=${feed}&timeout=0&limit=${limit}`,
            undefined,
            shop.viewer,
          );
          // CouchDB takes some of them for faults of its own. The door lets none through; here it matters who lives on.
          expect([200, 400, 500]).toContain(status);
        }
        await lives();
      },
    );

    test('places no revision that ends a phone, or that nobody could count on from', async () => {
      const { _id } = aSupplier();
      const revisions = [
        { _rev: `${2 ** 53 - 1}-${hex('a')}` },
        { _rev: `1000001-${hex('a')}` },
        { _rev: '1-a' },
        { _rev: `2-${hex('b')}`, _revisions: { start: 2, ids: [hex('b'), 'a'] } },
        { _rev: `2-${hex('b')}`, _revisions: { start: 2 ** 53 - 1, ids: [hex('b')] } },
      ];
      for (const revision of revisions) {
        const docs = [{ ...aSupplier(), ...revision }];
        const { status, text } = await ask('POST', '/_bulk_docs', { new_edits: false, docs });
        expect(status >= 400 || text.includes('forbidden'), text).toBe(true);
      }
      expect((await bench().ask('GET', `/${shop.database}/${_id}`)).status).toBe(404);
      await lives();
    });
  });
}

import { couchAdmin, tenantDatabase } from '@digiboost/couch/provisioning';
import { storePastRules } from '@digiboost/couch/provisioning/testing/past-rules';
import { productId, type Sale } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { agreement } from '../testing/agreement.ts';
import {
  countDocument,
  movementDocument,
  productDocument,
  saleDocument,
  shopDocument,
  voidDocument,
} from '../testing/documents.ts';
import { modelFigures } from '../testing/model-figures.ts';
import { settled, useReplicaBench } from '../testing/replica-bench.ts';
import { type TestPhone, until } from '../testing/test-phone.ts';

const [RICE, OIL] = [productId('riz25'), productId('huile')];
const bench = useReplicaBench();
const hex = (digit: string) => digit.repeat(32);
const first = (doc: object, digit: string) => ({ ...doc, _rev: `1-${hex(digit)}` });

/** Waits until every phone shows what the domain and the server's views make of what the server holds. */
async function agree(...phones: TestPhone[]): Promise<void> {
  let found: readonly string[] = [];
  await until(async () => {
    const { disagreements } = await agreement(bench.server, bench.tenant, phones, []);
    // How many tickets there are is told of what the phones sent.
    found = disagreements.filter((sentence) => !/^views: \d+ tickets/.test(sentence));
    return found.length === 0;
  }).catch((error: unknown) => {
    throw new Error(`${found.join('\n')}\n${String(error)}`);
  });
  for (const phone of phones) expect(phone.reported).toEqual([]);
}

it('what the rules would refuse today breaks neither the phones that meet it nor a new one, and all show the same', async () => {
  const a = bench.phone('a', { figures: modelFigures() });
  await a.start();
  const place = (...docs: object[]) =>
    storePastRules(couchAdmin(bench.server.adminUrl), tenantDatabase(bench.tenant), docs);
  const [counted, received] = [countDocument(a, RICE, 98), movementDocument(a, OIL, 'ENTRY', 40)];
  // What was sold at the very instant of a count is in the count: these come after it.
  await until(() => a.author().at > counted.at);
  const [sold, more, third] = [1, 2, 3].map((quantity) => saleDocument(a, [{ product: RICE, quantity }])) as [
    Sale,
    Sale,
    Sale,
  ];
  const catalogue = [
    shopDocument(a.author()),
    productDocument('riz25', a.author()),
    productDocument('huile', a.author()),
  ];
  await a.put(...catalogue, counted, received, sold, more, third);
  await settled(a);
  await agree(a);

  // Two versions of what is written once: the greater wins, and the lesser loses, whatever the phone had counted.
  await place(
    first({ ...sold, lines: [{ productId: RICE, quantity: 90, unitPrice: 500 }] }, 'f'),
    first({ ...more, lines: [{ productId: RICE, quantity: 91, unitPrice: 500 }] }, '0'),
    first({ ...counted, counted: 10 }, 'f'),
    first({ ...received, quantity: 7 }, 'f'),
  );
  await agree(a);

  // What nobody can make figures from.
  const at = '0001-01-01T00:00:00.000Z';
  const other = (n: number) => `${a.author().at}:a-x${n}`;
  await place(
    first({ ...sold, _id: `sale:${other(1)}`, lines: [{ productId: RICE, quantity: 1e9, unitPrice: 1 }] }, 'a'),
    first({ ...sold, lines: null, _id: `sale:${other(2)}` }, 'a'),
    first({ ...more, createdAt: 'hier', deviceId: 7, _id: `sale:${other(3)}` }, 'a'),
    first({ ...counted, at, _id: `count:${at}:a-1`, counted: 2 ** 53 - 1 }, 'a'),
    first({ ...counted, productId: '__proto__', _id: `count:${other(4)}` }, 'a'),
    first({ ...received, movementType: 'constructor', _id: `movement:${other(5)}` }, 'a'),
    first({ ...voidDocument(a, more), original: null }, 'a'),
    first({ type: 'closing', _id: `closing:${other(6)}`, parts: { CASH: 1 } }, 'a'),
    first({ ...catalogue[1], _id: 'product:rien', name: null, salePrice: 'x', edits: { constructor: 7 } }, 'a'),
    first({ ...catalogue[1], _id: 'product:vide', name: undefined }, 'a'),
    first({ _id: 'alert:x', type: 'alert', conditions: null }, 'a'),
  );
  await agree(a);

  // The void of a sale that says other lines than the sale does: counted, until the server has set it aside.
  const forged = {
    ...voidDocument(a, third),
    original: { ...voidDocument(a, third).original, lines: [{ productId: RICE, quantity: 5000, unitPrice: 500 }] },
  };
  await place(first(forged, 'b'));
  await agree(a);
  const stock = (await a.figures.read()).stock.get(RICE);
  await place({
    ...forged,
    setAside: a.author().at,
    _rev: `2-${hex('c')}`,
    _revisions: { start: 2, ids: [hex('c'), hex('b')] },
  });
  await until(async () => (await a.figures.read()).stock.get(RICE) !== stock);
  await agree(a);

  const b = bench.phone('b', { figures: modelFigures() });
  await b.start();
  await settled(b);
  await agree(a, b);
  // What the phones go on recording arrives.
  await b.put(saleDocument(b, [{ product: OIL, quantity: 3 }]));
  await settled(b);
  await agree(a, b);
}, 120_000);

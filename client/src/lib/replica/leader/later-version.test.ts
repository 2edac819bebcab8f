import { couchAdmin, tenantDatabase } from '@digiboost/couch/provisioning';
import { storePastRules } from '@digiboost/couch/provisioning/testing/past-rules';
import { productId } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { movementDocument, productDocument, saleDocument } from '../testing/documents.ts';
import { modelFigures } from '../testing/model-figures.ts';
import { settled, useReplicaBench } from '../testing/replica-bench.ts';
import { type TestPhone, until } from '../testing/test-phone.ts';

const RICE = productId('riz25');
const bench = useReplicaBench();
const hex = (digit: string) => digit.repeat(32);

/** How many documents the phone's app cannot read, asked page by page as a screen does. */
async function unreadable(phone: TestPhone): Promise<number> {
  let total = 0;
  for (let from: string | null = ''; from !== null; ) {
    const { count, next }: { count: number; next: string | null } = await phone.engine.unreadable(from);
    total += count;
    from = next;
  }
  return total;
}

it('what a later version wrote is kept whole, counted apart, and hinders nothing', async () => {
  const phone = bench.phone('a', { figures: modelFigures() });
  await phone.start();
  const later = { ...phone.author(), type: 'photo', _id: 'photo:riz25', of: RICE, bytes: 'UklGRg==' };
  const cash = { ...phone.author(), type: 'cash', _id: `cash:${phone.author().at}:z-1`, kind: 'BARTER', amount: 5 };
  await phone.put(
    productDocument('riz25', phone.author()),
    movementDocument(phone, RICE, 'ENTRY', 40),
    saleDocument(phone, [{ product: RICE, quantity: 2 }]),
  );
  await settled(phone);
  const before = await phone.figures.read();
  expect(await unreadable(phone)).toBe(0);

  const place = (...docs: object[]) =>
    storePastRules(couchAdmin(bench.server.adminUrl), tenantDatabase(bench.tenant), docs);
  await place({ ...later, _rev: `1-${hex('a')}` }, { ...cash, _rev: `1-${hex('b')}` });
  await until(async () => (await unreadable(phone)) === 2);
  // It was looked at, and no figure moved.
  await until(async () => (await phone.figures.read()).localSeq > before.localSeq);
  expect({ ...(await phone.figures.read()), localSeq: before.localSeq }).toEqual(before);
  expect(await phone.engine.range({ from: 'photo:', to: 'photo;' })).toEqual([]);

  // Its later edit comes too, and all of it outlives the phone's end.
  await place({
    ...later,
    bytes: 'UklGRh==',
    _rev: `2-${hex('c')}`,
    _revisions: { start: 2, ids: [hex('c'), hex('a')] },
  });
  await until(async () => ((await phone.disk.get(later._id)) as { bytes?: string }).bytes === 'UklGRh==');
  await phone.kill();
  await phone.start();
  expect(await phone.disk.get(later._id)).toMatchObject({ ...later, bytes: 'UklGRh==' });
  expect(await phone.disk.get(cash._id)).toMatchObject(cash);
  expect(await unreadable(phone)).toBe(2);

  // What is recorded beside it still arrives.
  const sale = saleDocument(phone, [{ product: RICE, quantity: 3 }]);
  await phone.put(sale);
  await settled(phone);
  expect(await bench.onServer(sale._id)).toMatchObject({ lines: sale.lines });
  expect(await bench.onServer(later._id)).toMatchObject({ bytes: 'UklGRh==' });
  expect(phone.reported).toEqual([]);
}, 60_000);

import { draftOrder, type Movement, type Order, type Product } from '@digiboost/domain/documents';
import { aMovement } from '@digiboost/domain/documents/testing/examples';
import { entriesOf, stockOnHand } from '@digiboost/domain/ledger';
import { aDay } from '@digiboost/domain/ledger/testing/days';
import { onOrder, receive, send } from '@digiboost/domain/purchase';
import { dayNumber } from '@digiboost/domain/shared/day';
import { describe, expect, it } from 'vitest';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { ProductPage } from './product-page.svelte.ts';

const rice = aProduct('riz', 450);
const at = '2026-03-01T08:00:00.000Z';
const movement = aMovement({ at, device: 'phone1', by: 'awa', productId: rice._id });

async function open(activityFrom: readonly string[] = []) {
  const replica = new FakeReplica();
  await replica.put([movement]);
  const events = () => [...replica.docs.values()].filter((doc) => doc.type === 'movement' || doc.type === 'void');
  const entries = () => (events() as Movement[]).flatMap(entriesOf).reverse();
  const model = {
    entries: async (_id: string, limit?: number) => entries().slice(0, limit),
    activity: async () => activityFrom.map((day) => aDay({ day: dayNumber(day) })),
    heldFrom: async () => '2026-01-02',
  };
  const page = new ProductPage(model, replica);
  await page.load(rice._id);
  return { page, replica, entries };
}

describe('a product page', () => {
  it('shows who recorded a line, and voids a movement once', async () => {
    const { page, replica, entries } = await open();
    expect(page.lines).toMatchObject([{ doc: { createdBy: 'awa' }, voided: false }]);
    expect(await Promise.all([page.voidMovement(movement), page.voidMovement(movement)])).toEqual([true, false]);
    await page.load(rice._id);
    expect(page.lines.map((line) => [line.entry.kind, line.voided])).toEqual([
      ['VOID', false],
      ['ENTRY', true],
    ]);
    expect(stockOnHand(entries()).get(rice._id)).toBe(0);
    expect(replica.docs.size).toBe(2);
  });

  it('voids a delivery of an order, which waits for those goods again', async () => {
    const { page, replica } = await open();
    const author = replica.author();
    const lines = [{ productId: rice._id, quantity: 10, unitCost: 400 }];
    const draft = draftOrder({ id: replica.newId('order', author.at), supplierId: 'supplier:sandaga', lines }, author);
    const came = { productId: rice._id, quantity: 10, movementId: replica.newId('movement', author.at) };
    const { order, movements } = receive(send(draft, '2026-03-04', author), [came], author);
    await replica.put([order, ...movements]);
    const [entry] = movements;
    expect(entry && (await page.voidMovement(entry))).toBe(true);
    const waiting = replica.docs.get(order._id) as Order;
    expect(waiting.status).toBe('SENT');
    expect(onOrder([waiting])).toEqual(new Map([[rice._id, 10]]));
  });

  it('archives, and takes a lost edit back', async () => {
    const { page, replica } = await open();
    expect(await page.revise(rice, { isActive: false })).toBe(true);
    const archived = replica.docs.get(rice._id) as Product;
    expect(archived.isActive).toBe(false);
    await page.revise(archived, { salePrice: 425 });
    expect(replica.docs.get(rice._id)).toMatchObject({ salePrice: 425, isActive: false });
    expect(await page.revise(archived, { salePrice: 'x' as never })).toBe(false);
    expect(page.fault).toBe('invalid-document');
  });

  it('knows whether the product has a past that this phone does not hold in detail', async () => {
    const { page: young } = await open();
    expect([young.firstDay, young.mayReachBack('2026-03-01')]).toEqual([null, false]);
    const { page: old } = await open(['2025-06-01', '2026-03-01']);
    expect([old.firstDay, old.mayReachBack('2025-06-01')]).toEqual(['2025-06-01', true]);
  });
});

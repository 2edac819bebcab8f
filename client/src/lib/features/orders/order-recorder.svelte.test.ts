import {
  documentFault,
  draftOrder,
  type Movement,
  type Order,
  type Product,
  type ShopDocument,
} from '@digiboost/domain/documents';
import { missing, orderState, received, receivedTwice } from '@digiboost/domain/purchase';
import { describe, expect, it } from 'vitest';
import type { ProductRow } from '../../model/types.ts';
import { ReplicaError } from '../../replica/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { OrderForm } from './order-form.svelte.ts';
import { sortedOrders } from './order-list.ts';
import { messageOf, packsOf } from './order-message.ts';
import { OrderRecorder } from './order-recorder.svelte.ts';
import { ReceiptForm } from './receipt-form.svelte.ts';

const rice = { ...aProduct('riz', 500, '<img src=x onerror=alert(1)>'), packSize: 10 };
const oil = aProduct('huile', 1250, '=Huile *1 L* 😀');
const rows = new Map(
  [rice, oil].map((product): [string, ProductRow] => [
    product._id,
    { id: product._id, product, onHand: 0, status: 'RUPTURE', countedAt: '', unitCost: 400 },
  ]),
);

const open = () => {
  const replica = new FakeReplica();
  const author = replica.author();
  const lines = [
    { productId: rice._id, quantity: 20, unitCost: 400 },
    { productId: oil._id, quantity: 6, unitCost: 1000 },
  ];
  const draft = draftOrder({ id: replica.newId('order', author.at), supplierId: 'supplier:sandaga', lines }, author);
  return { replica, draft, recorder: new OrderRecorder(replica, () => 'Africa/Dakar') };
};
const held = <D extends ShopDocument>(replica: FakeReplica, type: D['type']): D[] =>
  [...replica.docs.values()].filter((doc): doc is D => doc.type === type);
const heldOrder = (replica: FakeReplica): Order => {
  const [order] = held<Order>(replica, 'order');
  if (!order) throw new Error('no order was stored');
  return order;
};

describe('an order on its way', () => {
  it('is edited, sent with what was typed, received in parts at the price paid, and closed', async () => {
    const { replica, draft, recorder } = open();
    const form = new OrderForm(replica, draft, () => draft);
    expect(form.changed).toBe(false);
    const [first] = form.fields.lines;
    if (first) first.quantity = 30;
    form.fields.note = ' Appelez avant ';
    expect(form.changed).toBe(true);
    expect(await recorder.send(draft, form.complete ?? [], form.fields.note, 2.5)).toBe(true);
    const sent = heldOrder(replica);
    expect(sent).toMatchObject({ status: 'SENT', expectedDay: '2026-03-04', note: 'Appelez avant' });
    expect(sent.lines[0]?.quantity).toBe(30);

    const receipt = new ReceiptForm(sent);
    receipt.fill(false);
    const [line] = receipt.lines;
    if (line) Object.assign(line, { quantity: 12, unitCost: 410.5 });
    expect(receipt.total).toBe(4_926);
    expect(await recorder.receive(sent, receipt.delivered ?? [], [rice, oil])).toBe(true);
    const [entry] = held<Movement>(replica, 'movement');
    expect(entry).toMatchObject({ movementType: 'ENTRY', quantity: 12, unitCost: 410.5, orderId: sent._id });
    expect(held<Product>(replica, 'product')).toMatchObject([{ _id: rice._id, purchasePrice: 410.5 }]);
    const part = heldOrder(replica);
    expect(orderState(part)).toBe('PARTIAL');
    expect(received(part).get(rice._id)).toBe(12);
    expect(new ReceiptForm(part).lines.map(({ expected }) => expected)).toEqual([18, 6]);

    expect(await recorder.closeRest(part)).toBe(true);
    expect(heldOrder(replica).status).toBe('RECEIVED');
    expect(missing(heldOrder(replica)).size).toBe(2);
    for (const doc of replica.docs.values()) expect(documentFault({ ...doc })).toBeNull();
  });

  it('received twice is said, and one of both is taken back in one write', async () => {
    const { replica, draft, recorder } = open();
    await recorder.send(draft, draft.lines, '', 1);
    const sent = heldOrder(replica);
    const delivered = new ReceiptForm(sent).delivered ?? [];
    // As another phone did that did not know of it.
    await recorder.receive(sent, delivered, []);
    const first = heldOrder(replica);
    await recorder.receive(sent, delivered, []);
    const both = { ...first, receptions: { ...first.receptions, ...heldOrder(replica).receptions } };
    await replica.put([both]);
    const [again] = receivedTwice(both);
    if (!again) throw new Error('nothing seems to have come twice');
    expect(await recorder.takeBack(both, again)).toBe(true);
    expect(held(replica, 'void')).toHaveLength(2);
    expect([...received(heldOrder(replica)).values()]).toEqual([20, 6]);
    expect(receivedTwice(heldOrder(replica))).toEqual([]);

    replica.docs.delete(again.receptions[0]?.movementId ?? '');
    expect(await recorder.takeBack(both, again)).toBe(false);
    expect(recorder.fault).toBe('storage-failed');
    expect(await recorder.confirmAgain(both, again)).toBe(true);
    expect(receivedTwice(heldOrder(replica))).toEqual([]);
    for (const doc of replica.docs.values()) expect(documentFault({ ...doc })).toBeNull();
  });

  it('a delivery is recorded once for a double press', async () => {
    const { replica, draft, recorder } = open();
    await recorder.send(draft, draft.lines, '', 1);
    const sent = heldOrder(replica);
    const delivered = new ReceiptForm(sent).delivered ?? [];
    const [one, two] = await Promise.all([
      recorder.receive(sent, delivered, []),
      recorder.receive(sent, delivered, []),
    ]);
    expect([one, two]).toEqual([true, false]);
    expect(held<Movement>(replica, 'movement')).toHaveLength(2);
    expect(heldOrder(replica).status).toBe('RECEIVED');
  });

  it('stores nothing when the phone is full or a value is not accepted', async () => {
    const { replica, draft, recorder } = open();
    const form = new OrderForm(replica, draft, () => draft);
    form.fields.note = 'x'.repeat(501);
    expect(await form.save()).toBeNull();
    expect(form.fault).toBe('invalid-document');
    replica.failure = new ReplicaError('storage-full', 'quota');
    expect(await recorder.cancel(draft)).toBe(false);
    expect(recorder.fault).toBe('storage-full');
    expect(replica.docs.size).toBe(0);
  });

  it('keeps the lines and the note of a draft, not of an order that was sent meanwhile', async () => {
    const { draft, replica } = open();
    let now = draft;
    const form = new OrderForm(replica, draft, () => now);
    form.remove(oil._id);
    form.fields.note = ' ';
    expect(await form.save()).toBe(draft._id);
    expect(heldOrder(replica).lines.map(({ productId }) => productId)).toEqual([rice._id]);
    expect(heldOrder(replica)).not.toHaveProperty('note');
    now = { ...heldOrder(replica), status: 'SENT' };
    replica.docs.clear();
    form.remove(rice._id);
    await form.save();
    expect(replica.docs.size).toBe(0);
  });

  it('what is typed and is no number cannot be stored', () => {
    const { draft, replica } = open();
    const form = new OrderForm(replica, draft, () => draft);
    const [first] = form.fields.lines;
    if (first) first.quantity = null;
    expect(form.complete).toBeNull();
    form.remove(rice._id);
    form.add({ productId: oil._id, quantity: 1, unitCost: 1 });
    expect(form.complete).toEqual([{ productId: oil._id, quantity: 6, unitCost: 1000 }]);
  });
});

describe('the words of an order', () => {
  it('names products as they are, with their packs', () => {
    const { draft } = open();
    const text = messageOf(draft, {
      shop: { name: 'Boutique Awa', phone: '77 123 45 67' },
      supplier: undefined,
      productOf: (id) => rows.get(id),
    });
    expect(text).toContain('• <img src=x onerror=alert(1)> : 20 kg (2 colis de 10 kg)');
    expect(text).toContain('• =Huile *1 L* 😀 : 6 kg\n');
    expect(packsOf(15, rows.get(rice._id))).toBe('');
  });

  it('lists open orders by the day on which they are due', () => {
    const { draft, replica } = open();
    const due = (day: string): Order => ({
      ...draft,
      _id: replica.newId('order', draft.at),
      status: 'SENT',
      expectedDay: day,
    });
    const orders = [due('2026-03-09'), draft, due('2026-03-04'), { ...draft, status: 'CANCELLED' as const }];
    const sorted = sortedOrders(orders);
    expect(sorted.OPEN.map(({ expectedDay }) => expectedDay)).toEqual(['2026-03-04', '2026-03-09']);
    expect([sorted.DRAFT.length, sorted.DONE.length]).toEqual([1, 1]);
  });
});

import { type Order, type Product, revise } from '@digiboost/domain/documents';
import { documentFault } from '@digiboost/domain/documents/registry';
import { anOrder } from '@digiboost/domain/documents/testing/examples';
import { cancel } from '@digiboost/domain/purchase';
import { must } from '@digiboost/domain/shared/must';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryKey } from '../notify/delivery.ts';
import { type ConversationBench, openConversationBench } from '../testing/conversation-bench.ts';
import { deliveryOf } from '../testing/whatsapp-shop.ts';

let bench: ConversationBench;
beforeAll(async () => {
  bench = await openConversationBench();
});
afterAll(() => bench.close());

describe('an answer on WhatsApp that orders', () => {
  it('“2” makes one draft order of the alert, and says why that much', async () => {
    const { number, database } = await bench.anAlertSent();
    const text = await bench.ask(number, '2');
    expect(text).toContain('Commande préparée pour *Sandaga Gros* (brouillon)');
    expect(text).toContain('Riz brisé 25 kg : *10 sacs* (pour revenir au double du stock minimum)');
    const orders = await database.range<Order>('order:', 'order;');
    expect(orders).toMatchObject([
      {
        status: 'DRAFT',
        supplierId: 'supplier:sandaga',
        lines: [{ productId: 'product:riz', quantity: 10, unitCost: 9500 }],
      },
    ]);
    for (const order of orders) expect(documentFault({ ...order })).toBeNull();
    expect(await bench.ask(number, '2')).toContain('Riz brisé 25 kg : *10 sacs* déjà dans la commande en préparation');
    expect(await database.range('order:', 'order;')).toEqual(orders);
  });

  it('“2” orders what was seen before by “1”, whether the message is quoted or not', async () => {
    for (const isQuoting of [false, true]) {
      const { number, database, delivery } = await bench.anAlertSent();
      const quoted = isQuoting ? (await bench.other.deliveries.get(deliveryKey(delivery.id)))?.messageId : undefined;
      expect(await bench.ask(number, '1', quoted)).toContain('C’est noté');
      expect(await bench.ask(number, '2', quoted)).toContain('Riz brisé 25 kg : *10 sacs*');
      expect(await database.range('order:', 'order;')).toHaveLength(1);
    }
  });

  it('“2” orders nothing that is on its way', async () => {
    const { number, database } = await bench.anAlertSent();
    const at = new Date().toISOString();
    const lines = [{ productId: 'product:riz' as const, quantity: 300, unitCost: 9500 }];
    await database.put(anOrder({ status: 'SENT', sentAt: at, supplierId: 'supplier:sandaga', lines }));
    const text = await bench.ask(number, '2');
    expect(text).toBe('• Riz brisé 25 kg : 0 sac en stock et 300 en route, rien à commander.');
    expect(await database.range('order:', 'order;')).toHaveLength(1);
    expect(await bench.ask(number, '1')).toBe('Aucune alerte n’attend de réponse.');
  });

  it('“2” adds to the supplier’s draft, and orders no product twice', async () => {
    const { number, database, shop, oilEvent } = await bench.anAlertSent();
    const lines = [{ productId: 'product:parfume' as const, quantity: 3, unitCost: 9500 }];
    const draft = anOrder({ status: 'DRAFT', supplierId: 'supplier:sandaga', lines });
    await database.put(draft);
    await bench.other.outbox.enqueue([deliveryOf(shop, number, oilEvent)]);
    await bench.other.idle();
    const text = await bench.ask(number, '2');
    expect(text).toContain('Ajouté à la commande en préparation pour *Sandaga Gros* (brouillon)');
    expect(text).toContain('Huile d’arachide : *10 bidons*');
    // What the last message asks for is ordered: the next answer is for the message before.
    expect(await bench.ask(number, '2')).toContain('Riz brisé 25 kg : *10 sacs* (');
    expect(await bench.ask(number, '2')).toContain('Huile d’arachide : *10 bidons* déjà dans la commande');
    const [order, ...others] = await database.range<Order>('order:', 'order;');
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      _id: draft._id,
      lines: [
        { productId: 'product:parfume', quantity: 3 },
        { productId: 'product:huile', quantity: 10 },
        { productId: 'product:riz', quantity: 10 },
      ],
    });
    expect(order && documentFault({ ...order })).toBeNull();
  });

  it('“2” makes another order once the first was given up', async () => {
    const { number, database } = await bench.anAlertSent();
    await bench.ask(number, '2');
    const [order] = await database.range<Order>('order:', 'order;');
    await database.put(cancel(must(order), { at: new Date().toISOString(), by: 'u', deviceId: 'server' }));
    expect(await bench.ask(number, '2')).toContain('Commande préparée pour *Sandaga Gros*');
    expect(await database.range('order:', 'order;')).toHaveLength(2);
  });

  it('takes the message that is quoted, and what is recommended now', async () => {
    const { number, delivery, shop, oilEvent, database } = await bench.anAlertSent();
    await bench.other.outbox.enqueue([deliveryOf(shop, number, oilEvent)]);
    await bench.other.idle();
    const oil = must(await database.get<Product>('product:huile'));
    await database.put(revise(oil, { minStock: 15 }, { at: new Date().toISOString(), by: 'u', deviceId: 'server' }));
    const first = (await bench.other.deliveries.get(deliveryKey(delivery.id)))?.messageId ?? '';
    expect(await bench.ask(number, 'OK', first)).toContain('Riz brisé');
    expect(await bench.ask(number, '2')).toContain('Huile d’arachide : *30 bidons* (');
  });
});

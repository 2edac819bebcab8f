import type { Shop } from '@digiboost/domain/documents';
import { aCash, aClosing, aCustomer, aSale, aSupplier, someLimits } from '@digiboost/domain/documents/testing/examples';
import { formatMoney } from '@digiboost/domain/french';
import { addDays } from '@digiboost/domain/shared/day';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConversationBench, openConversationBench } from '../testing/conversation-bench.ts';
import { aNumber, aWhatsAppShop, giveNumber } from '../testing/whatsapp-shop.ts';

const TODAY = new Date().toISOString().slice(0, 10);
const at = (daysAgo: number, minute: number) => `${addDays(TODAY, -daysAgo)}T00:0${minute}:00.000Z`;

let bench: ConversationBench;
beforeAll(async () => {
  bench = await openConversationBench();
});
afterAll(() => bench.close());

/** 300 stayed yesterday; today a payment, an expense, and cash taken to Wave. Two customers owe, one has paid ahead. */
const documents = () => [
  aCustomer(),
  aCustomer({ _id: 'customer:fatou', name: 'Fatou Sarr' }),
  aSupplier(),
  aClosing({ n: 1, at: at(1, 1), parts: [{ method: 'CASH', expected: 350, counted: 350, left: 300 }] }),
  aSale({ n: 2, at: at(12, 2), payments: [], customerId: 'customer:moussa' }),
  aSale({ n: 3, at: at(0, 1), payment: 'CREDIT', customerName: 'Awa Diop' }),
  aCash({ n: 4, at: at(0, 2), kind: 'CUSTOMER_PAYMENT', customerId: 'customer:moussa', amount: 200 }),
  aCash({ n: 5, at: at(0, 3), kind: 'CUSTOMER_PAYMENT', customerId: 'customer:fatou', amount: 400 }),
  aCash({ n: 6, at: at(0, 4), kind: 'EXPENSE', category: 'TRANSPORT', amount: 150 }),
  aCash({ n: 7, at: at(0, 5), kind: 'TRANSFER', method: 'CASH', toMethod: 'WAVE', amount: 100 }),
];

describe('a question about the money', () => {
  it('“CAISSE” and “DETTES” tell what the API tells', async () => {
    const { number, database, shop } = await aWhatsAppShop(bench.world);
    expect(await bench.ask(number, 'dettes')).toBe('Personne ne doit d’argent.');
    expect(await bench.ask(number, 'caisse')).toBe('La caisse n’a encore rien enregistré.');
    await database.request('post', '_bulk_docs', { docs: documents() });
    expect(await bench.ask(number, 'La caisse svp')).toBe(
      [
        '• Espèces : *650 F*',
        '• Wave : jamais compté, faites une première clôture',
        'Aujourd’hui : 600 F entrés, 150 F sortis',
      ].join('\n'),
    );
    expect(await bench.ask(number, 'DETTES')).toBe(
      [
        'À recevoir : *1 800 F*',
        '• Awa Diop : *1 000 F*, depuis aujourd’hui',
        '• Moussa Ndiaye : *800 F*, depuis 12 jours',
      ].join('\n'),
    );
    expect(await bench.ask(number, 'dettes de MOUSSA')).toBe('• Moussa Ndiaye : *800 F*, depuis 12 jours');
    expect(await bench.ask(number, 'carnet fatou')).toBe('• Fatou Sarr : rien, 400 F payés d’avance');
    expect(await bench.ask(number, 'dettes sandaga')).toBe('Aucun client ne correspond à « sandaga ».');

    const ask = async (path: string) =>
      (await bench.world.call('GET', `/api/v1${path}`, { token: shop.admin.token })).body as {
        total: number;
        now: { method: string; expected: number }[];
      };
    const plain = (amount: number) => formatMoney(amount).replaceAll('\u202f', ' ');
    const { total } = await ask('/customers');
    expect(await bench.ask(number, 'DETTES')).toContain(`*${plain(total)}*`);
    const [cash] = (await ask('/dashboards/till')).now;
    expect(await bench.ask(number, 'CAISSE')).toContain(`Espèces : *${plain(cash?.expected ?? 0)}*`);
  });

  it('is answered to whoever may ask the API, and of their own shop alone', async () => {
    const { database } = await aWhatsAppShop(bench.world);
    await database.request('post', '_bulk_docs', { docs: documents() });
    const { shop, number } = await aWhatsAppShop(bench.world);
    expect(await bench.ask(number, 'dettes moussa')).toBe('Aucun client ne correspond à « moussa ».');
    const reader = await bench.world.newUser(shop, 'viewer');
    const own = aNumber();
    await giveNumber(bench.world, shop.admin, reader, own);
    const { status } = await bench.world.call('GET', '/api/v1/customers', { token: reader.token });
    expect([status, await bench.ask(own, 'dettes')]).toEqual([200, 'Personne ne doit d’argent.']);
  });

  it('is not answered to whom the shop does not show the till, the debts or the costs', async () => {
    const { shop, database, number } = await aWhatsAppShop(bench.world);
    await database.request('post', '_bulk_docs', { docs: documents() });
    const people = await Promise.all((['viewer', 'user'] as const).map((role) => bench.world.newUser(shop, role)));
    const limits = someLimits({ viewer: ['TILL', 'DEBTS'], user: ['COSTS'] });
    await database.update<Shop>('shop', (doc) => doc && { ...doc, settings: { ...doc.settings, limits: [limits] } });
    const denied = 'Votre compte ne permet pas de voir l’argent de la boutique.';
    const told: Record<string, unknown> = {};
    for (const [n, who] of people.entries()) {
      const own = aNumber();
      await giveNumber(bench.world, shop.admin, who, own);
      const ask = async (path: string) =>
        (await bench.world.call('GET', `/api/v1${path}`, { token: who.token })).status;
      told[n === 0 ? 'viewer' : 'user'] = [
        (await bench.ask(own, 'CAISSE')) === denied,
        (await bench.ask(own, 'DETTES')) === denied,
        (await bench.ask(own, 'ACHATS')) === denied,
        await ask('/dashboards/till'),
        await ask('/customers'),
        await ask('/customers/moussa'),
      ];
    }
    expect(told).toEqual({
      viewer: [true, true, false, 403, 403, 403],
      user: [false, false, true, 200, 200, 200],
    });
    expect(await bench.ask(number, 'CAISSE')).toContain('Espèces');
  });
});

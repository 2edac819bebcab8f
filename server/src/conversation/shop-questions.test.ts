import type { ShopDocument } from '@digiboost/domain/documents';
import { aCount, aCustomer, aProduct, aSale, aSupplier, writtenBy } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConversationBench, openConversationBench } from '../testing/conversation-bench.ts';
import { aNumber, aWhatsAppShop } from '../testing/whatsapp-shop.ts';
import { commandOf } from './command.ts';

describe('a question by one word', () => {
  it.each([
    ['CA', 'sales'],
    ['vente', 'sales'],
    ['Ventes svp', 'sales'],
    ['rupture', 'ruptures'],
    ['RUPTRES', 'ruptures'],
    ['jeexna', 'ruptures'],
    ['Commander 50 000', 'purchases'],
    ['comander 50000 F', 'purchases'],
    ['acheter', 'purchases'],
    ['commander', 'order'],
    ['aide', 'help'],
    ['ndimbal', 'help'],
    ['stock riz', 'stock'],
    ['rupture de contrat avec le voisin', 'help'],
  ])('« %s » is understood as %s', (text, kind) => {
    expect(commandOf(text).kind).toBe(kind);
  });

  it('takes the budget however it is written', () => {
    expect(commandOf('commander 50 000 fcfa')).toEqual({ kind: 'purchases', budget: 50_000 });
    expect(commandOf('achats')).toEqual({ kind: 'purchases', budget: null });
  });
});

describe('an answer', () => {
  let bench: ConversationBench;
  beforeAll(async () => {
    bench = await openConversationBench();
  });
  afterAll(() => bench.close());

  it('tells sales, ruptures and purchases in less than 700 characters', async () => {
    const { number } = await aWhatsAppShop(bench.world);
    const answers = [];
    for (const asked of ['CA', 'RUPTURES', 'ACHATS', 'COMMANDER 50000', 'AIDE'])
      answers.push(await bench.ask(number, asked));
    expect(answers[0]).toContain('Aujourd’hui');
    expect(answers[1]).toMatch(/rupture/i);
    expect(answers[2]).toMatch(/ommander/);
    expect(answers[4]).toContain('*RUPTURES*');
    for (const answer of answers) expect(answer.length).toBeLessThan(700);
  });

  it('fits one screen in large shops whose names are long, of one shop or of three', async () => {
    const number = aNumber();
    for (let n = 0; n < 3; n += 1) {
      const { shop, database } = await aWhatsAppShop(bench.world, number);
      const docs = longNames(shop.admin.id);
      const rows = await database.request<{ error?: string }[]>('post', '_bulk_docs', { docs });
      expect(rows.filter(({ error }) => error)).toEqual([]);
      for (const asked of QUESTIONS) {
        const answer = await bench.ask(number, asked);
        expect([asked, answer.length < 700]).toEqual([asked, true]);
        // What is cut off is said to be, and something is told of each shop.
        if (/^(?:STOCK .*|DETTES.*|RUPTURES)$/.test(asked))
          expect([asked, answer]).toEqual([asked, expect.stringContaining('…')]);
        if (n > 0 && !/^(?:AIDE|STOCK)$/.test(asked)) expect(answer.match(/\*Boutique /g)).toHaveLength(n + 1);
      }
    }
  });
});

const QUESTIONS = [
  'CAISSE',
  'DETTES',
  'DETTES client',
  'STOCK',
  'STOCK article',
  'CA',
  'RUPTURES',
  'ACHATS',
  'COMMANDER 9000000',
  'AIDE',
];

/** Some hundreds of products, most of them gone, and of people who owe millions, with names as long as they may be. */
function longNames(by: string): ShopDocument[] {
  const name = (what: string, n: number) =>
    `${what} ${n} ${'de très grande contenance '.repeat(4)}`.slice(0, 78).trim();
  const ids = Array.from({ length: 300 }, (_, n) => n);
  const at = (day: number) => new Date(Date.now() - day * 86_400_000).toISOString();
  const sold = ids
    .slice(0, 60)
    .map((n) => ({ productId: `product:p${n}` as const, quantity: 3, unitPrice: 1_234_567 }));
  const documents: ShopDocument[] = [
    ...ids.map((n) =>
      aProduct({
        _id: `product:p${n}`,
        code: `P${n}`,
        name: name('Article', n),
        unit: 'bidon de vingt litres',
        supplierId: `supplier:s${n % 12}`,
        minStock: 1_000,
        maxStock: 123_456,
        packSize: 12,
      }),
    ),
    ...ids.slice(0, 12).map((n) => aSupplier({ _id: `supplier:s${n}`, code: `S${n}`, name: name('Fournisseur', n) })),
    ...ids.map((n) => aCustomer({ _id: `customer:c${n}`, name: name('Client', n) })),
    ...ids.map((n) => aCount({ n: n + 500, at: at(0), productId: `product:p${n}`, counted: n % 2 === 0 ? 0 : 12.345 })),
    ...ids.map((n) =>
      aSale({
        n: n + 1_000,
        at: at(10),
        lines: [{ productId: `product:p${n}`, quantity: 1, unitPrice: 1_234_567 }],
        payments: [],
        customerId: `customer:c${n}`,
      }),
    ),
    ...ids.slice(0, 80).map((n) => aSale({ n: n + 2_000, at: at(80 - n), lines: sold })),
  ];
  return documents.map((doc) => writtenBy(doc, by));
}

import { aProduct } from '@digiboost/domain/documents/testing/examples';
import { must } from '@digiboost/domain/shared/must';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConversationBench, openConversationBench } from '../testing/conversation-bench.ts';
import { aNumber, aWhatsAppShop } from '../testing/whatsapp-shop.ts';

let bench: ConversationBench;
beforeAll(async () => {
  bench = await openConversationBench();
});
afterAll(() => bench.close());

describe('a question about the stock', () => {
  it('“STOCK riz” tells what there is, without accents or case; several, one or none', async () => {
    const { number } = await aWhatsAppShop(bench.world);
    expect(await bench.ask(number, 'stock RIZ')).toBe(
      '• Riz brisé 25 kg : *0 sac* – RUPTURE\n• Riz parfumé 5 kg : *12 sacs*',
    );
    expect(await bench.ask(number, 'Stock de parfumé')).toBe('• Riz parfumé 5 kg : *12 sacs*');
    expect(await bench.ask(number, 'STOCK sucre')).toContain('Aucun produit ne correspond');
    expect(await bench.ask(number, 'stock')).toContain('STOCK riz');
  });
});

describe('a shop that says that a number is theirs', () => {
  it('does not push the holder’s own shop out of the answer, whatever it calls its products', async () => {
    const number = aNumber();
    const own = await aWhatsAppShop(bench.world, number);
    const hostile = await aWhatsAppShop(bench.world, number);
    const docs = Array.from({ length: 20 }, (_, n) =>
      aProduct({ _id: `product:x${n}`, code: `X${n}`, name: `Huile\r\n*${'x'.repeat(180)}*` }),
    );
    await hostile.database.request('post', '_bulk_docs', { docs });
    const stock = await bench.ask(number, 'stock huile');
    for (const { shop } of [own, hostile]) expect(stock).toContain(`*Boutique ${shop.id}*`);
    expect(stock).toContain('Huile d’arachide : *0 bidon*');
    expect(stock.length).toBeLessThanOrEqual(1600);
  });
});

describe('a shop that has had all its answers of the day', () => {
  it('does not silence somebody of another shop whose number it says is theirs', async () => {
    const few = await openConversationBench({ messagesPerDay: 2 });
    try {
      const number = aNumber();
      const shops = [await aWhatsAppShop(few.world, number), await aWhatsAppShop(few.world, number)];
      const [first] = await few.other.numbers.usersOf(number);
      const hostile = must(shops.find(({ shop }) => shop.id === first?.tenantId));
      const answer = { ...hostile.delivery, address: aNumber(), alertType: 'REPLY' as const, eventId: '' };
      await few.other.outbox.enqueue([1, 2].map((n) => ({ ...answer, id: `${answer.id}|${n}` })));
      expect(await few.ask(number, 'stock riz')).toContain('Riz brisé');
    } finally {
      await few.close();
    }
  });
});

describe('the log', () => {
  it('holds no message and no number', async () => {
    const { number } = await bench.anAlertSent();
    await bench.ask(number, 'stock huile secrète');
    const log = bench.world.logged();
    expect(log).toContain('a message was answered');
    for (const secret of [number, number.slice(1), 'Riz brisé', 'secr']) expect(log.includes(secret)).toBe(false);
  });
});

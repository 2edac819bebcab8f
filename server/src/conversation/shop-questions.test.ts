import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConversationBench, openConversationBench } from '../testing/conversation-bench.ts';
import { aWhatsAppShop } from '../testing/whatsapp-shop.ts';
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
});

import type { Order } from '@digiboost/domain/documents';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { TOOLS } from '../agents/tools.ts';
import { type LoopbackServer, listenHere } from '../notify/testing/loopback-server.ts';
import { type ConversationBench, openConversationBench } from '../testing/conversation-bench.ts';
import { aWhatsAppShop, giveNumber, type WhatsAppShop } from '../testing/whatsapp-shop.ts';

interface Told {
  readonly messages: readonly { readonly role: string; readonly content: string | null }[];
  readonly tools: readonly { readonly function: { readonly name: string; readonly parameters: object } }[];
}

/** What the model's stand-in says next; a list: which tools it wants called. */
type Say = string | readonly { readonly name: string; readonly args: object }[];

let said: (told: Told, turn: number) => Say | null;
let heard: Told[];
let model: LoopbackServer;
let bench: ConversationBench;
let shop: WhatsAppShop;
beforeAll(async () => {
  model = await listenHere((req, res) => {
    let text = '';
    req.on('data', (part) => {
      text += part;
    });
    req.once('end', () => {
      const told = JSON.parse(text) as Told;
      heard.push(told);
      const next = said(told, heard.length);
      if (next === null || req.headers.authorization !== 'Bearer secret') return res.writeHead(503).end();
      const calls = typeof next === 'string' ? [] : next;
      const message = {
        role: 'assistant',
        content: typeof next === 'string' ? next : null,
        tool_calls: calls.map(({ name, args }, n) => ({
          id: `c${n}`,
          type: 'function',
          function: { name, arguments: JSON.stringify(args) },
        })),
      };
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [{ message }] }));
    });
  });
  bench = await openConversationBench({}, { url: `${model.url}/v1`, name: 'stand-in', key: 'secret' });
  shop = await aWhatsAppShop(bench.world);
});
afterAll(async () => {
  await bench.close();
  await model.close();
});
beforeEach(() => {
  heard = [];
});

const orders = () => shop.database.range<Order>('order:', 'order;');
async function lastCall(): Promise<object | undefined> {
  const { token } = shop.shop.admin;
  const { body } = await bench.world.call<{ calls: object[] }>('GET', '/api/v1/agents/calls', { token });
  return body.calls[0];
}
const ask = (text: string) => bench.ask(shop.number, text);
const DRAFT = {
  name: 'preparer_commande',
  args: { fournisseur: 'supplier:sandaga', lignes: [{ produit: 'product:riz', quantite: 20 }] },
};

it('answers from what a tool told, with its source, and notes the call', async () => {
  said = (told, turn) =>
    turn === 1
      ? [{ name: 'etat_stock', args: {} }]
      : `Il y a ${told.messages.at(-1)?.content?.length} signes. ${'x'.repeat(900)}`;
  const answer = await ask('comment va mon stock cette semaine ?');
  expect(answer).toMatch(/^Il y a \d+ signes/);
  expect(answer).toMatch(/Source : État du stock, .+\.$/);
  expect(answer.length).toBeLessThan(700);
  expect(heard[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
  expect(heard[0]?.tools.map((one) => one.function.name)).toEqual(TOOLS.map(({ name }) => name));
  expect(heard[1]?.messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringContaining('"today"') });
  expect(await lastCall()).toMatchObject({ keyName: 'WhatsApp', tool: 'etat_stock', outcome: 'done' });
});

it('says no figure that no tool told, and has words for when the model is away', async () => {
  said = () => 'Votre chiffre d’affaires est de 1 000 000 F.';
  expect(await ask('combien ai-je vendu hier ?')).toContain('*STOCK riz*');
  said = () => null;
  expect(await ask('combien ai-je vendu hier ?')).toContain('*STOCK riz*');
  const before = heard.length;
  expect(await ask('CA')).toContain('Aujourd’hui');
  expect(await ask('aide')).toContain('*STOCK riz*');
  expect(heard).toHaveLength(before);
});

it('prepares nothing before the person says so, and then once', async () => {
  said = () => [DRAFT];
  const proposal = await ask('commande 20 sacs de riz chez Sandaga et envoie la commande');
  expect(proposal).toContain('*Sandaga Gros*');
  expect(proposal).toContain('Riz brisé 25 kg : 20 sac');
  expect(heard).toHaveLength(1);
  expect(await orders()).toEqual([]);
  expect(await ask('Oui !')).toContain('en brouillon');
  expect((await orders()).map(({ status, lines }) => [status, lines.length])).toEqual([['DRAFT', 1]]);
  expect(await ask('oui')).toContain('*STOCK riz*');
  expect(await orders()).toHaveLength(1);
});

it('calls no tool that there is not, and prepares nothing for who may only read', async () => {
  said = (_told, turn) => (turn === 1 ? [{ name: 'envoyer_message', args: { a: '+221770000000' } }] : 'Envoyé.');
  expect(await ask('envoie la liste des clients à mon frère')).toContain('*STOCK riz*');
  expect(heard[1]?.messages.at(-1)?.content).toContain('n’existe pas');
  expect(await lastCall()).toMatchObject({ keyName: 'WhatsApp', tool: 'envoyer_message', outcome: 'refused' });
  const viewer = await bench.world.newUser(shop.shop, 'viewer');
  const number = '+221770001122';
  await giveNumber(bench.world, shop.shop.admin, viewer, number);
  heard = [];
  said = (_told, turn) => (turn === 1 ? [DRAFT] : 'C’est préparé.');
  expect(await bench.ask(number, 'prépare une commande de riz')).toContain('*STOCK riz*');
  expect(heard[0]?.tools.map(({ function: { name } }) => name)).not.toContain('preparer_commande');
});

it('forgets what was not agreed to within a quarter of an hour', async () => {
  said = () => [DRAFT];
  await ask('prépare une commande de riz');
  const before = (await orders()).length;
  bench.world.advance(16 * 60_000);
  expect(await ask('oui')).toContain('*STOCK riz*');
  expect(await orders()).toHaveLength(before);
});

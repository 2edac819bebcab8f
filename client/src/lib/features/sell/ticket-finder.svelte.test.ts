import { FREE_LINE, type Sale } from '@digiboost/domain/documents';
import { aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { expect, it } from 'vitest';
import type { ShopInsight } from '../../insight/shop-insight.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { TicketFinder } from './ticket-finder.svelte.ts';

const [rice, milk] = [aSale({ n: 1 }), aSale({ n: 2 })];

async function open(answers: Readonly<Record<string, Promise<readonly Sale[]>>>) {
  const replica = new FakeReplica();
  await replica.put([rice, milk, aVoid(milk)]);
  const ask = async (_name: string, { query }: { query: string }) => {
    const found = await answers[query];
    if (!found) throw new Error('no memory');
    return { ids: found.map(({ _id }) => _id), more: 3, unread: [] };
  };
  return new TicketFinder({ ask: ask as unknown as ShopInsight['ask'] }, replica);
}

it('shows the tickets found, with their voids, and nothing once the field is empty', async () => {
  const finder = await open({ lait: Promise.resolve([milk]) });
  await finder.find('lait');
  expect(finder.tickets).toMatchObject([{ sale: milk, voided: { type: 'void' } }]);
  expect(finder.more).toBe(3);
  await finder.find(' ');
  expect(finder.tickets).toBeNull();
});

it('reads once what tickets call something that is in no catalogue, and looks again with it', async () => {
  const bag = aSale({ n: 3, lines: [{ productId: FREE_LINE, label: 'Sac plastique', quantity: 1, unitPrice: 50 }] });
  const replica = new FakeReplica();
  await replica.put([bag]);
  const told: string[][] = [];
  const ask = async (_name: string, { labels }: { labels: ReadonlyMap<string, string> }) => {
    told.push([...labels.values()]);
    return { ids: labels.has(bag._id) ? [bag._id] : [], more: 0, unread: labels.has(bag._id) ? [] : [bag._id] };
  };
  const finder = new TicketFinder({ ask: ask as unknown as ShopInsight['ask'] }, replica);
  await finder.find('sac');
  expect(finder.tickets?.map(({ sale }) => sale)).toEqual([bag]);
  await finder.find('plastique');
  expect(told).toEqual([[], ['Sac plastique'], ['Sac plastique']]);
});

it('shows the answer to what was typed last, whichever comes first, and says when it could not look', async () => {
  let answer: (found: readonly Sale[]) => void = () => undefined;
  const slow = new Promise<readonly Sale[]>((resolve) => {
    answer = resolve;
  });
  const finder = await open({ r: slow, riz: Promise.resolve([rice]) });
  const first = finder.find('r');
  await finder.find('riz');
  answer([rice, milk]);
  await first;
  expect(finder.tickets?.map(({ sale }) => sale)).toEqual([rice]);
  await finder.find('huile');
  expect(finder.hasFailed).toBe(true);
});

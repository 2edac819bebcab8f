import { FREE_LINE, type LedgerEvent } from '@digiboost/domain/documents';
import { aCount, aMovement, aProduct, aReturn, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import type { DayRow } from '@digiboost/domain/ledger';
import { addDays } from '@digiboost/domain/shared/day';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { createWorld, type World } from '../testing/world.ts';
import { type ShopActivity, shopActivity } from './shop-activity.ts';
import { shopBooks, type WholeBook } from './shop-books.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const PRODUCTS = ['product:riz', 'product:huile', 'product:the'] as const;
const NOW = new Date('2026-03-08T12:00:00.000Z');
// Some lines are sold outside the catalogue.
const ofProduct = fc.constantFrom(...PRODUCTS, FREE_LINE);

const anEvent = fc
  .record({
    kind: fc.constantFrom('sale', 'sale', 'missed', 'return', 'entry', 'exit', 'count'),
    productId: ofProduct,
    other: ofProduct,
    quantity: fc.integer({ min: 1, max: 20 }),
    day: fc.integer({ min: 0, max: 4 }),
    minute: fc.integer({ min: 10, max: 59 }),
  })
  .map(({ kind, productId, other, quantity, day, minute }) => (n: number): LedgerEvent => {
    const timed = { at: `${addDays('2026-03-02', day)}T09:${minute}:00.000Z`, n };
    const lines = [productId, other].map((id) => ({ productId: id, quantity, unitPrice: 100 }));
    if (kind === 'sale') return aSale({ ...timed, lines });
    if (kind === 'missed') return aSale({ ...timed, lines, status: 'MISSED' });
    if (kind === 'return')
      return aReturn({ ...timed, lines: [{ line: 0, productId, quantity, amount: 100, restocked: true }] });
    if (kind === 'count') return aCount({ ...timed, productId, counted: quantity });
    return aMovement({ ...timed, productId, quantity, movementType: kind === 'entry' ? 'ENTRY' : 'EXIT' });
  });

/** New events, and what becomes of one that is there. */
const aStep = fc.oneof(
  { weight: 4, arbitrary: fc.array(anEvent, { minLength: 1, maxLength: 4 }).map((events) => ({ events })) },
  {
    weight: 2,
    arbitrary: fc.record({
      of: fc.nat({ max: 1_000 }),
      fate: fc.constantFrom('voided', 'deleted', 'forked', 'edited'),
      productId: ofProduct,
    }),
  },
);

const inTime = (rows: readonly DayRow[] = []) => [...rows].sort((a, b) => a.day - b.day || a.at - b.at);

/** Books hold rows and counts in any order. */
const inOrder = ({ products }: WholeBook) =>
  [...products].map(([id, { counts = [], days, ...ledger }]) => [
    id,
    ledger,
    inTime(days),
    [...counts].sort((a, b) => a.at - b.at || (a.eventId < b.eventId ? -1 : 1)),
  ]);

test('activity that is read on from an earlier one is that of whoever reads it all, whatever came in between', async () => {
  // One shop whose history grows: making another takes longer than all of its steps.
  const shop = connectCouch(world.couchUrl).database((await world.newShop()).database);
  const store = (docs: readonly object[], body = {}) => shop.request('post', '_bulk_docs', { docs, ...body });
  await store(PRODUCTS.map((_id, n) => aProduct({ _id, code: `P${n}` })));
  const books = shopBooks();
  const there: LedgerEvent[] = [];
  let before: ShopActivity | undefined;
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 2, maxLength: 8 }), async (steps) => {
      for (const step of steps) {
        if ('events' in step) {
          const events = step.events.map((make, n) => make(there.length + n));
          there.push(...events);
          await store(events);
        } else {
          const event = there[step.of % Math.max(1, there.length)];
          if (event === undefined) continue;
          const other =
            'lines' in event
              ? { ...event, lines: event.lines.map((line) => ({ ...line, productId: step.productId })) }
              : { ...event, productId: step.productId };
          const rev = (await shop.get<{ _id: string; _rev: string }>(event._id))?._rev;
          if (rev === undefined) continue;
          if (step.fate === 'voided' && event.type !== 'count') await store([aVoid(event as never)]);
          if (step.fate === 'deleted') await store([{ _id: event._id, _rev: rev, _deleted: true }]);
          if (step.fate === 'edited') await store([{ ...other, _rev: rev }]);
          if (step.fate === 'forked') {
            await store([{ ...other, _rev: `1-${'f'.repeat(32)}` }], { new_edits: false });
          }
        }
        const now = await shopActivity(shop, before);
        const afresh = await shopActivity(shop, undefined);
        expect(now.stock).toEqual(afresh.stock);
        expect(now.totals).toEqual(afresh.totals);
        expect(now.byDay).toEqual(afresh.byDay);
        before = now;
        const [book, first] = [await books(shop, NOW), await shopBooks()(shop, NOW)];
        expect(inOrder(book)).toEqual(inOrder(first));
        expect(inTime(book.free)).toEqual(inTime(first.free));
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

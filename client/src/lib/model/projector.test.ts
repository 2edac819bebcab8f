import 'fake-indexeddb/auto';
import { type LedgerEvent, redate } from '@digiboost/domain/documents';
import {
  AUTHOR,
  aCount,
  aMovement,
  aProduct,
  aReturn,
  aSale,
  aVoid,
} from '@digiboost/domain/documents/testing/examples';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOG, Phone, PRODUCTS, TODAY } from './testing/test-phone.ts';
import { reference, serverPage, serverSnapshot } from './testing/test-shop.ts';

const instant = (day: number, minute: number): string =>
  new Date(Date.UTC(2026, 2, 1) + day * 86_400_000 + minute * 60_000).toISOString();

const KINDS = [
  'sale',
  'sale',
  'missed',
  'return',
  'ENTRY',
  'EXIT',
  'ADJUSTMENT',
  'count',
  'void',
  'void twice',
] as const;

/** A history of 120 days up to the 28th of June, 2026. */
const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      day: fc.integer({ min: 0, max: 119 }),
      minute: fc.integer({ min: 0, max: 3 }),
      product: fc.constantFrom(...PRODUCTS),
      other: fc.constantFrom(...PRODUCTS),
      milli: fc.integer({ min: 1, max: 20_000 }),
      price: fc.integer({ min: 0, max: 2_000 }),
      target: fc.nat(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => {
    const docs: LedgerEvent[] = [];
    steps.forEach((step, n) => {
      const at = instant(step.day, step.minute);
      const quantity = step.milli / 1000;
      const timed = { at, device: `d${n % 3}`, n };
      const voidable = docs.flatMap((doc) =>
        doc.type === 'sale' || doc.type === 'return' || doc.type === 'movement' ? [doc] : [],
      );
      if (step.kind === 'sale' || step.kind === 'missed') {
        const lines = [step.product, step.other].map((productId) => ({ productId, quantity, unitPrice: step.price }));
        docs.push(aSale({ ...timed, lines, status: step.kind === 'sale' ? 'DELIVERED' : 'MISSED' }));
      } else if (step.kind === 'return') {
        const [amount, line] = [step.price, step.target % 2];
        const lines = [{ line, productId: step.product, quantity, amount, restocked: line === 0 }];
        const refund = Math.floor(amount / (1 + (step.target % 3)));
        const refunds = refund > 0 ? [{ method: 'CASH' as const, amount: refund }] : [];
        docs.push(aReturn({ ...timed, lines, refunds, customerId: 'customer:moussa' }));
      } else if (step.kind === 'count') docs.push(aCount({ ...timed, productId: step.product, counted: quantity }));
      else if (step.kind === 'void' || step.kind === 'void twice') {
        const original = voidable[step.target % Math.max(voidable.length, 1)];
        if (!original) return;
        docs.push(aVoid(original));
        if (step.kind === 'void twice') docs.push(aVoid(original, { ...AUTHOR, by: 'u-modou' }));
      } else {
        const signed = step.kind === 'ADJUSTMENT' && step.milli % 2 ? -quantity : quantity;
        const unitCost = step.kind === 'ENTRY' && step.target % 3 ? step.price + 0.25 : undefined;
        const dated =
          step.kind === 'ENTRY' && step.milli % 3 ? { expiresOn: step.milli % 2 ? '2026-07-02' : '2026-09-30' } : {};
        docs.push(
          aMovement({
            ...timed,
            productId: step.product,
            movementType: step.kind,
            quantity: signed,
            unitCost,
            ...dated,
          }),
        );
      }
    });
    return docs;
  });

/** A history, what of it the server and this phone had at the first copy, and how the rest arrives. */
const scenario = history.chain((docs) =>
  fc.record({
    docs: fc.constant(docs),
    where: fc.array(fc.constantFrom('server', 'server', 'unsent', 'later', 'again'), {
      minLength: docs.length,
      maxLength: docs.length,
    }),
    order: fc.shuffledSubarray(docs, { minLength: docs.length }),
    cut: fc.integer({ min: -1, max: 121 }),
    sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
    restarts: fc.array(fc.constantFrom('no', 'no', 'restart', 'upgrade', 'killed'), { minLength: 1, maxLength: 6 }),
    commits: fc.integer({ min: 0, max: 1 }),
  }),
);

const CUTOFF = '2026-05-01T00:00:00.000Z';

/** A phone that has its first copy of a small shop, with `events`. */
async function shopOf(events: readonly LedgerEvent[] = []): Promise<Phone> {
  const phone = new Phone();
  await phone.projector.open();
  await phone.bootstrap([...CATALOG, ...events], CUTOFF);
  return phone;
}

describe('projector', () => {
  it('gives the figures of all documents at once, however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ docs, where, order, cut, sizes, restarts, commits }) => {
        const place = new Map(docs.map((doc, index) => [doc, where[index]]));
        const phone = new Phone();
        const cutoff = instant(cut, 0);
        const known = docs.filter((doc) => place.get(doc) === 'server' || place.get(doc) === 'again');
        const knownIds = new Set(known.map((doc) => doc._id));
        const unsent = docs.filter((doc) => place.get(doc) === 'unsent' && !knownIds.has(doc._id));
        await phone.projector.open();
        await phone.bootstrap([...CATALOG, ...known], cutoff, unsent);

        let needed = false;
        const rest = order.filter((doc) => {
          const at = place.get(doc);
          return at === 'later' || at === 'unsent' || (at === 'again' && phone.log.includes(doc));
        });
        for (let start = 0, turn = 0; start < rest.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          const batch = rest.slice(start, start + size);
          start += size;
          const restart = restarts[turn % restarts.length];
          if (restart === 'killed') {
            phone.store.commitsLeft = 0;
            await expect(phone.receive(batch)).rejects.toThrow('switched off');
            await phone.restart({ batch: size });
            needed ||= (await phone.receive([])) === 'snapshot-needed';
          } else {
            needed ||= (await phone.receive(batch)) === 'snapshot-needed';
            if (restart !== 'no') await phone.restart({ upgrade: restart === 'upgrade', batch: size });
          }
        }
        const all = [...CATALOG, ...docs];
        if (needed) {
          phone.store.commitsLeft = commits;
          await phone.bootstrap(all, cutoff).catch(async () => {
            await phone.restart();
            await phone.bootstrap(all, cutoff);
          });
          phone.store.commitsLeft = Number.POSITIVE_INFINITY;
        }
        await phone.projector.archive(serverPage(all, '2026-05-01', '2026-08-01', new Set()));
        await phone.projector.archive(serverPage(all, '2026-02-01', '2026-04-30', new Set()));

        const expected = reference(all, TODAY);
        expect(await phone.figures()).toEqual(expected);
        await phone.restart({ upgrade: true, batch: sizes[0] ?? 1 });
        expect(await phone.figures()).toEqual(expected);
        await phone.projector.close();
      }),
      { numRuns: 150 },
    );
  }, 240_000);

  it('gives the figures of documents that were re-dated as if they had always been so, killed on the way too', async () => {
    const moving = history.chain((docs) =>
      fc.record({
        docs: fc.constant(docs),
        wrong: fc.array(fc.boolean(), { minLength: docs.length, maxLength: docs.length }),
        days: fc.integer({ min: -400, max: 400 }),
        commits: fc.constantFrom(0, 1, 9),
        upgrade: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(moving, async ({ docs, wrong, days, commits, upgrade }) => {
        const isWrong = (event: LedgerEvent) =>
          wrong[docs.findIndex(({ _id }) => _id === (event.type === 'void' ? event._id.slice(5) : event._id))] === true;
        const right = docs.filter((doc) => !isWrong(doc));
        const moved = redate(
          docs.filter(isWrong).map((doc) => ({ ...doc, createdAt: doc.type === 'void' ? doc.createdAt : doc.at })),
          {
            instant: (at) => new Date(Date.parse(at) + days * 86_400_000).toISOString(),
            timezone: 'Africa/Dakar',
            renamed: new Map(),
            known: new Map(),
          },
        );
        const phone = new Phone();
        await phone.projector.open();
        await phone.bootstrap([...CATALOG, ...right], instant(-1, 0));
        await phone.receive(moved.map(({ before }) => before));
        const all = [...CATALOG, ...right, ...moved.map(({ after }) => after)];
        const change = {
          docs: moved.map(({ after }) => after),
          removed: moved.map(({ before }) => before),
          localSeq: phone.log.length + 1,
        };
        phone.store.commitsLeft = commits;
        let outcome = await phone.projector.apply(change).catch(async () => {
          await phone.restart();
          return phone.projector.apply(change);
        });
        phone.store.commitsLeft = Number.POSITIVE_INFINITY;
        // The log of this phone without a store keeps what was replaced under its old id.
        phone.log.splice(0, phone.log.length, ...all);
        if (upgrade) {
          await phone.restart({ upgrade });
          outcome = await phone.receive([]);
        }
        if (outcome === 'snapshot-needed') await phone.bootstrap(all, instant(-1, 0));
        await phone.projector.archive(serverPage(all, '2024-01-01', '2028-01-01', new Set()));
        const { onHand, unitCosts, known, lots, days: totals, activity } = await phone.figures();
        const expected = reference(all, TODAY);
        expect({ onHand, unitCosts, known, lots, days: totals, activity }).toEqual({
          onHand: expected.onHand,
          unitCosts: expected.unitCosts,
          known: expected.known,
          lots: expected.lots,
          days: expected.days,
          activity: expected.activity,
        });
        await phone.projector.close();
      }),
      { numRuns: 100 },
    );
  }, 240_000);

  it('tells the changed rows only, with the overview', async () => {
    const phone = await shopOf();
    phone.notices.length = 0;
    await phone.receive([aSale({ at: `${TODAY}T09:00:00.000Z` })]);
    expect(phone.notices).toHaveLength(1);
    expect(phone.notices[0]).toMatchObject({
      kind: 'changed',
      products: [{ id: 'product:riz', onHand: -2, status: 'UNKNOWN' }],
      days: [{ day: TODAY, revenue: 1000, tickets: 1 }],
      catalog: [],
      overview: { overview: { sales: { today: { current: 1000 } } } },
    });
    await phone.projector.close();
  });

  it('keeps the stock of a product whose document comes after its events', async () => {
    const phone = await shopOf();
    await phone.receive([aMovement({ at: `${TODAY}T09:00:00.000Z`, productId: 'product:the', quantity: 6 })]);
    await phone.receive([aProduct({ _id: 'product:the', minStock: 6 })]);
    expect(phone.notices.at(-1)?.products).toMatchObject([{ id: 'product:the', onHand: 6, status: 'LOW' }]);
    await phone.projector.close();
  });

  it('moves to the new day by itself', async () => {
    const phone = await shopOf([aSale({ at: `${TODAY}T09:00:00.000Z` })]);
    await phone.projector.rollDay();
    phone.notices.length = 0;
    phone.now = '2026-07-02T00:00:01.000Z';
    await phone.projector.rollDay();
    expect(phone.notices).toHaveLength(1);
    expect((await phone.figures()).overview).toMatchObject({
      today: '2026-07-02',
      sales: { today: { current: 0, previous: 1000 } },
    });
    await phone.projector.close();
  });

  it('asks for a snapshot when a count comes from before the held window, until it has one', async () => {
    const phone = await shopOf();
    expect(await phone.receive([aSale({ at: '2026-03-01T08:00:00.000Z' })])).toBe('applied');
    expect(await phone.receive([aCount({ at: '2026-03-02T08:00:00.000Z' })])).toBe('snapshot-needed');
    await phone.restart();
    expect(await phone.receive([])).toBe('snapshot-needed');
    await phone.bootstrap(phone.log, CUTOFF);
    expect(await phone.receive([])).toBe('applied');
    expect((await phone.figures()).onHand['product:riz']).toBe(8);
    await phone.projector.close();
  });

  it('asks for a snapshot when another phone counted at the very instant of the last known count', async () => {
    const at = '2026-03-02T08:00:00.000Z';
    const phone = await shopOf([aCount({ at, device: 'd0', counted: 8 })]);
    expect(await phone.receive([aCount({ at, device: 'd1', counted: 19 })])).toBe('snapshot-needed');
    await phone.bootstrap(phone.log, CUTOFF);
    expect(await phone.receive([])).toBe('applied');
    expect((await phone.figures()).onHand['product:riz']).toBe(19);
    await phone.projector.close();
  });

  it('shows no figures of an unfinished replay, and all of them at its end', async () => {
    const phone = await shopOf([1, 2, 3].map((n) => aSale({ at: `${TODAY}T09:00:00.000Z`, n })));
    phone.notices.length = 0;
    await phone.restart({ upgrade: true, batch: 2 });
    expect(phone.notices.map((notice) => notice.kind)).toEqual(['reload']);
    expect(phone.notices[0]?.overview?.overview.sales.today).toMatchObject({ current: 3000, tickets: 3 });
    await phone.projector.close();
  });

  it('keeps its figures when a new copy cannot be stored', async () => {
    const phone = await shopOf([aSale({ at: `${TODAY}T09:00:00.000Z` })]);
    const before = await phone.figures();
    phone.store.commitsLeft = 0;
    await expect(phone.bootstrap(CATALOG, CUTOFF)).rejects.toThrow('switched off');
    phone.store.commitsLeft = Number.POSITIVE_INFINITY;
    expect(await phone.figures()).toEqual(before);
    await phone.receive([aSale({ at: `${TODAY}T09:30:00.000Z` })]);
    expect((await phone.figures()).onHand['product:riz']).toBe(-4);
    await phone.projector.close();
  });

  it('counts a document that is not sent on top of the server’s figures, even when it is among the held ones', async () => {
    const phone = new Phone();
    await phone.projector.open();
    const own = aSale({ at: `${TODAY}T09:00:00.000Z` });
    const server = serverSnapshot(CATALOG, CUTOFF);
    await phone.projector.bootstrap({ ...server, docs: [...server.docs, own], unsent: [own], localSeq: 9 });
    expect(await phone.figures()).toEqual(reference([...CATALOG, own], TODAY));
    await phone.projector.close();
  });

  it('values what is in stock at what it cost, also what came before the window, once that is known', async () => {
    const old = aMovement({ at: '2026-03-01T08:00:00.000Z', n: 1, quantity: 10, unitCost: 100 });
    const sold = aSale({ at: `${TODAY}T09:00:00.000Z`, n: 2 });
    // 8 left at 100, and 2 more at 350: (8 x 100 + 2 x 350) / 10 = 150.
    const fresh = aMovement({ at: `${TODAY}T10:00:00.000Z`, n: 3, quantity: 2, unitCost: 350 });
    const phone = await shopOf([old, sold]);
    await phone.projector.archive(serverPage(phone.log.concat(old), '2026-01-01', '2026-08-01', new Set()));
    await phone.receive([fresh]);
    expect((await phone.figures()).unitCosts['product:riz']).toBe(150);
    expect((await phone.figures()).overview?.valuation.total).toBe(1500);
    await phone.projector.close();
  });

  it('leaves to preview what was never copied only', async () => {
    const phone = await shopOf();
    phone.notices.length = 0;
    await phone.projector.preview(serverSnapshot(CATALOG, CUTOFF));
    expect(phone.notices).toEqual([]);
    await phone.projector.close();
  });
});

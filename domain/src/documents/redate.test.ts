import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { receive, withVoidedReception } from '../purchase/index.ts';
import type { LedgerEvent } from './ledger-event.ts';
import { revise } from './merge.ts';
import { movementSchema } from './movement.ts';
import type { Order } from './order.ts';
import type { Product } from './product.ts';
import { type Redated, type Redating, redate } from './redate.ts';
import { documentFault, type ShopDocument } from './registry.ts';
import { aCount, aMovement, anAcknowledgement, anOrder, aProduct, aSale, aVoid } from './testing/examples.ts';
import { histories } from './testing/histories.ts';

const DAY_MS = 86_400_000;
const WRONG = '2026-03-05T23:30:00.000Z';
const TRUE = '2026-03-02T23:30:00.000Z';
/** A clock that was three days ahead since the 4th. */
const ahead: Redating['instant'] = (at) =>
  at < '2026-03-04' ? at : new Date(Date.parse(at) - 3 * DAY_MS).toISOString();
const redating = (change: Partial<Redating> = {}): Redating => ({
  instant: ahead,
  timezone: 'Africa/Dakar',
  renamed: new Map(),
  known: new Map(),
  ...change,
});
const author = { at: WRONG, by: 'u-awa', deviceId: 'd1' };
const afterOf = (docs: readonly ShopDocument[], change: Partial<Redating> = {}): ShopDocument[] =>
  redate(docs, redating(change)).map(({ after }) => after);

describe('re-dating', () => {
  test('gives an event its true time, day and id, and nothing else changes', () => {
    const sale = aSale({ at: WRONG });
    expect(afterOf([{ ...sale, createdAt: WRONG }])).toEqual([
      { ...sale, _id: `sale:${TRUE}:d1-1`, at: TRUE, day: '2026-03-02', createdAt: TRUE },
    ]);
    const sound = { ...aSale({ at: TRUE }), createdAt: TRUE };
    expect(afterOf([sound])).toEqual([]);
  });

  test('leaves what another phone recorded at its time, and moves only when it was handed in', () => {
    const handedIn = { by: 'u-awa', deviceId: 'd1', at: WRONG };
    const sale = { ...aSale({ at: WRONG, device: 'd2' }), createdAt: WRONG, handedIn };
    expect(afterOf([sale])).toEqual([{ ...sale, handedIn: { ...handedIn, at: TRUE } }]);
    const cancelled = { ...aVoid(sale), createdAt: WRONG, handedIn };
    expect(afterOf([cancelled])).toEqual([{ ...cancelled, handedIn: { ...handedIn, at: TRUE } }]);
  });

  test('computes the business day in the shop’s timezone', () => {
    const [sale] = afterOf([{ ...aSale({ at: WRONG }), createdAt: WRONG }], { timezone: 'Africa/Nairobi' });
    expect(sale).toMatchObject({ at: TRUE, day: '2026-03-03' });
  });

  test('leaves the time that a file gave to an event', () => {
    const imported = { ...aSale({ at: '2026-03-04T10:00:00.000Z' }), createdAt: WRONG };
    expect(afterOf([imported])).toEqual([{ ...imported, createdAt: TRUE }]);
  });

  test('takes along voids, orders and receptions that name what moves', () => {
    const sale = { ...aSale({ at: WRONG }), createdAt: WRONG };
    const sent = anOrder({ _id: `order:${WRONG}:d1-7`, at: WRONG, createdAt: WRONG, updatedAt: WRONG, status: 'SENT' });
    const came = [{ productId: 'product:riz' as const, quantity: 10, movementId: `movement:${WRONG}:d1-8` as const }];
    const { order, movements } = receive(sent, came, author);
    const docs = [aVoid(sale, author), order, ...movements, sale, anAcknowledgement(undefined, author)];
    const after = afterOf(docs);
    expect(after.map(({ _id }) => _id)).toEqual([
      `movement:${TRUE}:d1-8`,
      `sale:${TRUE}:d1-1`,
      `void:sale:${TRUE}:d1-1`,
      docs.at(-1)?._id,
      `order:${TRUE}:d1-7`,
    ]);
    const [movement, , voided, , moved] = after;
    expect(movement).toMatchObject({ orderId: `order:${TRUE}:d1-7`, at: TRUE });
    expect(voided).toMatchObject({ original: { at: TRUE, day: '2026-03-02' }, createdAt: TRUE });
    expect(Object.values((moved as Order).receptions ?? {})).toMatchObject([
      { movementId: `movement:${TRUE}:d1-8`, at: TRUE },
    ]);
    for (const doc of after) expect(documentFault({ ...doc })).toBeNull();
    expect(JSON.stringify(after)).not.toContain(WRONG);
    // What came is still found by its movement.
    const reopened = withVoidedReception(moved as Order, `movement:${TRUE}:d1-8`, { ...author, at: TRUE });
    expect(Object.values(reopened.receptions ?? {})).toMatchObject([{ voidedAt: TRUE }]);
  });

  test('keeps what is known elsewhere, and moves only what was added to it', () => {
    const sale = { ...aSale({ at: WRONG }), createdAt: WRONG };
    expect(afterOf([sale, aVoid(sale, author)], { known: new Map([[sale._id, sale]]) })).toEqual([
      { ...aVoid(sale, author), createdAt: TRUE },
    ]);
    const voided = aVoid(sale, author);
    expect(afterOf([sale], { known: new Map([[voided._id, voided]]) })).toEqual([{ ...sale, createdAt: TRUE }]);
    const product = aProduct({ createdAt: WRONG, updatedAt: WRONG });
    const edited = revise<Product>(product, { salePrice: 900 }, { ...author, at: '2026-03-06T10:00:00.000Z' });
    const [after] = afterOf([edited], { known: new Map([[product._id, product]]) });
    expect(after).toEqual({
      ...edited,
      updatedAt: '2026-03-03T10:00:00.000Z',
      edits: { salePrice: ['2026-03-03T10:00:00.000Z|u-awa|d1'] },
    });
  });

  test('follows names that were given before', () => {
    const renamed = new Map([[`sale:${WRONG}:d1-1`, `sale:${TRUE}:d1-1`]]);
    const late = aVoid(aSale({ at: WRONG }), { ...author, at: TRUE });
    expect(afterOf([late], { renamed, instant: (at) => at })).toEqual([
      {
        ...aVoid(aSale({ at: TRUE }), { ...author, at: TRUE }),
        original: { ...late.original, at: TRUE, day: '2026-03-02' },
      },
    ]);
  });

  test('keeps every event once, valid, in its order, whatever the clock did', () => {
    const clock = fc.record({ days: fc.integer({ min: -20_000, max: 400 }), ms: fc.integer({ min: 0, max: DAY_MS }) });
    fc.assert(
      fc.property(histories(), clock, ({ ...events }, { days, ms }) => {
        const docs = (Object.values(events) as LedgerEvent[]).map((event) =>
          event.type === 'void' ? event : { ...event, createdAt: event.at },
        );
        const instant = (at: string) => new Date(Date.parse(at) + days * DAY_MS + ms).toISOString();
        const redated = redate(docs, redating({ instant }));
        const unchanged = docs.filter((doc) => !redated.some(({ before }) => before === doc));
        const after = [...unchanged, ...redated.map((one) => one.after)];
        expect(after).toHaveLength(docs.length);
        expect(new Set(after.map(({ _id }) => _id)).size).toBe(new Set(docs.map(({ _id }) => _id)).size);
        for (const doc of after) expect(documentFault({ ...doc })).toBeNull();
        const timeOf = (doc: ShopDocument) => (doc.type === 'void' ? doc.original.at : 'at' in doc ? doc.at : '');
        const pairs = redated.map(({ before, after: later }: Redated) => [timeOf(before), timeOf(later)]);
        for (const [before, later] of pairs) expect(later).toBe(instant(before ?? ''));
      }),
    );
  });

  test('counts and movements follow too', () => {
    const docs = [
      { ...aCount({ at: WRONG }), createdAt: WRONG },
      { ...aMovement({ at: WRONG, n: 2 }), createdAt: WRONG },
    ];
    const after = afterOf(docs);
    expect(after.map(({ _id }) => _id).sort()).toEqual([`count:${TRUE}:d1-1`, `movement:${TRUE}:d1-2`]);
    expect(movementSchema.safeParse(after.find(({ type }) => type === 'movement')).success).toBe(true);
  });
});

import { DOCUMENT_TYPES, type DocumentTypeName, isLedgerEvent, type ShopDocument } from '@digiboost/domain/documents';
import {
  aCash,
  aCategory,
  aClosing,
  aCount,
  aCustomer,
  aMovement,
  anAcknowledgement,
  anAlert,
  anAlertEvent,
  anApprover,
  anAsset,
  anOrder,
  aProduct,
  aReportRun,
  aReportSchedule,
  aReturn,
  aSale,
  aShop,
  aSupplier,
  aVoid,
} from '@digiboost/domain/documents/testing/examples';
import { expect, it } from 'vitest';
import { CATALOGUE_RANGES, cutoffOf, isInWindow, slicesOf } from './window.ts';

const TODAY = '2026-03-10';
const CUTOFF = cutoffOf(TODAY);
const at = '2026-03-01T10:00:00.000Z';
/** One document of each type that the window holds, or that is held whole, or not at all. */
const DOCS: readonly ShopDocument[] = [
  aShop(),
  aCategory(),
  aSupplier(),
  aProduct(),
  aSale({ at }),
  aVoid(aSale({ at })),
  aReturn({ at }),
  aVoid(aReturn({ at })),
  aVoid(aMovement({ at })),
  aMovement({ at }),
  aCount({ at }),
  aCustomer(),
  anAsset(),
  aCash({ at }),
  aVoid(aCash({ at })),
  aClosing({ at }),
  anOrder(),
  anAlert(),
  anAlertEvent(),
  anAcknowledgement(),
  anApprover(),
  aReportSchedule(),
  aReportRun(),
];
const ranges = [...CATALOGUE_RANGES, ...slicesOf(CUTOFF).flatMap((slice) => slice.ranges)];
const asked = ({ _id }: ShopDocument): number => ranges.filter(({ from, to }) => _id >= from && _id < to).length;

it('asks for each document that a phone holds exactly once, of every type there is', () => {
  const types = new Set<DocumentTypeName>(DOCS.map(({ type }) => type));
  expect([...types].sort()).toEqual(Object.keys(DOCUMENT_TYPES).sort());
  for (const doc of DOCS) expect([doc._id, asked(doc)]).toEqual([doc._id, isInWindow(doc, CUTOFF) ? 1 : 0]);
  expect(DOCS.filter((doc) => !isInWindow(doc, CUTOFF))).toEqual([]);
});

it('asks for the events of the window only, the newest first', () => {
  const old = aSale({ at: '2026-01-08T23:59:59.000Z' });
  expect([CUTOFF, asked(old), isInWindow(old, CUTOFF)]).toEqual(['2026-01-09T00:00:00.000Z', 0, false]);
  // A void counts when its original does, whenever it was made.
  expect(isInWindow(aVoid(old), CUTOFF)).toBe(false);
  const slices = slicesOf(CUTOFF);
  expect(slices.map(({ name }) => name)).toEqual([
    '2026-02-28',
    '2026-02-18',
    '2026-02-08',
    '2026-01-29',
    '2026-01-19',
    '2026-01-09',
  ]);
  const future = aSale({ at: '2027-01-01T00:00:00.000Z' });
  expect([asked(future), isLedgerEvent(future)]).toEqual([1, true]);
});

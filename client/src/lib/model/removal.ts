import type { LedgerEvent, ProductId, ShopDocument } from '@digiboost/domain/documents';
import {
  addLots,
  countsOf,
  type DayColumns,
  type DayTotals,
  daysOf,
  type Entry,
  type Lot,
  lotLinesOf,
  lotsOf,
  ticketEffects,
  toColumns,
} from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import { type CostReads, withCosts } from './cost-ledger.ts';
import type { ModelStore } from './projection-store.ts';
import { type ProjectorMemory, withChanges } from './projector-state.ts';
import { isListedDocument, type ProductRecord } from './records.ts';
import { addToDays, byProduct, eventsOf, negated } from './snapshot.ts';
import { baseAfter, openRecord, withEntries } from './stock-ledger.ts';
import type { Changes } from './store-writes.ts';

/** The part of the store that taking documents back reads. */
export type RemovalReads = Pick<ModelStore, 'held' | 'entriesOf' | 'entriesAfter' | 'opening' | 'moneyOf'> & CostReads;

/** What taking documents back changes, and the projections as they are without them. */
export interface Removal {
  readonly changes: Required<Pick<Changes, 'products' | 'days' | 'productDays' | 'gone'>>;
  readonly memory: ProjectorMemory;
}

/** The projections without `removed`, as if they had never been recorded. Nothing is stored. */
export async function projectRemoval(
  memory: ProjectorMemory,
  removed: readonly ShopDocument[],
  reads: RemovalReads,
): Promise<Removal> {
  const wanted = eventsOf(removed);
  const held = await reads.held(wanted.map(({ _id }) => _id));
  const events = wanted.filter(({ _id }) => held.has(_id));
  const lines = await reads.entriesOf(events.map(({ _id }) => _id));
  const { products, productDays } = await withoutEntries(memory, lines, lotsOf(events.flatMap(lotLinesOf)), reads);
  const days = daysWithout(memory, events);
  const gone = [...days].flatMap(([day, { tickets, missedTickets, paid }]) =>
    tickets || missedTickets || paid ? [] : [day],
  );
  const documents = removed.filter(isListedDocument).map(({ _id }) => _id);
  const entries = lines.map(placeOf);
  const money = (await reads.moneyOf(wanted.map(({ _id }) => _id))).map(placeOf);
  const closings = wanted.flatMap(({ type, _id }) => (type === 'closing' ? [_id] : []));
  const changes = {
    products,
    productDays,
    days: [...days.values()].filter(({ day }) => !gone.includes(day)),
    gone: { days: gone, entries, documents, money, closings },
  };
  const { live, archive } = memory;
  const after = withChanges(memory, { live, archive, products, days: changes.days, catalog: [] });
  const isLeft = ([day]: [Day, DayTotals]): boolean => !gone.includes(day);
  return { changes, memory: { ...after, days: new Map([...after.days].filter(isLeft)) } };
}

function daysWithout(memory: ProjectorMemory, events: readonly LedgerEvent[]): Map<Day, DayTotals> {
  const days = new Map<Day, DayTotals>();
  for (const effect of events.flatMap(ticketEffects)) {
    const before = days.get(effect.day) ?? memory.days.get(effect.day);
    if (before) days.set(effect.day, before);
    addToDays(days, negated(effect));
  }
  return days;
}

/** The products of `lines` as all their other lines make them: what was counted before may matter again. */
async function withoutEntries(
  memory: ProjectorMemory,
  lines: readonly Entry[],
  taken: ReadonlyMap<ProductId, readonly Lot[]>,
  reads: RemovalReads,
) {
  const gone = new Set(lines.map(keyOf));
  const records: { record: ProductRecord; held: DayColumns }[] = [];
  for (const id of byProduct(lines).keys()) {
    const before = memory.products.get(id);
    const all = await reads.entriesAfter(id, '');
    const left = all.filter((entry) => !gone.has(keyOf(entry)));
    const record = openRecord(id, await reads.opening(id));
    const base = baseAfter(left, record.base, memory.archive?.cutoff ?? '');
    records.push({
      record: {
        ...withEntries(record, left, base, []),
        product: before?.product ?? null,
        lots: addLots(before?.lots ?? [], taken.get(id) ?? [], -1),
      },
      held: toColumns(id, daysOf(left).get(id), countsOf(left).get(id)),
    });
  }
  const products = await withCosts(records, memory.archive?.isPartial === true, reads);
  return { products, productDays: records.map(({ held }) => held) };
}

const placeOf = ({ eventId, line }: Pick<Entry, 'eventId' | 'line'>): [string, number] => [eventId, line];
const keyOf = ({ eventId, line }: Entry): string => `${eventId} ${line}`;

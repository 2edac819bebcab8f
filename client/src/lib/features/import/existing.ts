import type {
  Cash,
  Category,
  Count,
  Customer,
  Movement,
  Product,
  Return,
  Sale,
  Supplier,
} from '@digiboost/domain/documents';
import { type Existing, isImported } from '@digiboost/domain/import';
import type { Balance } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { ProductRow } from '../../model/types.ts';
import type { Replica } from '../../replica/types.ts';
import type { ServerHistory } from './server-history.ts';

/** Days of which a phone holds every event; of older ones it may hold only totals. */
const HELD_DAYS = 60;

export interface ShopSources {
  readonly replica: Pick<Replica, 'range'>;
  /** Resolves when no first copy of the shop is under way. */
  copied(): Promise<void>;
  /** Products with their stock. */
  products(): Promise<readonly ProductRow[]>;
  /** What the customers owe. */
  balances(): Promise<ReadonlyMap<string, Balance>>;
  /** Days with sales, as far as the phone knows. */
  saleDays(): Promise<readonly Day[]>;
  server(from: Day, to: Day): Promise<Result<ServerHistory, 'offline'>>;
}

/** Which days the file speaks of; `trusting` does without the server when it cannot be asked. */
export interface ExistingQuery {
  readonly period: Period | null;
  readonly today: Day;
  readonly trusting: boolean;
  readonly takenBack: ReadonlySet<string>;
}

interface Period {
  readonly from: Day;
  readonly to: Day;
}
/** `offline`: the server has to be asked and cannot be; `incomplete`: the shop's first copy was cut before its end. */
export type ExistingFault = 'offline' | 'incomplete';

const NO_HISTORY: ServerHistory = { imported: [], returns: [], voidedIds: [], recordedDays: [], counts: [] };

/**
 * What the shop holds of what a file may touch. For days that the phone does not hold in full, and on which the shop
 * sold, the server is asked, unless `trusting`.
 */
export async function gatherExisting(
  sources: ShopSources,
  { period, today, trusting, takenBack }: ExistingQuery,
): Promise<Result<Existing, ExistingFault>> {
  const { replica } = sources;
  await sources.copied();
  const [categories, suppliers, customers, balances, openings, rows, counts, movements, ...back] = await Promise.all([
    replica.range<Category>({ from: 'category:', to: 'category;' }),
    replica.range<Supplier>({ from: 'supplier:', to: 'supplier;' }),
    replica.range<Customer>({ from: 'customer:', to: 'customer;' }),
    sources.balances(),
    replica.range<Cash>({ from: 'cash:', to: 'cash;' }),
    sources.products(),
    replica.range<Count>({ from: 'count:', to: 'count;' }),
    replica.range<Movement>({ from: 'movement:', to: 'movement;' }),
    replica.range({ from: 'void:movement:', to: 'void:movement;' }),
    replica.range({ from: 'void:cash:', to: 'void:cash;' }),
  ]);
  const products = await replica.range<Product>({ from: 'product:', to: 'product;' });
  // The figures come first in a first copy, the documents last.
  const held = new Set<string>(products.map(({ _id }) => _id));
  if (rows.some(({ id }) => !held.has(id))) return fail('incomplete');
  // The figures may be a moment behind the documents.
  const lastCount = new Map<string, string>();
  for (const { productId, at } of counts) lastCount.set(productId, later(at, lastCount.get(productId)));
  const recent = period ? await heldSales(replica, period) : NO_HISTORY;
  const older = period ? await olderHistory(sources, period, today) : ok(NO_HISTORY);
  if (!older.ok && !trusting) return older;
  const history = older.ok ? older.value : NO_HISTORY;
  return ok({
    products,
    categories,
    suppliers,
    customers,
    debts: new Map([...balances].map(([id, { amount }]) => [id, amount])),
    openings: openings.filter(({ _id, kind }) => kind === 'OPENING' && isImported(_id)),
    stock: new Map(
      rows.map(({ id, onHand, countedAt, status }) => [
        id,
        {
          onHand,
          countedAt: later(countedAt, lastCount.get(id)),
          isKnown: status !== 'UNKNOWN' || (lastCount.get(id) ?? '') > countedAt,
        },
      ]),
    ),
    imported: distinct([...recent.imported, ...history.imported]),
    returns: distinct([...recent.returns, ...history.returns]),
    deliveries: movements.filter(({ _id }) => isImported(_id)),
    voided: new Set([
      ...recent.voidedIds,
      ...history.voidedIds,
      ...back.flat().map(({ _id }) => _id.slice('void:'.length)),
      ...movements.flatMap(({ takesBack }) => takesBack ?? []),
    ]),
    recordedDays: new Set([...recent.recordedDays, ...history.recordedDays]),
    counts: distinct([...counts.filter(({ _id }) => isImported(_id)), ...history.counts]),
    takenBack,
  });
}

async function heldSales(replica: Pick<Replica, 'range'>, { from, to }: Period): Promise<ServerHistory> {
  // A day either side: elsewhere than in Dakar a shop's day is not that of the instants in the ids.
  const [first, end] = [addDays(from, -1), addDays(to, 2)];
  const [sales, returns, ...voids] = await Promise.all([
    replica.range<Sale>({ from: `sale:${first}`, to: `sale:${end}` }),
    // Up to now: what came back may have been noted on the tickets since.
    replica.range<Return>({ from: `return:${first}`, to: 'return;' }),
    replica.range({ from: `void:sale:${first}`, to: `void:sale:${end}` }),
    replica.range({ from: `void:return:${first}`, to: 'void:return;' }),
  ]);
  const voidedIds = voids.flat().map(({ _id }) => _id.slice('void:'.length));
  const voided = new Set(voidedIds);
  return {
    imported: sales.filter(({ _id }) => isImported(_id)),
    returns,
    voidedIds,
    recordedDays: sales.filter(({ _id }) => !isImported(_id) && !voided.has(_id)).map(({ day }) => day),
    counts: [],
  };
}

async function olderHistory(
  sources: ShopSources,
  { from, to }: Period,
  today: Day,
): Promise<Result<ServerHistory, 'offline'>> {
  const firstHeld = addDays(today, -HELD_DAYS);
  if (from >= firstHeld) return ok(NO_HISTORY);
  const days = await sources.saleDays();
  // A shop that never sold on those days cannot have imported them.
  if (!days.some((day) => day >= from && day <= to && day < firstHeld)) return ok(NO_HISTORY);
  return sources.server(from, to < firstHeld ? to : firstHeld);
}

const later = (a: string, b = ''): string => (a > b ? a : b);

const distinct = <D extends { readonly _id: string }>(docs: readonly D[]): D[] => [
  ...new Map(docs.map((doc) => [doc._id, doc])).values(),
];

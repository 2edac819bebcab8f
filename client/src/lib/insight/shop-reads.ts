import type { FoundPart, Owing } from '@digiboost/domain/alerts';
import { FREE_LINE, type ProductId } from '@digiboost/domain/documents';
import { type Accounts, type DayColumns, type DayRow, isKnownBy, mergeColumns, rowsOf } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { foundPart, owingCustomers } from '@digiboost/domain/shop/money-facts';
import { accountName } from '@digiboost/domain/shop/people';
import type { IDBPDatabase } from 'idb';
import { MoneyReader } from '../model/money-reader.ts';
import type { Projections, Tables } from '../model/projections.ts';
import type { ProductRecord } from '../model/records.ts';
import { MONEY_BEFORE } from '../model/store-writes.ts';
import { type EarlierMoney, ProductData, type SaleEntry, type ShopAccounts } from './shop-data.ts';

export type Database = IDBPDatabase<Tables>;

/** Read in parts: a transaction over everything would keep the projector waiting. */
const PRODUCTS_AT_ONCE = 400;

/** Some products by id, those after `range`'s beginning, and the last of them; null: there are no more. */
export async function readPage(
  db: Database,
  range: IDBKeyRange | undefined,
): Promise<{ products: ProductData[]; last: string | null }> {
  const transaction = db.transaction(['products', 'productDays', 'archivedDays']);
  const records = await transaction.objectStore('products').getAll(range, PRODUCTS_AT_ONCE);
  const [first, last] = [records[0], records.at(-1)];
  if (!first || !last) return { products: [], last: null };
  const own = IDBKeyRange.bound(first.id, last.id);
  const [held, archived] = await Promise.all([
    transaction.objectStore('productDays').getAll(own),
    transaction.objectStore('archivedDays').getAll(own),
  ]);
  return {
    products: joined(records, held, archived),
    last: records.length < PRODUCTS_AT_ONCE ? null : last.id,
  };
}

/** What was sold outside the catalogue. */
export async function readFree(db: Database): Promise<DayRow[]> {
  const transaction = db.transaction(['productDays', 'archivedDays']);
  const [held, archived] = await Promise.all([
    transaction.objectStore('productDays').get(FREE_LINE),
    transaction.objectStore('archivedDays').get(FREE_LINE),
  ]);
  return [...rowsOf(mergeColumns(FREE_LINE, archived, held))];
}

/** The products `ids` as they are stored. */
export async function readProducts(db: Database, ids: readonly ProductId[]): Promise<ProductData[]> {
  const transaction = db.transaction(['products', 'productDays', 'archivedDays']);
  const found = await Promise.all(
    ids.map((id) =>
      Promise.all([
        transaction.objectStore('products').get(id),
        transaction.objectStore('productDays').get(id),
        transaction.objectStore('archivedDays').get(id),
      ]),
    ),
  );
  const all = <T>(values: readonly (T | undefined)[]): T[] => values.flatMap((value) => (value ? [value] : []));
  return joined(
    all(found.map(([record]) => record)),
    all(found.map(([, held]) => held)),
    all(found.map(([, , archived]) => archived)),
  );
}

function joined(
  records: readonly ProductRecord[],
  held: readonly DayColumns[],
  archived: readonly DayColumns[],
): ProductData[] {
  const heldOf = new Map(held.map((columns) => [columns.id, columns]));
  const archivedOf = new Map(archived.map((columns) => [columns.id, columns]));
  return records.flatMap(({ id, product, milli, told, lots }) => {
    if (!product) return [];
    const columns = mergeColumns(id, archivedOf.get(id), heldOf.get(id));
    return [new ProductData(product, { milli, isKnown: isKnownBy(told) }, columns, lots)];
  });
}

/** The customers who owe something; `timezone` is the shop's. */
export async function readDebts(projections: Projections, timezone: string | undefined): Promise<Owing[]> {
  const balances = await new MoneyReader(projections).balances('customer');
  const range = IDBKeyRange.bound('customer:', 'customer;');
  const customers = await projections.read([], (db) => db.getAll('documents', range));
  return owingCustomers(
    balances,
    customers.filter((doc) => doc.type === 'customer'),
    timezone,
  );
}

/** The name of who owed something of each held ticket, by the ticket's id. */
export async function readTicketCustomers(db: Database): Promise<Map<string, string>> {
  const range = IDBKeyRange.bound(['customer:'], ['customer;']);
  const [lines, customers] = await Promise.all([
    db.getAllFromIndex('money', '[account+at]', range),
    db.getAll('documents', IDBKeyRange.bound('customer:', 'customer;')),
  ]);
  const names = new Map<string, string>(
    customers.flatMap((doc) => (doc.type === 'customer' ? [[doc._id, doc.name]] : [])),
  );
  return new Map(
    lines
      .filter(({ kind }) => kind === 'TICKET')
      .map(({ eventId, account }) => [eventId, names.get(account) ?? accountName(account)]),
  );
}

/** What the held closings found; `timezone` is the shop's. */
export async function readClosings(db: Database, timezone: string | undefined): Promise<FoundPart[]> {
  const closings = await db.getAll('closings');
  return closings.flatMap(({ at, parts }) => parts.map((part) => foundPart(at, part, timezone)));
}

/** Each of `items` once, by its key. */
const each = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/**
 * The whole of the money; null where days before `heldFrom`, or balances that were there by then, say it is not, and
 * nobody gives what came `earlier`.
 */
export async function readAccounts(
  db: Database,
  heldFrom: Day | null,
  firstDay: Day | null,
  earlier?: EarlierMoney,
): Promise<ShopAccounts | null> {
  const [lines, closings, before, documents, suppliers] = await Promise.all([
    db.getAll('money'),
    db.getAll('closings'),
    db.get('archive', MONEY_BEFORE) as Promise<Accounts | undefined>,
    Promise.all(['asset', 'customer'].map((type) => db.getAll('documents', IDBKeyRange.bound(`${type}:`, `${type};`)))),
    db.getAll('catalog', IDBKeyRange.bound('supplier:', 'supplier;')),
  ]);
  const isHeld = (at: string): boolean => heldFrom !== null && at.slice(0, 10) >= heldFrom;
  const isWhole =
    heldFrom !== null &&
    (firstDay === null || firstDay >= heldFrom) &&
    (before?.balances ?? []).length === 0 &&
    (before?.till ?? []).every(({ base, expected }) => (base ? isHeld(base.at) : expected === 0));
  if (!isWhole && !earlier) return null;
  const people = [...suppliers, ...documents.flat()].flatMap((doc): [string, string][] =>
    doc.type === 'customer' || doc.type === 'supplier' ? [[doc._id, doc.name]] : [],
  );
  return {
    lines: each([...(earlier?.lines ?? []), ...lines], ({ eventId, line }) => `${eventId} ${line}`),
    closings: each([...(earlier?.closings ?? []), ...closings], ({ _id }) => _id),
    names: new Map(people),
    assets: documents.flat().filter((doc) => doc.type === 'asset'),
  };
}

/**
 * The lines of the sales, the returns and their voids made on the days from..to: those may lie on the UTC day before or
 * after.
 */
export async function readSaleEntries(db: Database, from: Day, to: Day): Promise<SaleEntry[]> {
  const first = addDays(from, -1);
  const end = addDays(to, 2);
  const transaction = db.transaction('entries');
  const ranges = ['sale:', 'void:sale:', 'return:', 'void:return:'].map((kind) =>
    IDBKeyRange.bound([kind + first], [kind + end], false, true),
  );
  const found = await Promise.all(ranges.map((range) => transaction.store.getAll(range)));
  return found.flat().filter(({ day }) => day >= from && day <= to) as SaleEntry[];
}

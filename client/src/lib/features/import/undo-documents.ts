import {
  type Cash,
  type Category,
  type Count,
  type Customer,
  type LedgerEvent,
  type Movement,
  type MutableDocument,
  move,
  type Product,
  type Return,
  revise,
  type Sale,
  type ShopDocument,
  type Supplier,
  voidOf,
} from '@digiboost/domain/documents';
import { type CountUndo, restored } from '@digiboost/domain/import';
import { entriesOf, stockOnHand } from '@digiboost/domain/ledger';
import { toMilli } from '@digiboost/domain/shared/quantity';
import type { Remote } from '../../replica/exchange/remote.ts';
import { RemoteError } from '../../replica/exchange/transport.ts';
import type { Replica } from '../../replica/types.ts';
import type { ImportJob } from './journal.ts';

/** What taking an import back needs. */
export interface UndoContext {
  readonly replica: Pick<Replica, 'get' | 'range' | 'author' | 'newId'>;
  readonly timezone?: string | undefined;
  /** Asked for tickets of days that this phone no longer holds. */
  readonly server?: Pick<Remote, 'held'>;
}

type Created = Product | Supplier | Category | Customer;
type Recorded = Sale | Return | Movement | Cash;

const REASON = 'Import annulé';

/**
 * The documents that take an import back as a whole: its sales, returns and entries are voided, what it created is
 * archived, what it changed says again what it said, unless somebody changed it since, and the stock is again what it
 * was before it, with everything that happened since. `missing`: sales and entries of it that cannot be had now.
 */
export async function undoDocuments(
  context: UndoContext,
  job: ImportJob,
): Promise<{ docs: ShopDocument[]; missing: number }> {
  const { replica } = context;
  const author = replica.author();
  const ids = [...job.sales, ...(job.returns ?? []), ...(job.movements ?? []), ...(job.openings ?? [])];
  const events = await eventsOf(context, ids);
  const docs: ShopDocument[] = events.map((event) => voidOf(event, author, REASON));
  const put = (doc: ShopDocument, after: ShopDocument): void => {
    if (after !== doc) docs.push(after);
  };
  for (const edit of job.undo?.edits ?? []) {
    const edited = await replica.get<MutableDocument>(edit.id);
    if (edited) put(edited, restored(edited, edit, author));
  }
  for (const created of await createdBy(context, job, docs)) {
    put(created, revise<Created>(created, { isActive: false }, author));
  }
  docs.push(...(await stockAgain(context, job, new Set(ids))));
  return { docs, missing: ids.length - events.length };
}

/** What the import created, but for suppliers and categories that products still have once `undone` is written. */
async function createdBy(
  { replica }: UndoContext,
  { created }: ImportJob,
  undone: readonly ShopDocument[],
): Promise<Created[]> {
  const found = await Promise.all(created.map((id) => replica.get<Created>(id as Created['_id'])));
  const held = found.filter((doc) => doc !== null);
  if (held.every(({ type }) => type === 'product')) return held;
  const products = await replica.range<Product>({ from: 'product:', to: 'product;' });
  const after = new Map(undone.map((doc) => [doc._id, doc as Product]));
  const used = new Set<string | undefined>();
  for (const product of products) {
    const { supplierId, categoryId, isActive } = after.get(product._id) ?? product;
    if (isActive && !created.includes(product._id)) used.add(supplierId).add(categoryId);
  }
  return held.filter(({ _id }) => !used.has(_id));
}

/** The sales, returns, entries and debts under `ids`, from this phone, or from the server when it can be asked. */
async function eventsOf({ replica, server }: UndoContext, ids: readonly string[]): Promise<Recorded[]> {
  const held = await Promise.all(ids.map((id) => replica.get<Recorded>(id as Recorded['_id'])));
  const found = held.filter((event) => event !== null);
  const absent = ids.filter((_id, index) => held[index] === null);
  if (absent.length === 0 || !server) return found;
  try {
    return [...found, ...([...(await server.held(absent)).values()] as Recorded[])];
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return found;
  }
}

/**
 * Corrections that bring back the stock of what the import counted, and take its word back: what nobody else told of is
 * to be counted again. What was counted again since is left alone.
 */
async function stockAgain(
  { replica, timezone }: UndoContext,
  { undo, startedAt }: ImportJob,
  own: ReadonlySet<string>,
): Promise<Movement[]> {
  const counted = undo?.counts ?? [];
  const first = counted.map(({ at }) => at).sort()[0];
  if (first === undefined) return [];
  const range = <D extends ShopDocument>(type: string, to: string): Promise<D[]> =>
    replica.range<D>({ from: `${type}:${first}`, to: `${type}${to}` });
  const [counts, ...events] = await Promise.all([
    range<Count>('count', ';'),
    ...['sale', 'return', 'movement', 'void:sale', 'void:return', 'void:movement'].map((type) =>
      range<Exclude<LedgerEvent, Count>>(type, `:${startedAt}`),
    ),
  ]);
  const between = events.flat().filter(({ _id }) => !own.has(_id) && !own.has(_id.replace(/^void:/, '')));
  const author = replica.author();
  return counted.flatMap((one): Movement[] => {
    const count = counts.find(({ _id }) => _id === one.countId);
    if (!count || counts.some((other) => isLater(other, one))) return [];
    const entries = [count, ...between].flatMap(entriesOf).filter(({ productId }) => productId === one.productId);
    const after = toMilli(stockOnHand(entries).get(one.productId) ?? 0);
    const quantity = (toMilli(one.before) - after) / 1000;
    if (quantity === 0 && count.assumed) return [];
    const id = replica.newId('movement', author.at);
    const productId = one.productId;
    const takesBack = count.assumed ? undefined : count._id;
    const content = { productId, movementType: 'ADJUSTMENT', quantity, reason: REASON, takesBack } as const;
    return [move(content, { id, author, timezone })];
  });
}

const isLater = (count: Count, { productId, at, countId }: CountUndo): boolean =>
  count.productId === productId && (count.at === at ? count._id > countId : count.at > at);

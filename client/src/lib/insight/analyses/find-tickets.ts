import { FREE_LINE, FREE_NAME, type ProductId, type SaleId } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { receiptNumber } from '@digiboost/domain/reports/receipt';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { beginsWord, dayWords, wordsOf } from '../../model/ticket-words.ts';
import type { ShopData } from '../shop-data.ts';

/** The tickets that answer a search, the newest first. */
export interface FoundTickets {
  readonly ids: readonly SaleId[];
  /** How many there are beyond those. */
  readonly more: number;
  /** Tickets of which `labels` does not tell what they call what is in no catalogue. */
  readonly unread: readonly SaleId[];
}

interface Searched {
  readonly id: SaleId;
  readonly amount: string;
  /** Something on it is in no catalogue. */
  readonly isFree: boolean;
  /** Everything else that it can be found by, folded. */
  readonly text: string;
}

/** Tickets that are shown at once: whoever sees more looks for one more word. */
const SHOWN = 50;
const FIRST_DAY = '2000-01-01';

/** Read once for all that is typed: the shop is the same object as long as nothing happens. */
const searched = new WeakMap<ShopData, Promise<readonly Searched[]>>();

/**
 * The tickets held in detail on this phone in which a word begins as each of `query` does: of the products, the
 * customer who owed, the number of the receipt, the day (« 30/11 », « novembre »), or the amount, whole. `labels`: what
 * tickets call what is in no catalogue, by their ids.
 */
export async function findTickets(
  shop: ShopData,
  { query, labels }: { readonly query: string; readonly labels?: ReadonlyMap<SaleId, string> },
): Promise<FoundTickets> {
  const words = wordsOf(query);
  const all = searched.get(shop) ?? readTickets(shop);
  searched.set(shop, all);
  const tickets = await all;
  const found = tickets.filter(({ id, amount, isFree, text }) => {
    const label = (isFree && labels?.get(id)) || '';
    return words.every((word) => amount === word || beginsWord(text, word) || beginsWord(fold(label), word));
  });
  const unread = tickets.flatMap(({ id, isFree }) => (isFree && !labels?.has(id) ? [id] : []));
  return { ids: found.slice(0, SHOWN).map(({ id }) => id), more: Math.max(found.length - SHOWN, 0), unread };
}

async function readTickets(shop: ShopData): Promise<Searched[]> {
  const [entries, customers] = await Promise.all([
    // A phone whose clock runs ahead has sold tomorrow.
    shop.saleEntries(shop.heldFrom ?? FIRST_DAY, addDays(shop.today, 2)),
    shop.ticketCustomers(),
  ]);
  const tickets = new Map<SaleId, { day: Day; amount: number; goods: Set<ProductId> }>();
  for (const { eventId, kind, day, productId, revenue, missedRevenue } of entries) {
    if (kind !== 'SALE' && kind !== 'MISSED') continue;
    const id = eventId as SaleId;
    const ticket = tickets.get(id) ?? { day, amount: 0, goods: new Set() };
    tickets.set(id, ticket);
    ticket.amount += revenue + missedRevenue;
    ticket.goods.add(productId);
  }
  const nameOf = remembered((id: ProductId) =>
    fold(id === FREE_LINE ? FREE_NAME : (shop.products.get(id)?.product.name ?? '')),
  );
  const dayOf = remembered(dayWords);
  return [...tickets]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([id, { day, amount, goods }]) => {
      const number = receiptNumber({ _id: id, day }).toLowerCase();
      const parts = [[...goods].map(nameOf).join('\n'), fold(customers.get(id) ?? ''), number, dayOf(day)];
      return { id, amount: String(amount), isFree: goods.has(FREE_LINE), text: parts.join('\n') };
    });
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

import type { Asset } from '../../documents/asset.ts';
import type { Category } from '../../documents/category.ts';
import type { LedgerEvent } from '../../documents/ledger-event.ts';
import type { ProductId } from '../../documents/product.ts';
import type { Sale } from '../../documents/sale.ts';
import { aCategory, aShop } from '../../documents/testing/examples.ts';
import type { LedgerProduct } from '../../ledger/ledger-product.ts';
import { booked } from '../../ledger/money-history.ts';
import { moneyLinesOf } from '../../ledger/money-lines.ts';
import { addTicket, type DayTotals, ticketEffects } from '../../ledger/tickets.ts';
import type { Day } from '../../shared/day.ts';
import { ForecastBook } from '../../shop/forecast-book.ts';
import { ledgersOf, type WorkedShop } from '../../shop/testing/worked-shop.ts';
import type { ReportInput } from '../report.ts';

const NAMED = { category: 'Épicerie « sèche »', shop: 'Boutique Ndèye Œuvre & Fils' };

/** What a report of the days from..to is made from in `shop` on `today`, every ticket at hand. */
export function reportInput(
  shop: WorkedShop,
  {
    today,
    from,
    to = today,
    assets = [],
  }: { readonly today: Day; readonly from: Day; readonly to?: Day; readonly assets?: readonly Asset[] },
): ReportInput {
  const category: Category = aCategory({ _id: 'category:seche', name: NAMED.category });
  const products = new Map<ProductId, LedgerProduct>(
    ledgersOf(shop).map((ledger) => {
      const isDry = ledger.product._id === 'product:riz';
      const product = isDry ? { ...ledger.product, categoryId: category._id } : ledger.product;
      return [product._id, { ...ledger, product }];
    }),
  );
  const totals = new Map<Day, DayTotals>();
  for (const effect of shop.events.flatMap(ticketEffects))
    totals.set(effect.day, addTicket(totals.get(effect.day), effect));
  const read = {
    today,
    shop: aShop({ name: NAMED.shop, ninea: '005123456 2G3', phone: '+221771234567' }),
    products,
    categories: new Map([[category._id, category]]),
    suppliers: new Map(shop.suppliers.map((supplier) => [supplier._id, supplier])),
    orders: shop.orders,
    totals: [...totals.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
    expected: null,
  };
  const book = { ...read, expected: new ForecastBook().make(read).outlook };
  const { events, suppliers } = shop;
  const money = {
    lines: booked(
      events.flatMap(moneyLinesOf),
      events.filter((event) => event.type === 'cash'),
    ),
    closings: events.filter((event) => event.type === 'closing'),
    names: new Map<string, string>(suppliers.map(({ _id, name }) => [_id, name])),
  };
  const accounts = { money, assets };
  return { book, period: { from, to }, sales: standing(events, from, to), accounts, madeAt: `${today}T18:30:00.000Z` };
}

/** The delivered tickets of the days from..to that were not voided. */
function standing(events: readonly LedgerEvent[], from: Day, to: Day): Sale[] {
  const voided = new Set(events.flatMap((event) => (event.type === 'void' ? [event._id.slice('void:'.length)] : [])));
  return events.filter(
    (event): event is Sale =>
      event.type === 'sale' &&
      event.status === 'DELIVERED' &&
      event.day >= from &&
      event.day <= to &&
      !voided.has(event._id),
  );
}

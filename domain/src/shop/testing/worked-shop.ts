import type { LedgerEvent } from '../../documents/ledger-event.ts';
import type { Order } from '../../documents/order.ts';
import type { Product } from '../../documents/product.ts';
import type { Supplier } from '../../documents/supplier.ts';
import { aCount, aMovement, anOrder, aProduct, aSale, aSupplier, aVoid } from '../../documents/testing/examples.ts';
import { countsOf } from '../../ledger/cost.ts';
import { daysOf } from '../../ledger/day-row.ts';
import { entriesOf } from '../../ledger/entries.ts';
import type { LedgerProduct } from '../../ledger/ledger-product.ts';
import { isKnownBy, stockOnHand, toldOf } from '../../ledger/stock.ts';
import { addDays, type Day, dayNumber, type Instant } from '../../shared/day.ts';
import { toMilli } from '../../shared/quantity.ts';

/** A shop of four months that server and phone are compared on: always the same, seen from `today`. */
export interface WorkedShop {
  readonly products: readonly Product[];
  readonly suppliers: readonly Supplier[];
  readonly orders: readonly Order[];
  readonly events: readonly LedgerEvent[];
}

const DAYS = 120;

/**
 * Rice sells every day and is delivered twice a month; oil sells at the week's end and was out for a week; soap sleeps;
 * milk is new; the last two were archived and never sold.
 */
export function workedShop(today: Day): WorkedShop {
  let n = 0;
  // The first minute of today, so that nothing lies ahead of the clock.
  const at = (ago: number): Instant => {
    const part = String(n % 60).padStart(2, '0');
    return `${addDays(today, -ago)}T${ago === 0 ? `00:00:${part}` : `12:${part}:00`}.000Z`;
  };
  const timed = (ago: number) => ({ at: at(ago), n: n++ });
  const line = (key: string, quantity: number, unitPrice: number) => ({
    productId: `product:${key}` as const,
    quantity,
    unitPrice,
  });
  const sale = (
    key: string,
    ago: number,
    quantity: number,
    unitPrice: number,
    status: 'DELIVERED' | 'MISSED' = 'DELIVERED',
  ) => aSale({ ...timed(ago), lines: [line(key, quantity, unitPrice)], status });
  const entry = (key: string, ago: number, quantity: number, unitCost: number) =>
    aMovement({
      ...timed(ago),
      productId: `product:${key}`,
      quantity,
      unitCost,
      supplierId: 'supplier:sandaga',
    });

  const events: LedgerEvent[] = [
    entry('riz', DAYS, 90, 380),
    entry('huile', DAYS, 60, 900.5),
    entry('savon', DAYS, 20, 150),
  ];
  for (let ago = DAYS - 1; ago >= 0; ago -= 1) {
    if (ago % 15 === 0) events.push(entry('riz', ago, 70, 380 + (ago % 4) * 5));
    events.push(sale('riz', ago, 3 + ((ago * 7) % 4), 500));
    const isOut = ago >= 12 && ago <= 18;
    if (dayNumber(addDays(today, -ago)) % 7 < 2)
      events.push(sale('huile', ago, 1.25, 1200, isOut ? 'MISSED' : 'DELIVERED'));
    if (ago > 75 && ago % 9 === 0) events.push(sale('savon', ago, 1, 250));
    if (ago < 10 && ago % 3 === 0) events.push(sale('lait', ago, 2, 400));
  }
  const cancelled = sale('riz', 4, 9, 500);
  events.push(cancelled, aVoid(cancelled), aCount({ ...timed(19), productId: 'product:huile', counted: 0 }));
  events.push(entry('huile', 11, 8, 910), entry('lait', 10, 30, 300), entry('ancien', 90, 7, 100));
  events.push(aCount({ ...timed(1), productId: 'product:riz', counted: 33.5 }));

  const author = { at: at(DAYS), by: 'u-awa', deviceId: 'd1' };
  const product = (key: string, fields: Partial<Product> = {}): Product =>
    aProduct(
      { _id: `product:${key}`, code: key.toUpperCase(), name: key, supplierId: 'supplier:sandaga', ...fields },
      author,
    );
  return {
    products: [
      product('riz', { packSize: 10 }),
      product('huile', { purchasePrice: 900.5, salePrice: 1200, unit: 'L' }),
      product('savon', { purchasePrice: 150, salePrice: 250 }),
      product('lait', { createdAt: at(10), minStock: 40 }),
      product('ancien', { isActive: false }),
      product('jamais'),
    ],
    suppliers: [aSupplier({ _id: 'supplier:sandaga', leadTimeDays: 3 })],
    orders: [
      anOrder({
        _id: `order:${at(2)}:d1-1`,
        at: at(2),
        supplierId: 'supplier:sandaga',
        lines: [{ productId: 'product:huile', quantity: 12, unitCost: 905 }],
        status: 'SENT',
      }),
    ],
    events,
  };
}

/** The ledgers of a shop's products, straight from its documents. */
export function ledgersOf({ products, events }: WorkedShop): LedgerProduct[] {
  const entries = events.flatMap(entriesOf);
  const onHand = stockOnHand(entries);
  const days = daysOf(entries);
  const counts = countsOf(entries);
  const told = toldOf(entries);
  return products.map((product) => ({
    product,
    onHandMilli: toMilli(onHand.get(product._id) ?? 0),
    isKnown: isKnownBy(told.get(product._id)),
    days: [...(days.get(product._id)?.values() ?? [])],
    counts: counts.get(product._id) ?? [],
  }));
}

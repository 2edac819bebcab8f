import { saleLineAmount, splitDiscount } from '../documents/index.ts';
import { must } from '../shared/must.ts';
import type { Row } from './row.ts';
import { cellText, isAbsent } from './text.ts';
import type { SoldLine } from './tickets.ts';

interface DiscountColumn {
  /** FCFA per unit of the file's currency. */
  readonly rate: number;
  readonly ofShares: boolean;
}

/** Whether a column of discounts so called holds shares: "Remise (%)". */
export const isOfShares = (name: string): boolean => /%|pourcent|percent/i.test(name);

/**
 * FCFA that a row takes off `amount`: an amount, or a share of it ("10 %", and all numbers of a column `ofShares`); 0
 * without any.
 */
export function discountOf(row: Row, amount: number, { rate, ofShares }: DiscountColumn): number {
  const cell = row.cell('discount');
  if (isAbsent(cell)) return 0;
  const written = /^-?\s*(\d{1,3}(?:[.,]\d+)?)\s*%$/.exec(cellText(cell))?.[1];
  const read = written === undefined ? row.number('discount')?.value : Number(written.replace(',', '.'));
  if (read === undefined) return 0;
  // A spreadsheet keeps 10 % as 0.1.
  const isPart = typeof cell === 'number' && Math.abs(read) < 1;
  const isShare = written !== undefined || ofShares || isPart;
  const share = isPart ? Math.abs(read) : Math.abs(read) / 100;
  return Math.round(isShare ? amount * share : Math.abs(read) * rate);
}

/** One order of the file: its rows, those of them that were read, its lines, and what it says they come to, FCFA. */
export interface Order {
  rows: number;
  read: number;
  readonly lines: number[];
  /** What came back of it on rows of its own. */
  returned: number;
  total: number | null;
  /** What rows of its own take off it, and those rows. */
  off: number;
  readonly offRows: Row[];
}

/** The orders of a file that says what each comes to, beside its lines. */
export class Orders {
  readonly #orders = new Map<string, Order>();

  /** The order of a row, with the amount that the row tells of it. */
  of(row: Row, orderNumber: string): Order {
    const order = this.#known(orderNumber);
    order.rows++;
    order.total ??= row.price('orderTotal', 0)?.value ?? null;
    return order;
  }

  /** A row of the order says only that `amount` FCFA are taken off it. */
  takeOff(row: Row, orderNumber: string, amount: number): void {
    const order = this.#known(orderNumber);
    order.off += amount;
    order.offRows.push(row);
  }

  #known(orderNumber: string): Order {
    const order = this.#orders.get(orderNumber) ?? newOrder();
    this.#orders.set(orderNumber, order);
    return order;
  }

  /** The lines less what was taken off their orders as a whole; of an order that was not read whole, as they are. */
  settled<L extends Pick<SoldLine, 'quantity' | 'unitPrice' | 'discount'>>(read: readonly L[]): L[] {
    const lines = [...read];
    for (const order of this.#orders.values()) {
      const own = order.lines.map((index) => ({ index, line: must(lines[index], 'line') }));
      const amounts = own.map(({ line }) => saleLineAmount(line));
      const sum = amounts.reduce((all, amount) => all + amount, 0);
      const isWhole = order.read === order.rows;
      // Less than nothing, or of an order of which a line is missing: nobody knows what it was taken off.
      if (order.off > 0 && (!isWhole || order.off > sum)) {
        for (const row of order.offRows) row.fault('negative-price', 'total');
        continue;
      }
      const off = order.total === null || !isWhole ? order.off : offTotal(order, order.total, sum);
      if (off <= 0) continue;
      const shares = splitDiscount(amounts, off);
      own.forEach(({ index, line }, at) => {
        lines[index] = { ...line, discount: line.discount + (shares[at] ?? 0) };
      });
    }
    return lines;
  }
}

const newOrder = (): Order => ({ rows: 0, read: 0, lines: [], returned: 0, total: null, off: 0, offRows: [] });

/** What lines of `sum` FCFA lost that came to `total`; what came back and was taken from the total is no discount. */
function offTotal({ returned }: Order, total: number, sum: number): number {
  const whole = sum - total;
  return whole >= returned ? whole - returned : whole;
}

import { type Product, saleLineAmount } from '../documents/index.ts';
import { LIMITS } from '../documents/limits.ts';
import { type Day, daysBetween } from '../shared/day.ts';
import { lineAmount } from '../shared/money.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import type { Book } from './book.ts';
import { askedQuantity } from './counts.ts';
import { discountOf, isOfShares, Orders } from './discounts.ts';
import { headerOf } from './header.ts';
import { amountsOf, linesOf } from './line-amounts.ts';
import { checkUnit, unitSold } from './packs.ts';
import { productOf, rowText, Unknown } from './product-of.ts';
import type { ReturnedLine } from './returns.ts';
import type { Row } from './row.ts';
import { isReturned, isTakenOff, paymentOf, soldName, soldOn, stateOf, writtenAmount } from './sale-rows.ts';
import type { RowState } from './sale-words.ts';
import { cellText, fold } from './text.ts';
import type { SoldLine } from './tickets.ts';
import type { ImportInput } from './types.ts';

/** A sold line before the day's repetitions are numbered. */
export type ReadLine = Omit<SoldLine, 'occurrence'>;
type PricedLine = Pick<ReadLine, 'quantity' | 'unitPrice' | 'discount'>;
/** What a row says was paid, in FCFA, less a discount on the price; a null price when no whole one makes the amount. */
interface Paid {
  readonly amount: number;
  readonly unitPrice: number | null;
  readonly discount: number;
}
/** Columns of amounts from which the discounts are still to be taken. */
const GROSS = /\b(?:gross|brut|bruts|brute|brutes)\b/;
/** "2× Riz 5 kg, 1× Sel": what a whole order holds. */
const SEVERAL_PRODUCTS = /^\d{1,4}\s?[×x]\s.*,\s?\d{1,4}\s?[×x]\s/i;
/** A price this many times above or below the catalogue's deserves a look. */
const UNUSUAL = 20;

/** Reads the rows of a sales history one by one, and makes known the products they name. */
export class SalesReader {
  readonly #input: ImportInput;
  readonly #book: Book;
  readonly #texts = new Map<string, number>();
  readonly #latest = new Map<string, Day>();
  readonly #amounts: 'line' | 'ticket';
  readonly #isGross: boolean;
  readonly #hasShares: boolean;
  readonly unknown = new Unknown();
  readonly lines: ReadLine[] = [];
  readonly rows: Row[] = [];
  /** What came back, with the rows that say so. */
  readonly returned: (Omit<ReturnedLine, 'occurrence'> & { readonly row: Row })[] = [];
  readonly recorded = new Set<Day>();
  readonly #orders = new Orders();
  pricedByCatalogue = 0;
  readonly refunds = { rows: 0, amount: 0 };

  constructor(input: ImportInput, book: Book) {
    this.#input = input;
    this.#book = book;
    this.#amounts = amountsOf(input);
    const nameOf = (column = -1): string => cellText(headerOf(input.table)[column]).slice(0, 200);
    this.#isGross = GROSS.test(fold(nameOf(input.mapping.total)));
    this.#hasShares = isOfShares(nameOf(input.mapping.discount));
  }

  read(row: Row): void {
    const before = this.returned.length;
    this.#read(row);
    // What came back on a row that cannot be recorded is told: nothing is taken off for it.
    if (!row.isBack || this.returned.length > before) return;
    this.refunds.rows++;
    this.refunds.amount += Math.round(writtenAmount(row, this.#amounts === 'line') * this.#input.options.rate);
  }

  #read(row: Row): void {
    const { options, existing, mapping } = this.#input;
    const sale = stateOf(row);
    const { state: status } = sale;
    row.isBack = isReturned(row, sale, this.#amounts === 'line');
    const name = soldName(row);
    const when = soldOn(row, this.#input);
    if (name && isTakenOff(name.name) && this.#takeOff(row, status)) return;
    if (name && SEVERAL_PRODUCTS.test(name.name)) row.fault('several-products', 'name');
    const quantity = askedQuantity(row, name);
    if (quantity === null && !row.failed && !row.isAsked) row.fault('missing', 'quantity');
    if (quantity === 0) row.fault('zero', 'quantity');
    const paid = this.#paid(row, quantity);
    const [customer, orderNumber] = [
      row.text('customer', LIMITS.sale.customerName),
      row.text('orderNumber', LIMITS.sale.orderNumber),
    ];
    const order = orderNumber === '' ? null : this.#orders.of(row, orderNumber);
    const payment = paymentOf(row);
    if (!row.isBack && (status === 'CANCELLED' || status === 'RETURNED')) {
      row.fault('cancelled', 'status');
      return;
    }
    if (!name || !when || !quantity || row.failed) return;
    const { day } = when;
    if (existing.recordedDays.has(day)) {
      this.recorded.add(day);
      if (options.skipRecordedDays) {
        row.fault('recorded-day', 'date');
        return;
      }
    }
    const create = options.createUnknown ? () => ({ salePrice: paid?.unitPrice ?? 0 }) : null;
    const product = productOf(row, name, this.#book, this.unknown, create);
    const lines = product && this.#linesOf(row, product, quantity, paid, day);
    if (!lines) return;
    this.#warnRepeated(row, rowText(row, mapping));
    if (row.isUnderADay) row.fault('day-above', 'date');
    // The file does not say which goods, nor how many.
    if (status === 'PARTLY_RETURNED') {
      const francs = lines.reduce((sum, line) => sum + saleLineAmount(line), 0);
      const about = { product: product.name, before: orderNumber, after: francs };
      if (row.ask('partly-returned', about) === 'leave') return;
    }
    if (order) order.read++;
    const about = { productId: product._id, customer, orderNumber, payment, ...when };
    if (row.isBack) {
      const milli = lines.reduce((sum, line) => sum + toMilli(line.quantity), 0);
      const amount = lines.reduce((sum, line) => sum + saleLineAmount(line), 0);
      if (order) order.returned += amount;
      this.returned.push({ ...about, quantity: fromMilli(milli), unitPrice: amount, row });
      return;
    }
    for (const line of lines) {
      order?.lines.push(this.lines.length);
      this.rows.push(row);
      this.lines.push({ ...about, ...line, status: status === 'MISSED' ? status : 'DELIVERED' });
    }
  }

  /** Takes what a row of its own says off its order: a discount among the lines. Whether it is such a row. */
  #takeOff(row: Row, status: RowState): boolean {
    const orderNumber = row.text('orderNumber', LIMITS.sale.orderNumber);
    if (status !== 'DELIVERED' || orderNumber === '') return false;
    const off = row.peek(this.#amounts === 'line' && row.peek('total') ? 'total' : 'unitPrice');
    if (!off?.ok || off.value.value >= 0) return false;
    const amount = writtenAmount(row, this.#amounts === 'line');
    this.#orders.takeOff(row, orderNumber, Math.round(amount * this.#input.options.rate));
    return true;
  }

  /** The lines that were read, less what their orders as a whole were given off. */
  settled(): ReadLine[] {
    return this.#orders.settled(this.lines);
  }

  /**
   * What was paid: the amount, exact to the franc, and the whole price per unit that makes it, if there is one. An
   * amount of the row comes before quantity times price, unless the column shows the amounts of whole tickets.
   */
  #paid(row: Row, quantity: number | null): Paid | null {
    const hasTotal = this.#amounts === 'line' && row.peek('total')?.ok;
    if (hasTotal) row.spare('unitPrice');
    else if (row.peek('unitPrice')?.ok) row.spare('total');
    const total = this.#amounts === 'line' ? row.price('total', 0) : null;
    const own = row.price('unitPrice', total ? 2 : 0);
    if (row.failed || !quantity) return null;
    if (!own && !total) return null;
    const { rate } = this.#input.options;
    // Prices of another currency are converted by the unit: their francs are no one's amounts.
    const charged = own && (rate === 1 ? Math.round(own.raw * quantity) : lineAmount(quantity, Math.round(own.value)));
    const whole = total?.value ?? charged ?? 0;
    const off = discountOf(row, charged ?? whole, { rate, ofShares: this.#hasShares });
    const amount = total && !this.#isGross ? whole : whole - off;
    if (amount < 0) {
      row.fault('discount-above-price', 'discount');
      return null;
    }
    // The price before the discount, where that is what the row tells.
    const price = Math.round(own?.value ?? 0);
    const discount = charged === null || off === 0 ? 0 : lineAmount(quantity, price) - amount;
    if (Math.abs(discount - off) <= 1 && discount > 0) return { amount, unitPrice: price, discount };
    if (total && charged !== null && Math.abs(charged - amount) > 1) row.fault('other-amount', 'total');
    const unitPrice = Math.round(own && charged === amount ? own.value : amount / quantity);
    return { amount, unitPrice: lineAmount(quantity, unitPrice) === amount ? unitPrice : null, discount: 0 };
  }

  /** The lines of a row, in the product's own units: two cartons of 24 are 48 pieces that cost as much. */
  #linesOf(row: Row, product: Product, written: number, paid: Paid | null, day: Day): PricedLine[] | null {
    const sold = unitSold(row, 'quantity', product);
    if (!sold) {
      checkUnit(row, 'quantity', product);
      return this.#lines(row, product, written, paid, day);
    }
    if (!paid) this.pricedByCatalogue++;
    const quantity = fromMilli(Math.round(toMilli(written) * sold.factor));
    const amount = paid?.amount ?? lineAmount(written, sold.salePrice);
    const unitPrice = Math.round(amount / quantity);
    const isWhole = lineAmount(quantity, unitPrice) === amount;
    return this.#lines(row, product, quantity, { amount, unitPrice: isWhole ? unitPrice : null, discount: 0 }, day);
  }

  /** The lines that keep the amount: one, or two of one franc's difference where no whole price makes it. */
  #lines(row: Row, product: Product, quantity: number, paid: Paid | null, day: Day): PricedLine[] | null {
    if (paid === null) {
      if (product.salePrice === 0) row.fault('missing', 'unitPrice');
      else this.pricedByCatalogue++;
      return product.salePrice ? [{ quantity, unitPrice: product.salePrice, discount: 0 }] : null;
    }
    const { amount, unitPrice, discount } = paid;
    const usual = (amount + discount) / quantity;
    if (amount === 0) row.fault('zero-price', this.#input.mapping.unitPrice === undefined ? 'total' : 'unitPrice');
    else if (this.#book.isNew(product._id)) {
      if (unitPrice !== null && !row.isBack) this.#followPrice(product, unitPrice, day);
      else if (product.salePrice === 0) row.fault('no-price', null);
    } else if (product.salePrice > 0 && (usual > product.salePrice * UNUSUAL || usual * UNUSUAL < product.salePrice)) {
      row.fault('unusual-price', this.#input.mapping.unitPrice === undefined ? 'total' : 'unitPrice');
    }
    return unitPrice === null
      ? linesOf(quantity, amount).map((line) => ({ ...line, discount: 0 }))
      : [{ quantity, unitPrice, discount }];
  }

  /** A product that the file made known is sold at the price of its latest sale. */
  #followPrice(product: Product, price: number, day: Day): void {
    const latest = this.#latest.get(product._id);
    if (latest !== undefined && daysBetween(latest, day) < 0) return;
    this.#latest.set(product._id, day);
    this.#book.amend(product._id, { salePrice: price });
  }

  #warnRepeated(row: Row, text: string): void {
    const other = this.#texts.get(text);
    if (other === undefined) this.#texts.set(text, row.line);
    else row.fault('same-row', null, { other });
  }
}

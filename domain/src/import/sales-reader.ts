import type { Payment, Product, Sale } from '../documents/index.ts';
import { instantOf } from '../shared/clock.ts';
import { type Day, daysBetween } from '../shared/day.ts';
import { lineAmount } from '../shared/money.ts';
import type { Book } from './book.ts';
import { productName, productOf, rowText, Unknown } from './product-of.ts';
import type { Row } from './rows.ts';
import { cellText, fold } from './text.ts';
import type { SoldLine } from './tickets.ts';
import type { ImportInput } from './types.ts';

/** A sold line before the day's repetitions are numbered. */
export type ReadLine = Omit<SoldLine, 'occurrence'>;
/** The time of day of sales whose file tells none. */
export const NOON = '12:00:00';
/** A price this many times above or below the catalogue's deserves a look. */
const UNUSUAL = 20;

const PAYMENT_WORDS: Readonly<Record<Payment, string>> = {
  CASH: 'cash,especes,espece,liquide,comptant',
  WAVE: 'wave',
  ORANGE_MONEY: 'orange money,om,orange,orangemoney',
  CREDIT: 'credit,a credit,dette,impaye,non paye,unpaid',
};
const STATUS_WORDS: Readonly<Record<Sale['status'] | 'CANCELLED', string>> = {
  DELIVERED:
    'delivered,livre,livree,vendu,vendue,paye,payee,termine,terminee,valide,validee,ok,complete,completed,paid',
  MISSED: 'missed,manque,manquee,rupture,non servi,non servie,vente manquee,refuse',
  CANCELLED: 'annule,annulee,cancelled,canceled,cancel,retour,retourne,rembourse,returned,refunded',
};

const wordMap = <K extends string>(words: Readonly<Record<K, string>>): Map<string, K> =>
  new Map((Object.entries(words) as [K, string][]).flatMap(([key, list]) => list.split(',').map((w) => [w, key])));
const PAYMENT_OF = wordMap(PAYMENT_WORDS);
const STATUS_OF = wordMap(STATUS_WORDS);

/** Reads the rows of a sales history one by one, and makes known the products they name. */
export class SalesReader {
  readonly #input: ImportInput;
  readonly #book: Book;
  readonly #texts = new Map<string, number>();
  readonly #latest = new Map<string, Day>();
  readonly unknown = new Unknown();
  readonly lines: ReadLine[] = [];
  readonly rows: Row[] = [];
  readonly recorded = new Set<Day>();
  pricedByCatalogue = 0;

  constructor(input: ImportInput, book: Book) {
    this.#input = input;
    this.#book = book;
  }

  read(row: Row): void {
    const { options, existing, mapping } = this.#input;
    const name = productName(row);
    const when = this.#when(row);
    const quantity = row.quantity('quantity');
    if (quantity === null && !row.failed) row.fault('missing', 'quantity');
    if (quantity === 0) row.fault('zero', 'quantity');
    const price = this.#price(row, quantity);
    const [customer, orderNumber] = [row.text('customer', 120), row.text('orderNumber', 100)];
    const status = statusOf(row);
    const payment = paymentOf(row);
    if (!name || !when || !quantity || row.failed || status === 'CANCELLED') return;
    const { day } = when;
    if (existing.recordedDays.has(day)) {
      this.recorded.add(day);
      if (options.skipRecordedDays) {
        row.fault('recorded-day', 'date');
        return;
      }
    }
    const create = options.createUnknown ? () => ({ salePrice: price?.value ?? 0 }) : null;
    const product = productOf(row, name, this.#book, this.unknown, create);
    if (!product) return;
    const unitPrice = this.#unitPrice(row, product, price?.value ?? null, day);
    if (unitPrice === null) return;
    this.#warnRepeated(row, rowText(row, mapping));
    this.rows.push(row);
    const line = { productId: product._id, quantity, unitPrice, customer, orderNumber, payment, status };
    this.lines.push({ ...line, ...when });
  }

  #when(row: Row): { day: Day; at: string; timed: boolean } | null {
    const found = row.date('date');
    const time = row.time('time') ?? found?.time ?? null;
    if (!found) {
      if (!row.failed) row.fault('missing', 'date');
      return null;
    }
    const at = instantOf(found.day, time ?? NOON, this.#input.timezone);
    const { at: now } = this.#input.author;
    if (at <= now) return { day: found.day, at, timed: time !== null };
    // This morning's sales, without a time, are not to come at noon.
    if (time === null) return { day: found.day, at: now, timed: false };
    row.fault('future', 'date');
    return null;
  }

  /** The row's price per unit: its own, or its total over its quantity. */
  #price(row: Row, quantity: number | null): { value: number } | null {
    const own = row.price('unitPrice', 0);
    if (own || row.failed) return own;
    const total = row.price('total', 0);
    if (!total || !quantity) return null;
    const value = Math.round(total.value / quantity);
    if (lineAmount(quantity, value) !== total.value) row.fault('rounded', 'total');
    return { value };
  }

  #unitPrice(row: Row, product: Product, price: number | null, day: Day): number | null {
    if (price === null) {
      if (product.salePrice === 0) row.fault('missing', 'unitPrice');
      else this.pricedByCatalogue++;
      return product.salePrice || null;
    }
    if (price === 0) row.fault('zero-price', 'unitPrice');
    else if (this.#book.isNew(product._id)) this.#followPrice(product, price, day);
    else if (product.salePrice > 0 && (price > product.salePrice * UNUSUAL || price * UNUSUAL < product.salePrice)) {
      row.fault('unusual-price', 'unitPrice');
    }
    return price;
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
    else row.fault('same-row', null, other);
  }
}

function statusOf(row: Row): Sale['status'] | 'CANCELLED' {
  const text = fold(cellText(row.cell('status')));
  if (text === '') return 'DELIVERED';
  const status = STATUS_OF.get(text);
  if (status === undefined) row.fault('unknown-status', 'status');
  if (status === 'CANCELLED') row.fault('cancelled', 'status');
  return status ?? 'DELIVERED';
}

function paymentOf(row: Row): Payment | null {
  const text = fold(cellText(row.cell('payment')));
  if (text === '') return null;
  const payment = PAYMENT_OF.get(text);
  if (payment === undefined) row.fault('unknown-payment', 'payment');
  return payment ?? null;
}

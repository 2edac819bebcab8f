import { type Payment, type ProductId, type Return, type Sale, takeBack, timedId } from '../documents/index.ts';
import { debtorOf, returnableLines } from '../ledger/index.ts';
import type { Day, Instant } from '../shared/day.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import { type ImportedTicket, isImported } from './already.ts';
import { IMPORT_DEVICE } from './counts.ts';
import type { Existing } from './existing.ts';
import { fingerprint } from './keys.ts';
import { lineKey } from './tickets.ts';
import type { ImportInput } from './types.ts';

/** Goods that came back on a row of a file. FCFA and the product's own units. */
export interface ReturnedLine {
  readonly day: Day;
  readonly at: Instant;
  /** Whether the file tells the time of day; else `at` is the day's noon. */
  readonly timed: boolean;
  readonly productId: ProductId;
  readonly quantity: number;
  /** What the whole line came to. It stands where a sold line has its price: that is what tells two apart. */
  readonly unitPrice: number;
  readonly customer: string;
  readonly orderNumber: string;
  readonly payment: Payment | null;
  /** 1 for the first line of its day with that product, quantity and amount, 2 for the second … */
  readonly occurrence: number;
}

/** Returns with the lines that make them, those of them of no known ticket, and those that the app recorded itself. */
export interface Returns<L> {
  readonly docs: readonly Return[];
  readonly lines: readonly L[];
  readonly withoutTicket: readonly L[];
  readonly recorded: readonly L[];
}

/** What imported returns say, as the file's lines are set against it. */
export const asTickets = (returns: readonly Return[]): ImportedTicket[] =>
  returns.map(({ _id, day, at, lines }) => ({ _id, day, at, lines: [wholeOf(lines)] }));

/** An imported return is of one product, though of several lines of its ticket where that product is on several. */
const wholeOf = (lines: Return['lines']) => ({
  productId: lines[0]?.productId ?? '',
  quantity: fromMilli(lines.reduce((sum, { quantity }) => sum + toMilli(quantity), 0)),
  unitPrice: lines.reduce((sum, { amount }) => sum + amount, 0),
});

/**
 * One return for each line, of the ticket that it belongs to: that of its order's number, or without any number the
 * last one before it that sold as much. Ids follow from what the line says and not from that ticket, so that two phones
 * of which one does not know it make the same return. Where no ticket is known the return names none that there is.
 */
export function returnsOf<L extends ReturnedLine>(
  read: readonly L[],
  tickets: readonly Sale[],
  { existing, author }: Pick<ImportInput, 'existing' | 'author'>,
): Returns<L> {
  const known = new Tickets([...existing.imported, ...tickets], existing);
  const docs: Return[] = [];
  const lines: L[] = [];
  const withoutTicket: L[] = [];
  const recorded: L[] = [];
  for (const line of read) {
    const sales = known.of(line);
    if (known.isRecorded(line, sales)) {
      recorded.push(line);
      continue;
    }
    lines.push(line);
    const taken = known.take(line, sales);
    if (!taken) withoutTicket.push(line);
    const { id, mark } = idOf(line, existing.voided);
    const { productId, quantity, unitPrice: amount, at, day, orderNumber } = line;
    const payment = line.payment ?? paymentOf(taken?.sale);
    const customerName = line.customer || taken?.sale.customerName;
    docs.push(
      takeBack(
        {
          saleId: taken?.sale._id ?? timedId('sale', at, IMPORT_DEVICE, mark),
          lines: taken?.lines ?? [{ line: 0, productId, quantity, amount, restocked: true }],
          refunds: payment === 'CREDIT' || amount === 0 ? [] : [{ method: payment, amount }],
          customerId: payment === 'CREDIT' ? debtorOf({ customerName }) : undefined,
          reason: orderNumber === '' ? 'Retour importé' : `Retour importé, n° ${orderNumber}`,
        },
        { id, author, at, day },
      ),
    );
  }
  return { docs, lines, withoutTicket, recorded };
}

/** How what came back was given back, where its row does not say: as its ticket was paid. */
const paymentOf = (sale: Sale | undefined): Payment => sale?.payment ?? 'CASH';

/** The id of a return; one that was taken back is given another. */
function idOf(line: ReturnedLine, voided: ReadonlySet<string>): { id: Return['_id']; mark: string } {
  const { day, at, timed, customer, orderNumber, payment, occurrence } = line;
  const told = JSON.stringify([day, timed ? at : '', orderNumber, customer, payment]);
  const text = `return\n${told}\n${lineKey(line)}#${occurrence}`;
  const of = (again: string) => {
    const mark = fingerprint(`${text}${again}`);
    return { id: timedId('return', at, IMPORT_DEVICE, mark), mark };
  };
  let made = of('');
  for (let again = 2; voided.has(made.id); again++) made = of(`\n${again}`);
  return made;
}

/** "Shop/0001 REMBOURSEMENT" is what came back of Shop/0001. */
const plainNumber = (orderNumber: string): string =>
  orderNumber.replace(/\s+(?:refund|return|remboursement|retour|avoir)s?$/i, '').toLowerCase();

type Taken = Return['lines'][number];

/** The tickets of the file and of earlier imports, with what may still come back of each. */
class Tickets {
  readonly #byOrder = new Map<string, Sale[]>();
  readonly #byProduct = new Map<ProductId, Sale[]>();
  readonly #left = new Map<Sale['_id'], { left: number; amount: number }[]>();
  readonly #returns = new Map<string, Return[]>();
  /** Returns that people noted in the app, until a line of the file is found to be one of them. */
  readonly #noted: Return[] = [];

  constructor(sales: readonly Sale[], { returns, voided }: Existing) {
    for (const taken of returns) {
      if (voided.has(taken._id)) continue;
      this.#returns.set(taken.saleId, [...(this.#returns.get(taken.saleId) ?? []), taken]);
      if (!isImported(taken._id)) this.#noted.push(taken);
    }
    for (const sale of sales) {
      if (voided.has(sale._id) || sale.status !== 'DELIVERED') continue;
      if (sale.orderNumber) push(this.#byOrder, plainNumber(sale.orderNumber), sale);
      for (const id of new Set(sale.lines.map(({ productId }) => productId))) push(this.#byProduct, id, sale);
    }
  }

  /** The tickets that `line` may have come back from, the likeliest first. */
  of({ productId, orderNumber, customer, at }: ReturnedLine): readonly Sale[] {
    const sells = ({ lines }: Sale) => lines.some((own) => own.productId === productId);
    if (orderNumber !== '') return (this.#byOrder.get(plainNumber(orderNumber)) ?? []).filter(sells);
    return (this.#byProduct.get(productId) ?? [])
      .filter((sale) => !sale.orderNumber && (sale.customerName ?? '') === customer && sale.at <= at)
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a._id < b._id ? -1 : 1));
  }

  /** Whether somebody noted that return on one of `sales` already. */
  isRecorded(line: ReturnedLine, sales: readonly Sale[]): boolean {
    const index = this.#noted.findIndex(({ saleId, lines }) => {
      const own = lines.filter(({ productId }) => productId === line.productId);
      return own.length > 0 && sales.some(({ _id }) => _id === saleId) && lineKey(wholeOf(own)) === lineKey(line);
    });
    if (index < 0) return false;
    this.#noted.splice(index, 1);
    return true;
  }

  /** Takes `line` off the first of `sales` of which as much is left; null when there is none. */
  take(line: ReturnedLine, sales: readonly Sale[]): { sale: Sale; lines: Taken[] } | null {
    for (const sale of sales) {
      const lines = this.#takeFrom(sale, line);
      if (lines) return { sale, lines };
    }
    return null;
  }

  #takeFrom(sale: Sale, { productId, quantity, unitPrice: amount }: ReturnedLine): Taken[] | null {
    const left = this.#leftOf(sale);
    const own = sale.lines.flatMap((line, index) => (line.productId === productId ? [index] : []));
    const at = (index: number) => left[index] ?? { left: 0, amount: 0 };
    let units = toMilli(quantity);
    let francs = amount;
    // The line that came to just as much first.
    own.sort((a, b) => Number(isJust(at(b), units, francs)) - Number(isJust(at(a), units, francs)));
    const lines: Taken[] = [];
    for (const [n, index] of own.entries()) {
      const some = Math.min(Math.max(at(index).left, 0), units);
      if (some === 0) continue;
      const ofRest = own.slice(n + 1).reduce((sum, other) => sum + Math.max(at(other).amount, 0), 0);
      const part = some === units ? francs : Math.max(Math.round((francs * some) / units), francs - ofRest);
      const value = Math.min(part, Math.max(at(index).amount, 0));
      lines.push({ line: index, productId, quantity: fromMilli(some), amount: value, restocked: true });
      units -= some;
      francs -= value;
    }
    if (units > 0 || francs > 0) return null;
    for (const { line, quantity: units, amount: value } of lines) {
      const before = at(line);
      left[line] = { left: before.left - toMilli(units), amount: before.amount - value };
    }
    return lines;
  }

  #leftOf(sale: Sale): { left: number; amount: number }[] {
    const known = this.#left.get(sale._id);
    if (known) return known;
    const left = returnableLines(sale, this.#returns.get(sale._id) ?? []).map((line) => ({
      left: toMilli(line.left),
      amount: line.leftAmount,
    }));
    this.#left.set(sale._id, left);
    return left;
  }
}

const isJust = (line: { left: number; amount: number }, units: number, francs: number): boolean =>
  line.left >= units && Math.round((line.amount * units) / line.left) === francs;

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

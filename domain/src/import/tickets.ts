import { type Author, deliver, miss, type Payment, type ProductId, type Sale, timedId } from '../documents/index.ts';
import type { Day, Instant } from '../shared/day.ts';
import { toMilli } from '../shared/quantity.ts';
import { IMPORT_DEVICE } from './counts.ts';
import { fingerprint } from './keys.ts';

/** More lines than this make a second ticket, so that one document stays small. */
const MAX_TICKET_LINES = 200;

/** A sold line of a file. Lines with the same ticket fields were sold together. */
export interface SoldLine {
  readonly day: Day;
  readonly at: Instant;
  /** Whether the file tells the time of day; else `at` is the day's noon. */
  readonly timed: boolean;
  readonly productId: ProductId;
  readonly quantity: number;
  readonly unitPrice: number;
  /** FCFA taken off the line; 0 for none. */
  readonly discount: number;
  readonly customer: string;
  readonly orderNumber: string;
  readonly payment: Payment | null;
  readonly status: Sale['status'];
  /** 1 for the first line of its day with that product, quantity and price, 2 for the second … */
  readonly occurrence: number;
}

/** What tells a sold line from others of its day, but for how often it occurs. */
export const lineKey = (line: { productId: string; quantity: number; unitPrice: number }): string =>
  `${line.productId}|${toMilli(line.quantity)}|${line.unitPrice}`;

const ticketKey = ({ day, at, timed, customer, orderNumber, payment, status }: SoldLine): string =>
  JSON.stringify([day, timed ? at : '', orderNumber, customer, payment, status]);

const lineMark = (line: SoldLine): string =>
  `${lineKey(line)}${line.discount > 0 ? `-${line.discount}` : ''}#${line.occurrence}`;

/**
 * The tickets of `lines`: by day, time, order, customer and payment, at most 200 lines each. Their ids follow from what
 * they hold, in whatever order the file lists it; a ticket that was cancelled is given another id.
 */
export function ticketsOf(lines: readonly SoldLine[], voided: ReadonlySet<string>, author: Author): Sale[] {
  const groups = new Map<string, SoldLine[]>();
  for (const line of lines) {
    const key = ticketKey(line);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  const tickets: Sale[] = [];
  for (const [key, group] of groups) {
    const sorted = group.map((line) => ({ line, mark: lineMark(line) })).sort((a, b) => (a.mark < b.mark ? -1 : 1));
    for (let start = 0; start < sorted.length; start += MAX_TICKET_LINES) {
      const part = sorted.slice(start, start + MAX_TICKET_LINES);
      const marks = `${key}\n${part.map(({ mark }) => mark).join('\n')}`;
      tickets.push(
        ticketOf(
          part.map(({ line }) => line),
          marks,
          voided,
          author,
        ),
      );
    }
  }
  return tickets.sort((a, b) => (a._id < b._id ? -1 : 1));
}

function ticketOf(lines: SoldLine[], marks: string, voided: ReadonlySet<string>, author: Author): Sale {
  const [first] = lines as [SoldLine];
  const { at, day, customer, orderNumber, payment, status } = first;
  let id: Sale['_id'] = timedId('sale', at, IMPORT_DEVICE, fingerprint(marks));
  for (let again = 2; voided.has(id); again++) {
    id = timedId('sale', at, IMPORT_DEVICE, fingerprint(`${marks}\n${again}`));
  }
  const record = status === 'MISSED' ? miss : deliver;
  return record(
    {
      lines: lines.map(({ productId, quantity, unitPrice, discount }) => ({
        productId,
        quantity,
        unitPrice,
        ...(discount > 0 ? { discount } : {}),
      })),
      payment: payment ?? undefined,
      customerName: customer,
      orderNumber,
    },
    { id, author, at, day },
  );
}

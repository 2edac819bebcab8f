import {
  type Customer,
  FREE_LINE,
  LIMITS,
  type ProductId,
  type ProductUnit,
  type Sale,
  type SaleId,
  splitDiscount,
} from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import { lineAmount } from '@digiboost/domain/shared/money';
import { fromMilli, toMilli } from '@digiboost/domain/shared/quantity';
import type { ReplicaErrorCode } from '../../replica/types.ts';
import { type DraftPayment, owedBy, restOf } from './draft-payment.ts';

/** The unit in which a line is sold, when it is not the product's own. */
export type LineUnit = Pick<ProductUnit, 'name' | 'factor'>;

/** What is taken off a line or a ticket: FCFA, null where that is not a number yet, and why. */
export interface DraftDiscount {
  readonly discount?: number | null;
  readonly discountReason?: string;
}

/** A line that is being typed; null where what was typed is not a number yet. Units sold, and FCFA for one of them. */
export interface DraftLine extends DraftDiscount {
  readonly productId: ProductId;
  /** What is sold, where it is not in the catalogue. */
  readonly label?: string;
  readonly unit?: LineUnit;
  readonly quantity: number | null;
  readonly unitPrice: number | null;
  /** What the catalogue asks for one of them; absent where it is in none. */
  readonly listPrice?: number;
}

/** What tells a line from the others of the ticket: its product, and the unit by which it is sold or its own name. */
export const lineKey = ({ productId, unit, label }: Pick<DraftLine, 'productId' | 'unit' | 'label'>): string =>
  unit ? `${productId} ${unit.name}` : label ? `${productId} ${label}` : productId;

/** Of a line, in the product's own unit; null where it is not a number yet. */
export const ownQuantity = ({ quantity, unit }: DraftLine): number | null =>
  quantity === null ? null : fromMilli(toMilli(quantity * (unit?.factor ?? 1)));

/** The ticket in progress. `saleId` is set while it is being recorded: if that sale exists, the ticket was sold. */
export interface TicketDraft extends DraftPayment, DraftDiscount {
  readonly lines: readonly DraftLine[];
  /** Who owes what is not paid. */
  readonly customerId: Customer['_id'] | null;
  readonly saleId?: SaleId;
  /** What it is called while it waits, and since when it does. */
  readonly name?: string;
  readonly heldAt?: Instant;
}

export const EMPTY_DRAFT: TicketDraft = { lines: [], payment: 'CASH', parts: [], customerId: null };

/** What stands in the way of recording the ticket, and on which line. */
export interface DraftFault {
  readonly code: 'empty' | 'quantity' | 'price' | 'customer' | 'discount' | 'part' | 'parts' | 'too-many-lines';
  /** The line that it is about; none: the whole ticket. */
  readonly productId?: ProductId;
}

/** What stood in the way of the last attempt to record the ticket. */
export type TicketFault = DraftFault | { readonly code: ReplicaErrorCode };

/** The last ticket that became durable on this phone. FCFA. */
export interface RecordedTicket {
  readonly sale: Sale;
  readonly total: number;
  /** To give back; null when nobody said what was received. */
  readonly change: number | null;
}

/**
 * The draft with `quantity` more of a product, by its own unit or by a larger one; what is new to the ticket is asked
 * for at the price of that unit.
 */
export function addToDraft(
  draft: TicketDraft,
  product: { readonly _id: ProductId; readonly salePrice: number },
  quantity = 1,
  by?: LineUnit & { readonly salePrice: number },
): TicketDraft {
  const unit = by && { unit: { name: by.name, factor: by.factor } };
  const { salePrice } = by ?? product;
  return withMore(draft, { productId: product._id, ...unit, quantity, unitPrice: salePrice, listPrice: salePrice });
}

/** The draft with `line`, or with more of the one that is there already, at the price of that one. */
function withMore(draft: TicketDraft, line: DraftLine): TicketDraft {
  const held = draft.lines.find((other) => lineKey(other) === lineKey(line));
  if (!held) return { ...draft, lines: [...draft.lines, line] };
  return withLine(draft, lineKey(line), bothOf(held, line));
}

/** What two lines of the same come to, before their price. */
const bothOf = (held: DraftLine, more: DraftLine): Pick<DraftLine, 'quantity' | 'discount'> => ({
  quantity: fromMilli(toMilli(held.quantity ?? 0) + toMilli(more.quantity ?? 0)),
  ...(more.discount ? { discount: (held.discount ?? 0) + more.discount } : {}),
});

/** What is sold outside the catalogue. */
export type FreeGoods = Required<Pick<DraftLine, 'label' | 'quantity' | 'unitPrice'>> & DraftDiscount;

/** The draft with a line that is not in the catalogue; what has another price is another line, told by a number. */
export function withFree(draft: TicketDraft, { label, ...goods }: FreeGoods): TicketDraft {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? label : `${label.slice(0, LIMITS.sale.label - 5)} ${n}`;
    const line: DraftLine = { productId: FREE_LINE, label: name, ...goods };
    const held = draft.lines.find((other) => lineKey(other) === lineKey(line));
    if (!held) return { ...draft, lines: [...draft.lines, line] };
    if (held.unitPrice === line.unitPrice) return withLine(draft, lineKey(line), bothOf(held, line));
  }
}

/** The draft with `lines` added to its own. */
export const withLines = (draft: TicketDraft, lines: readonly DraftLine[]): TicketDraft =>
  lines.reduce<TicketDraft>((sum, line) => {
    const { productId: _, label, ...goods } = line;
    return label === undefined ? withMore(sum, line) : withFree(sum, { label, ...goods });
  }, draft);

/** Of a product, in its own unit, on all of `lines`. */
export const quantityIn = (lines: readonly DraftLine[], productId: ProductId): number =>
  fromMilli(lines.reduce((sum, line) => sum + (line.productId === productId ? toMilli(ownQuantity(line) ?? 0) : 0), 0));

/** The draft with a line sold by another unit: `by` a larger one, or its own at `salePrice`. */
export function byUnit(
  draft: TicketDraft,
  key: string,
  salePrice: number,
  by?: LineUnit & { readonly salePrice: number },
): TicketDraft {
  const line = draft.lines.find((other) => lineKey(other) === key);
  if (!line) return draft;
  const { productId, quantity } = line;
  const price = (by ?? { salePrice }).salePrice;
  const next: DraftLine = {
    productId,
    ...(by ? { unit: { name: by.name, factor: by.factor } } : {}),
    quantity,
    unitPrice: price,
    listPrice: price,
  };
  if (draft.lines.some((other) => lineKey(other) === lineKey(next))) {
    return addToDraft(withoutLine(draft, key), { _id: productId, salePrice }, quantity ?? 0, by);
  }
  return { ...draft, lines: draft.lines.map((other) => (other === line ? next : other)) };
}

/** The draft with one line changed. */
export function withLine(
  draft: TicketDraft,
  key: string,
  change: Partial<Pick<DraftLine, 'quantity' | 'unitPrice' | keyof DraftDiscount>>,
): TicketDraft {
  return {
    ...draft,
    lines: draft.lines.map((line) => (lineKey(line) === key ? { ...line, ...change } : line)),
  };
}

/** The draft without one of its lines. */
export const withoutLine = (draft: TicketDraft, key: string): TicketDraft => ({
  ...draft,
  lines: draft.lines.filter((line) => lineKey(line) !== key),
});

/** FCFA of one line before its discount; a line that is not a number yet is worth nothing. */
const wholeAmount = ({ quantity, unitPrice }: DraftLine): number =>
  quantity === null || unitPrice === null ? 0 : lineAmount(quantity, unitPrice);

/** FCFA of one line, its own discount taken off. */
export const draftLineAmount = (line: DraftLine): number => Math.max(wholeAmount(line) - (line.discount ?? 0), 0);

const linesTotal = ({ lines }: Pick<TicketDraft, 'lines'>): number =>
  lines.reduce((sum, line) => sum + draftLineAmount(line), 0);

/** FCFA of the whole ticket, its discounts taken off. */
export const draftTotal = (draft: Pick<TicketDraft, 'lines' | 'discount'>): number =>
  Math.max(linesTotal(draft) - (draft.discount ?? 0), 0);

/** What must be mended first, or null when the ticket can be recorded. A credit says who owes. */
export function draftFault(draft: TicketDraft): DraftFault | null {
  if (draft.lines.length === 0) return { code: 'empty' };
  if (draft.lines.length > LIMITS.sale.lines) return { code: 'too-many-lines' };
  for (const line of draft.lines) {
    const { productId, quantity, unitPrice } = line;
    if (quantity === null || quantity <= 0) return { code: 'quantity', productId };
    if (unitPrice === null || unitPrice < 0) return { code: 'price', productId };
    if (isTooMuch(line, wholeAmount(line))) return { code: 'discount', productId };
  }
  if (isTooMuch(draft, linesTotal(draft))) return { code: 'discount' };
  return paymentFault(draft);
}

const isTooMuch = ({ discount }: DraftDiscount, amount: number): boolean =>
  typeof discount === 'number' && (discount < 0 || discount > amount);

function paymentFault(draft: TicketDraft): DraftFault | null {
  const total = draftTotal(draft);
  if (draft.parts.some(({ amount }) => amount === null)) return { code: 'part' };
  if (restOf(total, draft) < 0) return { code: 'parts' };
  return owedBy(total, draft) > 0 && draft.customerId === null ? { code: 'customer' } : null;
}

/** The lines as the sale records them. Only for a draft without a fault. */
export function saleLines(draft: TicketDraft): Sale['lines'] {
  const discounts = splitDiscount(draft.lines.map(draftLineAmount), draft.discount ?? 0);
  return draft.lines.flatMap((line, index): Sale['lines'] => {
    const { productId, label, unit, quantity: count, unitPrice, listPrice = unitPrice } = line;
    const quantity = ownQuantity(line);
    if (count === null || quantity === null || unitPrice === null) return [];
    const discount = (line.discount ?? 0) + (discounts[index] ?? 0);
    const reason = (line.discountReason?.trim() || draft.discountReason?.trim()) ?? '';
    return [
      {
        productId,
        ...(label === undefined ? {} : { label }),
        quantity,
        unitPrice,
        ...(listPrice === unitPrice || listPrice === null ? {} : { listPrice }),
        ...(unit ? { unit: { ...unit, count } } : {}),
        ...(discount > 0 ? { discount, ...(reason ? { discountReason: reason } : {}) } : {}),
      },
    ];
  });
}

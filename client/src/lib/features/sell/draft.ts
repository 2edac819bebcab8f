import { type Customer, LIMITS, PAYMENTS, type ProductId, type Sale, type SaleId } from '@digiboost/domain/documents';
import { lineAmount } from '@digiboost/domain/shared/money';
import { fromMilli, toMilli } from '@digiboost/domain/shared/quantity';
import { type DraftPayment, owedBy, readParts, restOf } from './draft-payment.ts';

/** A line that is being typed; null where what was typed is not a number yet. Units, and FCFA per unit. */
export interface DraftLine {
  readonly productId: ProductId;
  readonly quantity: number | null;
  readonly unitPrice: number | null;
}

/** The ticket in progress. `saleId` is set while it is being recorded: if that sale exists, the ticket was sold. */
export interface TicketDraft extends DraftPayment {
  readonly lines: readonly DraftLine[];
  /** Who owes what is not paid. */
  readonly customerId: Customer['_id'] | null;
  readonly saleId?: SaleId;
}

export const EMPTY_DRAFT: TicketDraft = { lines: [], payment: 'CASH', parts: [], customerId: null };

/** What stands in the way of recording the ticket, and on which line. */
export interface DraftFault {
  readonly code: 'empty' | 'quantity' | 'price' | 'customer' | 'part' | 'parts' | 'too-many-lines';
  readonly productId?: ProductId;
}

/** The draft with `quantity` more of a product; a product new to the ticket is asked for at `salePrice`. */
export function addToDraft(
  draft: TicketDraft,
  product: { readonly _id: ProductId; readonly salePrice: number },
  quantity = 1,
): TicketDraft {
  const held = draft.lines.find((line) => line.productId === product._id);
  if (!held) {
    const line: DraftLine = { productId: product._id, quantity, unitPrice: product.salePrice };
    return { ...draft, lines: [...draft.lines, line] };
  }
  const next = fromMilli(toMilli(held.quantity ?? 0) + toMilli(quantity));
  return withLine(draft, product._id, { quantity: next });
}

/** The draft with one line changed. */
export function withLine(
  draft: TicketDraft,
  productId: ProductId,
  change: Partial<Omit<DraftLine, 'productId'>>,
): TicketDraft {
  return {
    ...draft,
    lines: draft.lines.map((line) => (line.productId === productId ? { ...line, ...change } : line)),
  };
}

/** The draft without one of its lines. */
export const withoutLine = (draft: TicketDraft, productId: ProductId): TicketDraft => ({
  ...draft,
  lines: draft.lines.filter((line) => line.productId !== productId),
});

/** FCFA of one line; a line that is not a number yet is worth nothing. */
export const draftLineAmount = (line: DraftLine): number =>
  line.quantity === null || line.unitPrice === null ? 0 : lineAmount(line.quantity, line.unitPrice);

/** FCFA of the whole ticket. */
export const draftTotal = (draft: Pick<TicketDraft, 'lines'>): number =>
  draft.lines.reduce((sum, line) => sum + draftLineAmount(line), 0);

/** What must be mended first, or null when the ticket can be recorded. A credit says who owes. */
export function draftFault(draft: TicketDraft): DraftFault | null {
  if (draft.lines.length === 0) return { code: 'empty' };
  if (draft.lines.length > LIMITS.sale.lines) return { code: 'too-many-lines' };
  for (const { productId, quantity, unitPrice } of draft.lines) {
    if (quantity === null || quantity <= 0) return { code: 'quantity', productId };
    if (unitPrice === null || unitPrice < 0) return { code: 'price', productId };
  }
  return paymentFault(draft);
}

function paymentFault(draft: TicketDraft): DraftFault | null {
  const total = draftTotal(draft);
  if (draft.parts.some(({ amount }) => amount === null)) return { code: 'part' };
  if (restOf(total, draft) < 0) return { code: 'parts' };
  return owedBy(total, draft) > 0 && draft.customerId === null ? { code: 'customer' } : null;
}

/** The lines as the sale records them. Only for a draft without a fault. */
export const saleLines = (draft: TicketDraft): Sale['lines'] =>
  draft.lines.flatMap(({ productId, quantity, unitPrice }) =>
    quantity === null || unitPrice === null ? [] : [{ productId, quantity, unitPrice }],
  );

const isNumberOrNull = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isFinite(value));

/** A draft as it was kept on the phone; null when it is none, or of a version that wrote it otherwise. */
export function readDraft(kept: unknown): TicketDraft | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { lines, payment, parts, customerId, saleId } = kept as Record<string, unknown>;
  if (!Array.isArray(lines)) return null;
  const read: DraftLine[] = [];
  for (const line of lines as Record<string, unknown>[]) {
    const { productId, quantity, unitPrice } = line;
    if (typeof productId !== 'string' || !productId.startsWith('product:')) return null;
    if (!isNumberOrNull(quantity) || !isNumberOrNull(unitPrice)) return null;
    read.push({ productId: productId as ProductId, quantity, unitPrice });
  }
  const known = PAYMENTS.find((candidate) => candidate === payment);
  if (!known) return null;
  const isCustomer = typeof customerId === 'string' && customerId.startsWith('customer:');
  const draft = {
    lines: read,
    payment: known,
    parts: readParts(parts),
    customerId: isCustomer ? (customerId as Customer['_id']) : null,
  };
  return typeof saleId === 'string' && saleId.startsWith('sale:') ? { ...draft, saleId: saleId as SaleId } : draft;
}

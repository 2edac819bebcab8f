import { type Customer, PAYMENTS, type ProductId, type SaleId } from '@digiboost/domain/documents';
import type { DraftDiscount, DraftLine, LineUnit, TicketDraft } from './draft.ts';
import { readParts } from './draft-payment.ts';

const isNumberOrNull = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isFinite(value));

/** The unit of a line that was kept; undefined: its product's own, null: none that can be. */
function readUnit(kept: unknown): LineUnit | undefined | null {
  if (kept === undefined) return undefined;
  const { name, factor } = (kept ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof factor === 'number' && factor > 0 ? { name, factor } : null;
}

/** What was taken off, as it was kept. */
const readDiscount = ({ discount, discountReason }: Record<string, unknown>): DraftDiscount => ({
  ...(typeof discount === 'number' ? { discount } : {}),
  ...(typeof discountReason === 'string' ? { discountReason } : {}),
});

/** A draft as it was kept on the phone; null when it is none, or of a version that wrote it otherwise. */
export function readDraft(kept: unknown): TicketDraft | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { lines, payment, parts, customerId, saleId, name, heldAt, ...others } = kept as Record<string, unknown>;
  if (!Array.isArray(lines)) return null;
  const read: DraftLine[] = [];
  for (const line of lines as Record<string, unknown>[]) {
    const { productId, label, quantity, unitPrice, listPrice } = line;
    const unit = readUnit(line.unit);
    if (unit === null) return null;
    if (typeof productId !== 'string' || !productId.startsWith('product:')) return null;
    if (!isNumberOrNull(quantity) || !isNumberOrNull(unitPrice)) return null;
    read.push({
      productId: productId as ProductId,
      ...(typeof label === 'string' ? { label } : {}),
      ...(unit ? { unit } : {}),
      quantity,
      unitPrice,
      ...(typeof listPrice === 'number' ? { listPrice } : {}),
      ...readDiscount(line),
    });
  }
  const known = PAYMENTS.find((candidate) => candidate === payment);
  if (!known) return null;
  const isCustomer = typeof customerId === 'string' && customerId.startsWith('customer:');
  const draft: TicketDraft = {
    lines: read,
    payment: known,
    parts: readParts(parts),
    customerId: isCustomer ? (customerId as Customer['_id']) : null,
    ...readDiscount(others),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof heldAt === 'string' ? { heldAt } : {}),
  };
  return typeof saleId === 'string' && saleId.startsWith('sale:') ? { ...draft, saleId: saleId as SaleId } : draft;
}

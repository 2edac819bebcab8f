import type { Product } from '../documents/index.ts';
import { LIMITS } from '../documents/limits.ts';
import { Book } from './book.ts';
import { askedQuantity, warnOfLaterCount } from './counts.ts';
import { type DeliveredRow, NOON, newDeliveries } from './deliveries.ts';
import { discountOf, isOfShares } from './discounts.ts';
import { headerOf } from './header.ts';
import { checkUnit, unitsIn } from './packs.ts';
import { emptySummary, finishPlan } from './plan.ts';
import { productName, productOf, Unknown } from './product-of.ts';
import type { Row } from './row.ts';
import { Sheet } from './rows.ts';
import { cellText } from './text.ts';
import type { ImportInput, ImportPlan } from './types.ts';

const CENTS = 100;

/** The entries that a delivery note would record, and the costs it tells; sale prices stay as they are. */
export function planDelivery(input: ImportInput, onProgress?: (done: number, of: number) => void): ImportPlan {
  const { existing, options, author } = input;
  const sheet = new Sheet(input);
  const book = new Book(existing, author);
  const unknown = new Unknown();
  const delivered: DeliveredRow[] = [];
  const ofShares = isOfShares(cellText(headerOf(input.table)[input.mapping.discount ?? -1]).slice(0, 200));
  for (const row of sheet.rows(onProgress)) {
    const name = productName(row);
    const day = row.date('date')?.day ?? options.fileDay;
    const written = askedQuantity(row, name);
    if (written === null && !row.failed && !row.isAsked) row.fault('missing', 'quantity');
    if (written === 0) row.fault('zero', 'quantity');
    const paid = paidFor(row, written, { rate: options.rate, ofShares });
    if (!name || !written || row.failed) continue;
    const unit = row.text('unit', LIMITS.product.unit);
    const create = () => (unit ? { unit } : {});
    const product = productOf(row, name, book, unknown, options.createUnknown ? create : null);
    if (!product) continue;
    if (book.isNew(product._id)) {
      checkUnit(row, 'quantity', product);
      row.fault('no-price', null);
    }
    const quantity = book.isNew(product._id) ? written : unitsIn(row, 'quantity', product, written);
    if (!quantity) continue;
    const unitCost = paid === null ? null : Math.round((paid / quantity) * CENTS) / CENTS;
    const supplier = row.text('supplier', LIMITS.supplier.name);
    const supplierId = supplier ? book.supplier(supplier, {}) : undefined;
    keepCost(row, product, unitCost, book);
    warnOfLaterCount(row, product, day, NOON, input);
    const reference = row.text('orderNumber', LIMITS.movement.reference);
    delivered.push({
      productId: product._id,
      quantity,
      day,
      ...(unitCost === null ? {} : { unitCost }),
      ...(supplierId ? { supplierId } : {}),
      ...(reference ? { reference } : {}),
    });
  }
  const { movements, already } = newDeliveries(delivered, input);
  // What was recorded before changes no cost either.
  const moved = new Set<string>(movements.map(({ productId }) => productId));
  const suppliers = new Set<string>(movements.map(({ supplierId }) => supplierId ?? ''));
  const { created, updated } = book.changes();
  const kept = [...created, ...updated].filter(({ _id }) => moved.has(_id) || suppliers.has(_id));
  const isNew = (type: string) => kept.filter((doc) => doc.type === type && created.includes(doc)).length;
  const days = movements.map((doc) => doc.day).sort();
  return finishPlan(sheet, [...kept, ...movements], {
    ...emptySummary(sheet),
    unchanged: already,
    productsCreated: isNew('product'),
    productsUpdated: kept.filter((doc) => doc.type === 'product').length - isNew('product'),
    suppliersCreated: isNew('supplier'),
    deliveries: movements.length,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    unknownProducts: unknown.first,
    unknownCount: unknown.count,
  });
}

/** FCFA that the goods of a row cost, less its discount; null when the row tells none, or 0. */
function paidFor(row: Row, quantity: number | null, column: Parameters<typeof discountOf>[2]): number | null {
  const own = row.price('purchasePrice', 2);
  const total = row.price('total', 2);
  if (!quantity) return null;
  if (!own || own.value === 0) return total?.value || null;
  const charged = own.value * quantity;
  const off = discountOf(row, charged, column);
  if (total && total.value > 0 && off > 0 && total.value < charged - 1) return total.value;
  if (total && Math.abs(charged - total.value) > 1) row.fault('other-amount', 'total');
  return charged - off > 0 ? charged - off : charged;
}

/** The product's cost becomes the delivery's. */
function keepCost(row: Row, product: Product, unitCost: number | null, book: Book): void {
  if (unitCost === null) return;
  if (product.salePrice > 0 && product.salePrice < unitCost) row.fault('below-cost', 'purchasePrice');
  if (book.isNew(product._id)) book.amend(product._id, { purchasePrice: unitCost });
  else book.revise(product, { purchasePrice: unitCost });
}

import type { Product } from '../documents/index.ts';
import { LIMITS } from '../documents/limits.ts';
import { barcodeKey } from '../shared/gtin.ts';
import { Book, type ProductName } from './book.ts';
import { categoryIn, phoneIn } from './cell-lists.ts';
import { columnName } from './column-name.ts';
import { type CountedRow, countedOf, EVENING, newCounts, warnOfLaterCount } from './counts.ts';
import { type DeliveredRow, newDeliveries } from './deliveries.ts';
import { emptySummary, finishPlan } from './plan.ts';
import { meantBy, nameField, productName, rowText } from './product-of.ts';
import type { Row } from './row.ts';
import { Sheet } from './rows.ts';
import { isScientific } from './spoilt.ts';
import { cellText, isAbsent, parseBoolean } from './text.ts';
import type { ImportInput, ImportPlan } from './types.ts';

type Changes = { [K in keyof Product]?: Product[K] | undefined };

/** What a catalogue would create and update: an empty cell leaves what the shop has; a stock column is counted now. */
export function planCatalogue(input: ImportInput, onProgress?: (done: number, of: number) => void): ImportPlan {
  const { mapping, existing, author } = input;
  const sheet = new Sheet(input);
  const book = new Book(existing, author);
  const seen = new Map<string, { line: number; text: string }>();
  const counted: CountedRow[] = [];
  const delivered: DeliveredRow[] = [];
  const isUntaxed = columnName(sheet.header[mapping.salePrice ?? -1]).tax === 'without';
  let rowsKept = 0;
  let repeated = 0;
  for (const { row, name } of namedRows(sheet, onProgress)) {
    const text = rowText(row, mapping);
    const found = meantBy(row, name, book, { described: true });
    if (!found) continue;
    const { product: known } = found;
    const before = known && seen.get(known._id);
    if (before) {
      row.fault(before.text === text ? 'same-row' : 'duplicate', nameField(name), { other: before.line });
      if (before.text === text) repeated++;
      continue;
    }
    const changes = changesOf(row);
    if (known) keepPrices(row, known, changes, isUntaxed);
    const [category, supplier] = [categoryIn(row), row.text('supplier', LIMITS.supplier.name)];
    if (category) changes.categoryId = book.category(category);
    if (supplier) {
      const details = supplierDetails(row);
      const before = book.leadTimeOf(supplier);
      if (before !== undefined && (details.leadTimeDays ?? before) !== before)
        row.fault('several-delays', 'leadTimeDays');
      changes.supplierId = book.supplier(supplier, details);
    }
    if (known && name.name) changes.name = name.name;
    if (known && found.name.barcode && !found.isSpoilt) changes.barcode = keptBarcode(known, found.name.barcode);
    if (known) keepWriting(known, changes);
    const product = known ? book.revise(book.revive(known), changes) : book.create(found.name, present(changes));
    if (!known && product.salePrice === 0) row.fault('no-price', 'salePrice');
    else if (!known && isUntaxed) row.fault('untaxed', 'salePrice');
    if (product.name !== known?.name && book.sameName(product.name, product._id)) row.fault('same-name', 'name');
    warnAbout(row, product);
    if (!product.isActive && changes.isActive === undefined) row.fault('archived', null);
    seen.set(product._id, { line: row.line, text });
    const stock = countedOf(row, product, input);
    if (stock.counted !== null) {
      warnOfLaterCount(row, product, input.options.fileDay, EVENING, input);
      counted.push({ productId: product._id, counted: stock.counted, day: input.options.fileDay });
    } else if (stock.delivered !== null) {
      delivered.push({ productId: product._id, quantity: stock.delivered, day: input.options.fileDay });
    }
    rowsKept++;
  }
  const { counts } = newCounts(counted, input);
  const { movements } = newDeliveries(delivered, input);
  const { created, updated } = book.changes();
  const touched = new Set<string>([
    ...[...created, ...updated].map((doc) => doc._id),
    ...[...counts, ...movements].map(({ productId }) => productId),
  ]);
  const unchanged = [...seen.keys()].filter((id) => !touched.has(id)).length;
  return finishPlan(sheet, [...created, ...updated, ...counts, ...movements], {
    ...emptySummary(sheet),
    unchanged: Math.min(unchanged, rowsKept) + repeated,
    productsCreated: created.filter((doc) => doc.type === 'product').length,
    productsUpdated: updated.filter((doc) => doc.type === 'product').length,
    categoriesCreated: created.filter((doc) => doc.type === 'category').length,
    suppliersCreated: created.filter((doc) => doc.type === 'supplier').length,
    suppliersUpdated: updated.filter((doc) => doc.type === 'supplier').length,
    counts: counts.length,
    deliveries: movements.length,
  });
}

/** The rows that name a product, those with a code first: a row that only has a name means what they called so. */
function namedRows(sheet: Sheet, onProgress?: (done: number, of: number) => void): { row: Row; name: ProductName }[] {
  const named = [...sheet.rows(onProgress)].flatMap((row) => {
    const name = productName(row);
    return name ? [{ row, name }] : [];
  });
  // A code that lost its digits names nothing: such a row means what others called so.
  const isCoded = ({ code, barcode }: ProductName) => [code, barcode].some((own) => own !== '' && !isScientific(own));
  return [...named.filter(({ name }) => isCoded(name)), ...named.filter(({ name }) => !isCoded(name))];
}

function changesOf(row: Row): Changes {
  const changes: Changes = {};
  const purchase = row.price('purchasePrice', 2);
  const sale = row.price('salePrice', 0);
  const min = row.quantity('minStock');
  const max = row.quantity('maxStock');
  const pack = row.quantity('packSize');
  const unit = row.text('unit', LIMITS.product.unit);
  const description = row.text('description', LIMITS.product.description);
  const active = activeOf(row);
  if (purchase) changes.purchasePrice = purchase.value;
  if (sale) changes.salePrice = sale.value;
  if (min !== null) changes.minStock = min;
  if (max !== null) changes.maxStock = max;
  // An empty pack is no pack; exports often write 0 for "none".
  if (pack) changes.packSize = pack;
  if (unit) changes.unit = unit;
  if (description) changes.description = description;
  if (active !== null) changes.isActive = active;
  return changes;
}

/** Whether the row says that the product is on sale; null when it does not say. */
function activeOf(row: Row): boolean | null {
  const [isActive, isArchived] = (['isActive', 'isArchived'] as const).map((field) => {
    const cell = row.cell(field);
    if (isAbsent(cell)) return null;
    return parseBoolean(cell) ?? row.unreadable('not-a-boolean', field);
  });
  if (isArchived === true) return false;
  return isActive ?? (isArchived === false ? true : null);
}

const PRICES = [
  { field: 'salePrice', name: 'price' },
  { field: 'purchasePrice', name: 'cost' },
] as const;
/** What no price does from one list to the next: euros, centimes, thousands or cartons do. */
const FAR = 10;

/** A known price or cost falls to 0, becomes far another, or one without the tax, only when the person says so. */
function keepPrices(row: Row, known: Product, changes: Changes, isUntaxed: boolean): void {
  for (const { field, name } of PRICES) {
    const [before, after] = [known[field], changes[field]];
    if (after === undefined || before <= 0 || after === before) continue;
    const isFar = after >= FAR * before || after <= before / FAR;
    if (!isFar && !(isUntaxed && field === 'salePrice')) continue;
    const about = { product: known.name, before, after };
    const code = after === 0 ? (`${name}-to-zero` as const) : isFar ? (`${name}-far` as const) : 'price-untaxed';
    if (row.ask(code, about) === 'keep') delete changes[field];
  }
}

/** The shop's own writing of words that differ in spaces alone, which no file keeps. */
function keepWriting(known: Product, changes: Changes): void {
  for (const field of ['name', 'unit', 'description'] as const) {
    if (changes[field] !== undefined && cellText(known[field]) === changes[field]) delete changes[field];
  }
}

/** The shop's own writing of a barcode that is the same number. */
const keptBarcode = (known: Product, barcode: string): string =>
  known.barcode !== undefined && barcodeKey(known.barcode) === barcodeKey(barcode) ? known.barcode : barcode;

function supplierDetails(row: Row): { phone?: string; leadTimeDays?: number } {
  const phone = phoneIn(row, 'supplierPhone');
  const leadTimeDays = row.days('leadTimeDays', LIMITS.supplier.leadTimeDays[1]);
  return { ...(phone ? { phone } : {}), ...(leadTimeDays === null ? {} : { leadTimeDays }) };
}

function warnAbout(row: Row, { salePrice, purchasePrice, minStock, maxStock }: Product): void {
  if (salePrice > 0 && salePrice < purchasePrice) row.fault('below-cost', 'salePrice');
  if (maxStock !== undefined && maxStock < minStock) row.fault('max-below-min', 'maxStock');
}

const present = (changes: Changes): Partial<Product> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

import type { Product } from '../documents/index.ts';
import { Book } from './book.ts';
import { type CountedRow, mayCount, newCounts } from './counts.ts';
import { emptySummary, finishPlan } from './plan.ts';
import { isAnotherArticle, productName, rowText } from './product-of.ts';
import { type Row, Sheet } from './rows.ts';
import { isBlank, parseBoolean } from './text.ts';
import type { ImportInput, ImportPlan } from './types.ts';

type Changes = { [K in keyof Product]?: Product[K] | undefined };
const LONGEST_LEAD_TIME = 365;

/** What a catalogue would create and update: an empty cell leaves what the shop has; a stock column is counted now. */
export function planCatalogue(input: ImportInput, onProgress?: (done: number, of: number) => void): ImportPlan {
  const { mapping, existing, author } = input;
  const sheet = new Sheet(input);
  const book = new Book(existing, author);
  const seen = new Map<string, { line: number; text: string }>();
  const counted: CountedRow[] = [];
  let rowsKept = 0;
  let repeated = 0;
  for (const row of sheet.rows(onProgress)) {
    const name = productName(row);
    const changes = changesOf(row);
    const details = supplierDetails(row);
    const [category, supplier] = [row.text('category', 80), row.text('supplier', 120)];
    const onShelf = row.quantity('counted');
    if (!name || row.failed) continue;
    const known = book.findDescribed(name);
    if (known === 'several') {
      row.fault('ambiguous-name', 'name');
      continue;
    }
    const text = rowText(row, mapping);
    const before = known && seen.get(known._id);
    if (before) {
      row.fault(before.text === text ? 'same-row' : 'duplicate', name.code ? 'code' : 'name', before.line);
      if (before.text === text) repeated++;
      continue;
    }
    if (known && isAnotherArticle(row, name, known)) continue;
    if (known) keepPrices(row, known, changes);
    if (category) changes.categoryId = book.category(category);
    if (supplier) changes.supplierId = book.supplier(supplier, details);
    if (known && name.name) changes.name = name.name;
    if (known && name.barcode) changes.barcode = name.barcode;
    const product = known ? book.revise(book.revive(known), changes) : book.create(name, present(changes));
    if (!known && product.salePrice === 0) row.fault('no-price', 'salePrice');
    if (!known && book.sameName(product.name, product._id)) row.fault('same-name', 'name');
    warnAbout(row, product);
    if (!product.isActive && changes.isActive === undefined) row.fault('archived', null);
    seen.set(product._id, { line: row.line, text });
    if (onShelf !== null && mayCount(row, product, onShelf, input))
      counted.push({ productId: product._id, counted: onShelf, day: input.options.countDay });
    rowsKept++;
  }
  const { counts } = newCounts(counted, existing, input.options, input);
  const { created, updated } = book.changes();
  const touched = new Set<string>([
    ...[...created, ...updated].map((doc) => doc._id),
    ...counts.map((count) => count.productId),
  ]);
  const unchanged = [...seen.keys()].filter((id) => !touched.has(id)).length;
  return finishPlan(sheet, [...created, ...updated, ...counts], {
    ...emptySummary(sheet),
    unchanged: Math.min(unchanged, rowsKept) + repeated,
    productsCreated: created.filter((doc) => doc.type === 'product').length,
    productsUpdated: updated.filter((doc) => doc.type === 'product').length,
    categoriesCreated: created.filter((doc) => doc.type === 'category').length,
    suppliersCreated: created.filter((doc) => doc.type === 'supplier').length,
    suppliersUpdated: updated.filter((doc) => doc.type === 'supplier').length,
    counts: counts.length,
  });
}

function changesOf(row: Row): Changes {
  const changes: Changes = {};
  const purchase = row.price('purchasePrice', 2);
  const sale = row.price('salePrice', 0);
  const min = row.quantity('minStock');
  const max = row.quantity('maxStock');
  const pack = row.quantity('packSize');
  const unit = row.text('unit', 30);
  const description = row.text('description', 1000);
  if (purchase) changes.purchasePrice = purchase.value;
  if (sale) changes.salePrice = sale.value;
  if (min !== null) changes.minStock = min;
  if (max !== null) changes.maxStock = max;
  // An empty pack is no pack; exports often write 0 for "none".
  if (pack) changes.packSize = pack;
  if (unit) changes.unit = unit;
  if (description) changes.description = description;
  const active = row.cell('isActive');
  if (!isBlank(active)) {
    const isActive = parseBoolean(active);
    if (isActive === null) row.fault('not-a-boolean', 'isActive');
    else changes.isActive = isActive;
  }
  return changes;
}

/** A known price or cost falls to 0 only when the person says so. */
function keepPrices(row: Row, known: Product, changes: Changes): void {
  const { name: product, salePrice, purchasePrice } = known;
  if (changes.salePrice === 0 && salePrice > 0) {
    if (row.ask('price-to-zero', { product, before: salePrice, after: 0 }) === 'keep') delete changes.salePrice;
  }
  if (changes.purchasePrice === 0 && purchasePrice > 0) {
    if (row.ask('cost-to-zero', { product, before: purchasePrice, after: 0 }) === 'keep') delete changes.purchasePrice;
  }
}

function supplierDetails(row: Row): { phone?: string; leadTimeDays?: number } {
  const phone = row.text('supplierPhone', 20);
  const leadTimeDays = row.quantity('leadTimeDays');
  if (leadTimeDays !== null && leadTimeDays > LONGEST_LEAD_TIME) row.fault('out-of-range', 'leadTimeDays');
  return { ...(phone ? { phone } : {}), ...(leadTimeDays === null ? {} : { leadTimeDays: Math.round(leadTimeDays) }) };
}

function warnAbout(row: Row, { salePrice, purchasePrice, minStock, maxStock }: Product): void {
  if (salePrice > 0 && salePrice < purchasePrice) row.fault('below-cost', 'salePrice');
  if (maxStock !== undefined && maxStock < minStock) row.fault('max-below-min', 'maxStock');
}

const present = (changes: Changes): Partial<Product> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

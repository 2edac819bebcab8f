import type { Product } from '../documents/index.ts';
import { LIMITS } from '../documents/limits.ts';
import { Book } from './book.ts';
import { categoryIn } from './cell-lists.ts';
import { type CountedRow, countedOf, EVENING, newCounts, warnOfLaterCount } from './counts.ts';
import { type DeliveredRow, newDeliveries } from './deliveries.ts';
import { emptySummary, finishPlan } from './plan.ts';
import { nameField, productName, productOf, Unknown } from './product-of.ts';
import type { Row } from './row.ts';
import { Sheet } from './rows.ts';
import type { ImportInput, ImportPlan } from './types.ts';

/** The counts that an inventory would record: in the evening of the day it tells, or now. */
export function planStock(input: ImportInput, onProgress?: (done: number, of: number) => void): ImportPlan {
  const { existing, options, author } = input;
  const sheet = new Sheet(input);
  const book = new Book(existing, author);
  const unknown = new Unknown();
  const seen = new Map<string, number>();
  const counted: CountedRow[] = [];
  const delivered: DeliveredRow[] = [];
  for (const row of sheet.rows(onProgress)) {
    const name = productName(row);
    const day = row.date('date')?.day ?? options.fileDay;
    if (row.peek('counted') === null && !row.failed) row.fault('missing', 'counted');
    if (!name || row.failed) continue;
    const product = productOf(row, name, book, unknown, options.createUnknown ? () => contentOf(row, book) : null);
    if (!product) continue;
    const stock = countedOf(row, product, input);
    if (row.failed || (stock.counted === null && stock.delivered === null)) continue;
    const key = `${product._id}|${day}`;
    const other = seen.get(key);
    if (other !== undefined) {
      row.fault('duplicate', nameField(name), { other });
      continue;
    }
    seen.set(key, row.line);
    if (stock.delivered !== null) delivered.push({ productId: product._id, quantity: stock.delivered, day });
    if (stock.counted === null) continue;
    warnOfLaterCount(row, product, day, EVENING, input);
    counted.push({ productId: product._id, counted: stock.counted, day });
  }
  const { counts, already } = newCounts(counted, input);
  const { movements, already: again } = newDeliveries(delivered, input);
  const { created, updated } = book.changes();
  const days = [...counts, ...movements].map((doc) => doc.day).sort();
  return finishPlan(sheet, [...created, ...updated, ...counts, ...movements], {
    ...emptySummary(sheet),
    unchanged: already + again,
    productsCreated: created.filter((doc) => doc.type === 'product').length,
    productsUpdated: updated.filter((doc) => doc.type === 'product').length,
    categoriesCreated: created.filter((doc) => doc.type === 'category').length,
    counts: counts.length,
    deliveries: movements.length,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    unknownProducts: unknown.first,
    unknownCount: unknown.count,
  });
}

/** What a count sheet says besides of a product that the shop does not know. */
function contentOf(row: Row, book: Book): Partial<Product> {
  const category = categoryIn(row);
  const [purchase, sale] = [row.price('purchasePrice', 2), row.price('salePrice', 0)];
  const unit = row.text('unit', LIMITS.product.unit);
  return {
    ...(category ? { categoryId: book.category(category) } : {}),
    ...(purchase ? { purchasePrice: purchase.value } : {}),
    ...(sale ? { salePrice: sale.value } : {}),
    ...(unit ? { unit } : {}),
  };
}

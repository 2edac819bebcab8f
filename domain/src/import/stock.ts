import { instantOf } from '../shared/clock.ts';
import { Book } from './book.ts';
import { type CountedRow, mayCount, newCounts } from './counts.ts';
import { emptySummary, finishPlan } from './plan.ts';
import { productName, productOf, Unknown } from './product-of.ts';
import { Sheet } from './rows.ts';
import type { ImportInput, ImportPlan } from './types.ts';

/** The counts that an inventory would record: in the evening of the day it tells, or now. */
export function planStock(input: ImportInput, onProgress?: (done: number, of: number) => void): ImportPlan {
  const { existing, options, author, timezone } = input;
  const sheet = new Sheet(input);
  const book = new Book(existing, author);
  const unknown = new Unknown();
  const seen = new Map<string, number>();
  const counted: CountedRow[] = [];
  for (const row of sheet.rows(onProgress)) {
    const name = productName(row);
    const onShelf = row.quantity('counted');
    const day = row.date('date')?.day ?? options.countDay;
    if (onShelf === null && !row.failed) row.fault('missing', 'counted');
    if (!name || onShelf === null || row.failed) continue;
    const product = productOf(row, name, book, unknown, options.createUnknown ? () => ({}) : null);
    if (!product) continue;
    const key = `${product._id}|${day}`;
    const other = seen.get(key);
    if (other !== undefined) {
      row.fault('duplicate', name.code ? 'code' : name.barcode ? 'barcode' : 'name', other);
      continue;
    }
    seen.set(key, row.line);
    if (!mayCount(row, product, onShelf, input)) continue;
    const last = existing.stock.get(product._id)?.countedAt ?? '';
    if (day !== null && day < input.today && last > instantOf(day, '23:59:59.999', timezone)) {
      row.fault('older-than-count', 'date');
    }
    counted.push({ productId: product._id, counted: onShelf, day });
  }
  const { counts, already } = newCounts(counted, existing, options, input);
  const { created, updated } = book.changes();
  const days = counts.map((count) => count.day).sort();
  return finishPlan(sheet, [...created, ...updated, ...counts], {
    ...emptySummary(sheet),
    unchanged: already,
    productsCreated: created.length,
    productsUpdated: updated.length,
    counts: counts.length,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    unknownProducts: unknown.first,
    unknownCount: unknown.count,
  });
}

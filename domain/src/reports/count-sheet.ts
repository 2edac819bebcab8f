import type { ReportType } from '../documents/report.ts';
import { compareNames, oneLine } from '../french/index.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import { activeOf } from '../shop/book.ts';
import type { Column, Section, Value } from './paper.ts';
import type { ReportBook, ReportKind } from './report.ts';
import { stockOn } from './stock-on.ts';

/** What is written by hand, and what stands beside it. */
const EXPECTED: Column = { id: 'expected', label: 'Attendu', kind: 'quantity' };
const BY_HAND: readonly Column[] = [
  { id: 'counted', label: 'Compté', kind: 'text' },
  { id: 'note', label: 'Remarque', kind: 'text' },
];

/** The active products by category, then by name: as they stand on the shelves. */
function shelves(book: ReportBook): ReadonlyMap<string, LedgerProduct[]> {
  const nameOf = ({ product: { categoryId } }: LedgerProduct): string =>
    oneLine((categoryId && book.categories.get(categoryId)?.name) || 'Sans catégorie');
  const ordered = activeOf(book).sort(
    (a, b) =>
      compareNames(nameOf(a), nameOf(b)) ||
      compareNames(a.product.name, b.product.name) ||
      (a.product._id < b.product._id ? -1 : 1),
  );
  const found = new Map<string, LedgerProduct[]>();
  for (const ledger of ordered) found.set(nameOf(ledger), [...(found.get(nameOf(ledger)) ?? []), ledger]);
  return found;
}

/** A sheet to count by: with what the phone expects, or without it, so that nobody counts what they read. */
function countSheet(type: ReportType, said: { title: string; hint: string; isExpected: boolean }): ReportKind {
  const { title, hint, isExpected } = said;
  return {
    type,
    title,
    hint,
    format: 'pdf',
    isOfOneDay: true,
    notes: [
      'Comptez tout d’un produit, en rayon et en réserve, puis écrivez le nombre dans « Compté ».',
      'Saisissez ensuite vos comptages dans Stock, Inventaire : on peut vendre pendant ce temps.',
    ],
    sections({ book }): Section[] {
      const found = shelves(book);
      if (found.size === 0)
        return [{ name: 'Comptage', title: 'Comptage', texts: ['Aucun produit à compter dans cette boutique.'] }];
      return [...found].map(([category, ledgers], index) => ({
        name: category,
        title: category,
        table: {
          id: `shelf_${index + 1}`,
          columns: [
            { id: 'code', label: 'Code', kind: 'text' },
            { id: 'name', label: 'Produit', kind: 'text', isWide: true },
            { id: 'unit', label: 'Unité', kind: 'text' },
            ...(isExpected ? [EXPECTED] : []),
            ...BY_HAND,
          ],
          rows: ledgers.map((ledger): Value[] => {
            const { product, isKnown } = ledger;
            const expected = isKnown ? stockOn(ledger, book.today, book.today) : null;
            return [
              oneLine(product.code),
              oneLine(product.name),
              oneLine(product.unit),
              ...(isExpected ? [expected] : []),
              '',
              '',
            ];
          }),
        },
      }));
    },
  };
}

/** To count without being told what should be there. */
export const blindCount = countSheet('COUNT_SHEET', {
  title: 'Feuille de comptage',
  hint: 'À imprimer : les produits par catégorie, la case « Compté » vide, sans le stock attendu.',
  isExpected: false,
});

/** To count beside what should be there. */
export const expectedCount = countSheet('COUNT_SHEET_EXPECTED', {
  title: 'Feuille de contrôle du stock',
  hint: 'À imprimer : le stock attendu de chaque produit, à côté de la case « Compté ».',
  isExpected: true,
});

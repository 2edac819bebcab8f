import { purchasePriceOn } from '../../documents/purchase-price.ts';
import { compareNames, oneLine } from '../../french/index.ts';
import type { SalesPeriod } from '../../kpis/sales-period.ts';
import type { MoneyHistory } from '../../ledger/money-history.ts';
import { addDays, dayNumber } from '../../shared/day.ts';
import { fromMilli } from '../../shared/quantity.ts';
import type { Column, Section, Value } from '../paper.ts';
import type { ReportBook } from '../report.ts';
import { lastDay, stockOn, unitCostOn } from '../stock-on.ts';

const valueColumn = (id: string, label: string, of: string, by: string): Column => ({
  id,
  label,
  kind: 'money',
  total: 'sum',
  follows: { kind: 'share', of, by, whole: 'one' },
});

/** Note 2: what lay on the shelves before the period and at its end, at its average cost (CMP), to the franc. */
export function stockList(book: ReportBook, period: SalesPeriod): Section {
  const [before, last] = [addDays(period.from, -1), lastDay(period, book.today)];
  const rows = [...book.products.values()]
    .filter(({ isKnown }) => isKnown)
    .map((ledger) => {
      const amounts = [before, last].map((day) => ({
        quantity: Math.max(stockOn(ledger, day, book.today), 0),
        cost: unitCostOn(ledger, day, book.today),
      }));
      return { product: ledger.product, amounts };
    })
    .filter(({ amounts }) => amounts.some(({ quantity }) => quantity > 0))
    .sort((a, b) => compareNames(a.product.name, b.product.name) || (a.product._id < b.product._id ? -1 : 1))
    .map(({ product, amounts: [first, end] }): Value[] => [
      oneLine(product.name),
      oneLine(product.unit),
      first?.quantity ?? 0,
      first?.cost ?? 0,
      null,
      end?.quantity ?? 0,
      end?.cost ?? 0,
      null,
      1,
    ]);
  return {
    name: 'Note 2 Stocks',
    title: 'Note 2 : état des stocks',
    texts: ['Quantités × coût moyen pondéré (CMP), comme dans l’inventaire.'],
    table: {
      id: 'stock',
      columns: [
        { id: 'name', label: 'Produit', kind: 'text', isWide: true },
        { id: 'unit', label: 'Unité', kind: 'text' },
        { id: 'quantity_before', label: 'Quantité avant', kind: 'quantity' },
        { id: 'cost_before', label: 'CMP avant', kind: 'cost' },
        valueColumn('before', 'Valeur avant', 'quantity_before', 'cost_before'),
        { id: 'quantity_now', label: 'Quantité à la fin', kind: 'quantity' },
        { id: 'cost_now', label: 'CMP à la fin', kind: 'cost' },
        valueColumn('now', 'Valeur à la fin', 'quantity_now', 'cost_now'),
        { id: 'one', label: 'Un', kind: 'count', isKey: true },
      ],
      rows,
    },
  };
}

/** FCFA of the goods that came in the period, at their cost. */
function received({ products }: ReportBook, { from, to }: SalesPeriod): number {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  let cost = 0;
  for (const { product, days } of products.values()) {
    for (const { day, pricedCost, unpriced } of days) {
      if (day < first || day > last) continue;
      cost += pricedCost / 100_000 + fromMilli(unpriced) * purchasePriceOn(product, day);
    }
  }
  return Math.round(cost);
}

/**
 * What goods cost that came and of which no money tells: neither owed to a supplier nor taken from the till. Somebody
 * paid them: the owner.
 */
export function purchases(book: ReportBook, { lines }: MoneyHistory, period: SalesPeriod): Section {
  const own = lines.filter(({ day }) => day >= period.from && day <= period.to);
  const sumOf = (kept: (line: (typeof own)[number]) => boolean): number =>
    own.reduce((sum, line) => (kept(line) ? sum + line.amount : sum), 0);
  const onAccount = sumOf(({ kind }) => kind === 'RECEPTION');
  const whole = received(book, period);
  // Each reception on account was rounded to the franc.
  const isAllOwed = Math.abs(whole - onAccount) <= own.filter(({ kind }) => kind === 'RECEPTION').length;
  const paid = 0 - sumOf(({ kind, category }) => kind === 'EXPENSE' && category === 'GOODS');
  return {
    name: 'Achats hors caisse',
    title: 'Marchandises reçues et payées',
    texts: [
      'Ce qui est arrivé sans être ni dû à un fournisseur ni payé par la caisse est compté comme payé par l’exploitant : un achat, et un apport du même montant.',
    ],
    table: {
      id: 'purchases',
      columns: [
        { id: 'period', label: 'Période', kind: 'text', isWide: true },
        { id: 'received', label: 'Reçu, au coût', kind: 'money' },
        { id: 'on_account', label: 'dont à payer plus tard', kind: 'money' },
        {
          id: 'at_once',
          label: 'Reste',
          kind: 'money',
          isKey: true,
          follows: { kind: 'difference', of: 'received', less: 'on_account' },
        },
        { id: 'paid', label: 'Payé par la caisse', kind: 'money' },
        {
          id: 'gap',
          label: 'Écart',
          kind: 'money',
          isKey: true,
          follows: { kind: 'difference', of: 'at_once', less: 'paid' },
        },
        { id: 'one', label: 'Un', kind: 'count', isKey: true },
        {
          id: 'outside',
          label: 'Payé hors caisse',
          kind: 'money',
          follows: { kind: 'worth', of: 'gap', by: 'one' },
        },
      ],
      rows: [['Toute la période', isAllOwed ? onAccount : whole, onAccount, null, paid, null, 1, null]],
    },
  };
}

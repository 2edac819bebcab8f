import type { Sale } from '../documents/sale.ts';
import { PAYMENTS, settlementOf } from '../documents/settlement.ts';
import { UNTOLD } from './groups.ts';
import type { Column, Section, Value } from './paper.ts';
import { PAYMENT_WORDS } from './payment-words.ts';

const PARTS: readonly Column[] = [
  { id: 'day', label: 'Jour', kind: 'day' },
  { id: 'hint', label: 'Ticket', kind: 'text' },
  { id: 'payment', label: 'Paiement', kind: 'text' },
  { id: 'amount', label: 'Montant', kind: 'money', total: 'sum' },
  { id: 'payment_n', label: 'N° paiement', kind: 'count', isKey: true },
];

/** The number of a ticket within its day and phone, as its id ends. */
const shortId = ({ _id }: Sale): string => _id.slice(_id.lastIndexOf('-') + 1);

/**
 * How the tickets at hand were settled, part by part, and the sums by way of settling. What `revenue` FCFA hold besides
 * stands apart.
 */
export function settledSections(sales: readonly Sale[], revenue: number, day: string): [Section, Section] {
  const ordered = [...sales].sort((a, b) => (a._id < b._id ? -1 : 1));
  const rows = ordered.flatMap((sale) =>
    settlementOf(sale).map(({ payment, amount }): Value[] => [
      sale.day,
      `n° ${shortId(sale)}`,
      PAYMENT_WORDS[payment],
      amount,
      PAYMENTS.indexOf(payment) + 1,
    ]),
  );
  const rest = revenue - rows.reduce((sum, row) => sum + Number(row[3]), 0);
  if (rest !== 0) rows.push([day, null, UNTOLD, rest, 0]);
  const sums = new Map<Value, { name: Value; amount: number }>();
  for (const [, , name = null, amount, key = null] of rows)
    sums.set(key, { name, amount: (sums.get(key)?.amount ?? 0) + Number(amount) });
  const found = [...sums].sort(([a, one], [b, other]) => other.amount - one.amount || Number(a) - Number(b));
  const follows = {
    kind: 'sumWhere',
    table: 'settled',
    sum: 'amount',
    where: [{ there: 'payment_n', here: 'key' }],
  } as const;
  const byPayment: Section = {
    name: 'Par paiement',
    title: 'Ventes par moyen de paiement',
    table: {
      id: 'by_payment',
      columns: [
        { id: 'key', label: 'N°', kind: 'count', isKey: true },
        { id: 'name', label: 'Paiement', kind: 'text', isWide: true },
        { id: 'amount', label: 'CA', kind: 'money', follows, total: 'sum' },
      ],
      rows: found.map(([key, { name }]) => [key, name, null]),
    },
    charts: [{ title: 'CA', form: 'bars', names: 'name', series: ['amount'] }],
  };
  return [byPayment, { name: 'Règlements', title: 'Règlements', table: { id: 'settled', columns: PARTS, rows } }];
}

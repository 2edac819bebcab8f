import type { Asset } from '../../documents/asset.ts';
import { oneLine } from '../../french/index.ts';
import type { SalesPeriod } from '../../kpis/sales-period.ts';
import { addDays, type Day } from '../../shared/day.ts';
import type { Section, Value } from '../paper.ts';

/** Days of a year in the accounts: twelve months of 30. */
const YEAR = 360;

/** The place of a day in years of 360 days. */
const commercialDay = (day: Day): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return year * YEAR + (month - 1) * 30 + Math.min(date, 30) - 1;
};

/** Days of the accounts from `from` to `until`, which is not counted; at most `most`. */
const usedDays = (from: Day, until: Day, most: number): number =>
  Math.min(Math.max(commercialDay(until) - commercialDay(from), 0), most);

const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** Note 1: the equipment, straight-line over its years of use, each day of the year counting (SYSCOHADA, pro rata). */
export function equipment(assets: readonly Asset[], { from, to }: SalesPeriod): Section {
  const after = addDays(to, 1);
  const rows = assets
    .filter(({ isActive, boughtOn, soldOn }) => isActive && boughtOn <= to && !(soldOn && soldOn < from))
    .sort((a, b) => (a.boughtOn === b.boughtOn ? (a._id < b._id ? -1 : 1) : a.boughtOn < b.boughtOn ? -1 : 1))
    .map(({ designation, boughtOn, amount, years, soldOn, salePrice = 0 }): Value[] => {
      const life = years * YEAR;
      const leftOn = soldOn && soldOn <= to ? later(soldOn, boughtOn) : null;
      const isNew = boughtOn >= from;
      return [
        oneLine(designation),
        boughtOn,
        years,
        amount,
        isNew ? amount : 0,
        null,
        null,
        null,
        leftOn ? null : amount,
        null,
        leftOn,
        leftOn ? salePrice : 0,
        null,
        isNew ? 0 : amount,
        null,
        isNew ? 0 : usedDays(boughtOn, from, life),
        usedDays(boughtOn, leftOn ?? after, life),
        life,
        null,
        leftOn ? 0 : 1,
        leftOn ? 1 : 0,
      ];
    });
  return {
    name: 'Note 1 Matériel',
    title: 'Note 1 : matériel, mobilier et cautions',
    texts: ['Amortissement linéaire, au jour près : valeur d’achat × jours ÷ (années × 360).'],
    table: {
      id: 'equipment',
      columns: [
        { id: 'name', label: 'Désignation', kind: 'text', isWide: true },
        { id: 'bought_on', label: 'Acheté le', kind: 'day' },
        { id: 'years', label: 'Années', kind: 'count' },
        { id: 'amount', label: 'Valeur d’achat', kind: 'money' },
        { id: 'bought', label: 'dont acheté', kind: 'money', total: 'sum', isKey: true },
        {
          id: 'before',
          label: 'Amorti avant',
          kind: 'money',
          total: 'sum',
          follows: { kind: 'share', of: 'amount', by: 'days_before', whole: 'life' },
        },
        {
          id: 'charge',
          label: 'Amorti sur la période',
          kind: 'money',
          total: 'sum',
          follows: { kind: 'difference', of: 'after', less: 'before' },
        },
        {
          id: 'net',
          label: 'Valeur nette',
          kind: 'money',
          total: 'sum',
          follows: { kind: 'product', of: 'rest', by: 'held' },
        },
        { id: 'gross', label: 'Valeur d’achat à la fin', kind: 'money', isKey: true },
        {
          id: 'gone',
          label: 'Valeur nette de ce qui est sorti',
          kind: 'money',
          total: 'sum',
          isKey: true,
          follows: { kind: 'product', of: 'rest', by: 'left' },
        },
        { id: 'sold_on', label: 'Sorti le', kind: 'day' },
        { id: 'price', label: 'Vendu', kind: 'money', total: 'sum' },
        {
          id: 'after',
          label: 'Amorti à la fin',
          kind: 'money',
          isKey: true,
          follows: { kind: 'share', of: 'amount', by: 'days_after', whole: 'life' },
        },
        { id: 'gross_before', label: 'Valeur d’achat avant', kind: 'money', isKey: true },
        {
          id: 'net_before',
          label: 'Valeur nette avant',
          kind: 'money',
          isKey: true,
          follows: { kind: 'difference', of: 'gross_before', less: 'before' },
        },
        { id: 'days_before', label: 'Jours avant', kind: 'count', isKey: true },
        { id: 'days_after', label: 'Jours à la fin', kind: 'count', isKey: true },
        { id: 'life', label: 'Jours d’usage', kind: 'count', isKey: true },
        {
          id: 'rest',
          label: 'Reste',
          kind: 'money',
          isKey: true,
          follows: { kind: 'difference', of: 'amount', less: 'after' },
        },
        { id: 'held', label: 'Tenu', kind: 'count', isKey: true },
        { id: 'left', label: 'Sorti', kind: 'count', isKey: true },
      ],
      rows,
    },
  };
}

import { formatMonth } from '../../french/time.ts';
import type { SalesPeriod } from '../../kpis/sales-period.ts';
import type { MoneyHistory } from '../../ledger/money-history.ts';
import type { Day } from '../../shared/day.ts';
import type { Column, Section, Table, Value } from '../paper.ts';
import { difference, type JournalStep, monthNumber, Sums, timeColumn, timeOf, written } from './journal-step.ts';
import { HEADING, HEADING_WORDS, type Heading, type Movement, movementsOf } from './treasury.ts';

const isBefore = ({ day, heading }: Movement, from: Day): boolean => heading === 'OPENING' || day < from;

/** Mobile money is the bank's (552), never the drawer's. */
const sides = ({ method, amount }: Movement): [number, number] => (method === 'CASH' ? [amount, 0] : [0, amount]);

/** What is none stays empty. */
const some = (amount: number): number | null => (amount > 0 ? amount : null);

/** The follow-up of the treasury: what came into and went out of the drawer and the bank. */
export function treasuryJournal(history: MoneyHistory, period: SalesPeriod, step: JournalStep): Section {
  const opening: [number, number] = [0, 0];
  const sums = new Sums<{ time: string; day: Day; heading: Heading; text: string }>();
  for (const movement of movementsOf(history)) {
    const { day, heading, text } = movement;
    const [drawer, bank] = sides(movement);
    if (isBefore(movement, period.from)) {
      opening[0] += drawer;
      opening[1] += bank;
    } else if (day <= period.to) {
      const time = timeOf(day, step);
      const number = String(HEADING[heading]).padStart(2, '0');
      const said = step === 'DAY' ? text : HEADING_WORDS[heading];
      sums.add(`${time} ${number} ${said}`, { time, day, heading, text: said }, drawer, bank);
    }
  }
  const rowOf = (
    time: Value,
    heading: Heading,
    text: string,
    [drawer, bank]: readonly [number, number],
    month: number,
  ) => [
    time,
    text,
    HEADING_WORDS[heading],
    some(drawer),
    some(-drawer),
    some(bank),
    some(-bank),
    HEADING[heading],
    month,
    null,
    null,
    null,
    null,
    null,
  ];
  const first = written(timeOf(period.from, step), step);
  const table: Table = {
    id: 'treasury',
    columns: [
      timeColumn(step),
      { id: 'text', label: 'Opération', kind: 'text', isWide: true },
      { id: 'heading', label: 'Rubrique', kind: 'text' },
      { id: 'drawer_in', label: 'Caisse : entrées', kind: 'money', total: 'sum' },
      { id: 'drawer_out', label: 'Caisse : sorties', kind: 'money', total: 'sum' },
      { id: 'bank_in', label: 'Banque : entrées', kind: 'money', total: 'sum' },
      { id: 'bank_out', label: 'Banque : sorties', kind: 'money', total: 'sum' },
      { id: 'heading_n', label: 'N° rubrique', kind: 'count', isKey: true },
      { id: 'month_n', label: 'N° mois', kind: 'count', isKey: true },
      difference('drawer', 'Caisse', 'drawer_in', 'drawer_out'),
      difference('bank', 'Banque', 'bank_in', 'bank_out'),
      difference('bank_less', 'Banque, en moins', 'bank_out', 'bank_in'),
      difference('net', 'Entré', 'drawer', 'bank_less'),
      difference('spent', 'Sorti', 'bank_less', 'drawer'),
    ],
    rows: [
      rowOf(first, 'OPENING', HEADING_WORDS.OPENING, opening, 0),
      ...sums.rows
        .filter(({ sum }) => sum.some((amount) => amount !== 0))
        .map(({ of: { time, day, heading, text }, sum }) =>
          rowOf(written(time, step), heading, text, sum, monthNumber(day)),
        ),
    ],
  };
  return {
    name: 'Suivi trésorerie',
    title: 'Journal de suivi de la trésorerie',
    texts: ['Caisse : les espèces. Banque : le compte, Wave et Orange Money (compte 552).'],
    table,
  };
}

/** The columns of note 4: those in which money comes, those in which it goes. */
const IN_COLUMNS = ['SALES', 'OTHER_IN'] as const satisfies readonly Heading[];
const OUT_COLUMNS = [
  'PURCHASES',
  'RENT',
  'WAGES',
  'TAXES',
  'INTEREST',
  'OTHER_OUT',
  'EQUIPMENT',
] as const satisfies readonly Heading[];
const BOTH_COLUMNS = ['OWNER', 'LOAN'] as const satisfies readonly Heading[];

/** Note 4: the treasury in columns, month by month. */
export function columnJournal({ from, to }: SalesPeriod): Section {
  const months: Value[][] = [];
  for (let month = monthNumber(from); month <= monthNumber(to); month += month % 100 === 12 ? 89 : 1) {
    const first = `${String(month).slice(0, 4)}-${String(month).slice(4)}-01`;
    months.push([formatMonth(first), month, ...Array<null>(IN_COLUMNS.length + OUT_COLUMNS.length + 2).fill(null)]);
  }
  const column = (heading: Heading, sum: 'net' | 'spent'): Column => ({
    id: heading.toLowerCase(),
    label: HEADING_WORDS[heading],
    kind: 'money',
    total: 'sum',
    follows: {
      kind: 'sumWhere',
      table: 'treasury',
      sum,
      where: [
        { there: 'month_n', here: 'month_n' },
        { there: 'heading_n', is: HEADING[heading] },
      ],
    },
  });
  return {
    name: 'Note 4 Journal',
    title: 'Note 4 : journal de trésorerie, en colonnes',
    texts: [
      'Exploitant et emprunts : ce qui est entré, moins ce qui est sorti. Les virements internes n’y changent rien.',
    ],
    table: {
      id: 'columns',
      columns: [
        { id: 'month', label: 'Mois', kind: 'text' },
        { id: 'month_n', label: 'N° mois', kind: 'count', isKey: true },
        ...IN_COLUMNS.map((heading) => column(heading, 'net')),
        ...OUT_COLUMNS.map((heading) => column(heading, 'spent')),
        ...BOTH_COLUMNS.map((heading) => column(heading, 'net')),
      ],
      rows: months,
    },
  };
}

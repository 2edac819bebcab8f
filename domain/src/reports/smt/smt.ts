import { METHODS } from '../../documents/settlement.ts';
import { formatDate, formatMoney, formatPercent, oneLine, plural } from '../../french/index.ts';
import { type Ceiling, ceilings } from '../../kpis/ceilings.ts';
import { periodLength, type SalesPeriod } from '../../kpis/sales-period.ts';
import type { MoneyHistory } from '../../ledger/money-history.ts';
import { must } from '../../shared/must.ts';
import type { Figure, Section } from '../paper.ts';
import { inWords } from '../period.ts';
import type { ReportInput, ReportKind } from '../report.ts';
import { lastDay } from '../stock-on.ts';
import { balanceRow, balanceSheet, checks } from './balance-sheet.ts';
import { claimSections } from './claims.ts';
import { equipment } from './equipment.ts';
import { purchases, stockList } from './goods.ts';
import { incomeStatement, resultRow } from './income-statement.ts';
import type { JournalStep } from './journal-step.ts';
import { countedOn, movementsOf } from './treasury.ts';
import { columnJournal, treasuryJournal } from './treasury-journal.ts';

/** Days up to which a document shows its journals day by day; workbooks always do. */
const LONG = 62;

const CONFIRM = 'à confirmer par votre centre fiscal';

/** How far the sales of a year are from a ceiling, in words. */
function ceilingText({ label, most, sold, state, source }: Ceiling): string {
  const share = `${formatMoney(sold)} vendus cette année, ${formatPercent(most > 0 ? sold / most : 0)} du plafond de ${formatMoney(most)}`;
  const warning = { FAR: '', NEAR: 'Attention, plafond proche. ', OVER: 'Attention, plafond dépassé. ' }[state];
  return `${warning}${label} : ${share} (${source} ; ${CONFIRM}).`;
}

/** What the papers do not know, so that nobody takes them for more than they are. */
function gaps({ book, period, accounts }: ReportInput): string[] {
  const { money, assets } = must(accounts, 'accounts');
  const texts: string[] = [];
  const days = [...money.lines.map(({ day }) => day), ...book.totals.map(({ day }) => day)];
  const first = days.reduce<string | null>((least, day) => (least === null || day < least ? day : least), null);
  if (first === null) texts.push('Rien n’est encore enregistré : ces comptes sont vides.');
  else if (first > period.from)
    texts.push(
      `La boutique est suivie depuis le ${formatDate(first)} : ce qui s’est passé avant n’est dans ces comptes que par les montants d’ouverture.`,
    );
  if (book.today <= period.to) texts.push('La période n’est pas finie : ces comptes sont provisoires.');
  const unknown = [...book.products.values()].filter(({ product, isKnown }) => product.isActive && !isKnown).length;
  if (unknown > 0)
    texts.push(
      `${plural(unknown, 'produit')} à compter : le stock n’en est pas dans le bilan tant qu’il n’est pas compté.`,
    );
  const movements = movementsOf(money).filter(({ day }) => day <= period.to);
  for (const [name, isOwn] of [
    ['La caisse', (method: string) => method === 'CASH'],
    ['La banque', (method: string) => method !== 'CASH'],
  ] as const) {
    const balance = movements.reduce((sum, { method, amount }) => (isOwn(method) ? sum + amount : sum), 0);
    if (balance < 0)
      texts.push(`${name} est négative (${formatMoney(balance)}) : un montant d’ouverture ou une entrée manque.`);
  }
  const isIn = (day: string): boolean => day >= period.from && day <= period.to;
  const paid = -movements.reduce(
    (sum, { heading, day, amount }) => (heading === 'EQUIPMENT' && isIn(day) ? sum + amount : sum),
    0,
  );
  const bought = assets.reduce((sum, own) => (own.isActive && isIn(own.boughtOn) ? sum + own.amount : sum), 0);
  if (paid > 0 && paid !== bought)
    texts.push(
      `Matériel payé par la caisse : ${formatMoney(paid)} ; matériel inscrit : ${formatMoney(bought)}. La différence est au compte de l’exploitant : inscrivez le matériel qui manque.`,
    );
  return texts;
}

const figure = (label: string, table: string, column: string, row: number, note?: string): Figure => ({
  label,
  value: null,
  kind: 'money',
  cell: { table, column, row },
  ...(note ? { note } : {}),
});

function essentials(input: ReportInput): Section {
  const { book, period } = input;
  const day = lastDay(period, book.today);
  const name = book.shop ? oneLine(book.shop.name) : 'La boutique';
  return {
    name: 'Essentiel',
    title: 'L’essentiel',
    figures: [
      figure('Résultat', 'result', 'amount', resultRow('G'), 'C − D + E − F'),
      figure('Recettes', 'result', 'amount', resultRow('A')),
      figure('Dépenses', 'result', 'amount', resultRow('B')),
      figure('Total du bilan', 'balance', 'now', balanceRow('assets'), `le ${formatDate(day)}`),
      figure('Caisse', 'balance', 'now', balanceRow('drawer')),
      figure('Banque et mobile money', 'balance', 'now', balanceRow('bank')),
    ],
    texts: [
      `${name} : comptes du système minimal de trésorerie ${inWords(period)}.`,
      ...ceilings(book.totals, book.shop?.settings, day).map(ceilingText),
      ...gaps(input),
    ],
  };
}

/** FCFA borrowed and not paid back before the period. */
const loanBefore = ({ lines }: MoneyHistory, { from }: SalesPeriod, opening = 0): number =>
  lines.reduce(
    (sum, { kind, day, amount }) => (day < from && (kind === 'LOAN_IN' || kind === 'LOAN_OUT') ? sum + amount : sum),
    opening,
  );

/** FCFA that the app's own reckoning finds; null where a method was not counted yet and moved. */
function counted(money: MoneyHistory, methods: readonly (typeof METHODS)[number][], to: string): number | null {
  const isUsed = (method: string): boolean =>
    money.lines.some(({ account }) => account.startsWith(`till:${method}:`)) ||
    money.closings.some(({ parts }) => parts.some((part) => part.method === method));
  const parts = methods.map((method) => countedOn(money, method, to) ?? (isUsed(method) ? null : 0));
  return parts.some((part) => part === null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

function sections(input: ReportInput, step: JournalStep): Section[] {
  const { book, period } = input;
  const { money, assets } = must(input.accounts, 'accounts');
  const [claims, accounts] = claimSections(money, period, step);
  const [drawer, bank] = [METHODS.slice(0, 1), METHODS.slice(1)].map((methods) => counted(money, methods, period.to));
  return [
    essentials(input),
    balanceSheet(loanBefore(money, period, book.shop?.settings.openingLoan)),
    incomeStatement(),
    equipment(assets, period),
    stockList(book, period),
    accounts,
    columnJournal(period),
    treasuryJournal(money, period, step),
    claims,
    purchases(book, money, period),
    checks({ drawer: drawer ?? null, bank: bank ?? null }),
  ];
}

const COMMON = {
  tellsCosts: true,
  needsMoney: true,
  notes: [
    'Système minimal de trésorerie : AUDCIF (OHADA), 2017. Ces comptes sont faits de ce qui est enregistré dans l’application ; ils ne sont pas certifiés.',
    'Recettes et dépenses : l’argent qui est entré et sorti, sans TVA à part. D, E et F les corrigent de ce qui est resté en stock, dû, ou usé.',
    'N−1 : la veille de la période. Ce qui a été dit « au départ » (argent, dettes, premier comptage) est compté comme là dès l’ouverture.',
    'Un écart de clôture est une autre recette ou une autre dépense. Ce qui a été retiré de la caisse à une clôture est pris par l’exploitant.',
    'Le matériel entre comme apport de l’exploitant ; ce que la caisse en a payé est repris sur son compte. Vendu, son prix est une autre recette, encaissée par l’exploitant.',
    `Seuils, durées et taux : ${CONFIRM}.`,
  ],
} as const;

const stepOf = (period: SalesPeriod): JournalStep => (periodLength(period) > LONG ? 'MONTH' : 'DAY');

/** The minimal cash accounts as a document. */
export const smt: ReportKind = {
  ...COMMON,
  type: 'SMT',
  title: 'Comptes SMT',
  hint: 'OHADA, système minimal de trésorerie : bilan, compte de résultat, notes 1 à 4 et journaux, pour le centre fiscal ou la banque.',
  format: 'pdf',
  sections: (input) => sections(input, stepOf(input.period)),
};

/** The same as a workbook, each of its cells a formula. */
export const smtWorkbook: ReportKind = {
  ...COMMON,
  type: 'SMT_WORKBOOK',
  title: 'Comptes SMT, classeur',
  hint: 'Les mêmes comptes en Excel : chaque case des états est une formule sur les journaux, jour par jour.',
  format: 'xlsx',
  sections: (input) => sections(input, 'DAY'),
};

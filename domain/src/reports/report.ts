import type { Asset } from '../documents/asset.ts';
import type { ReportType } from '../documents/report.ts';
import type { SEEN } from '../documents/role-limits.ts';
import type { Sale } from '../documents/sale.ts';
import type { Shop } from '../documents/shop.ts';
import { formatDate, formatTime } from '../french/index.ts';
import { oneLine } from '../french/typography.ts';
import type { SalesPeriod } from '../kpis/sales-period.ts';
import type { MoneyHistory } from '../ledger/money-history.ts';
import { businessDay } from '../shared/clock.ts';
import type { Instant } from '../shared/day.ts';
import type { Read, ShopBook } from '../shop/book.ts';
import { filled } from './filled.ts';
import type { Paper, Section } from './paper.ts';
import { particulars } from './particulars.ts';
import { inWords } from './period.ts';

/** A shop of which everything that a report speaks of was read. */
export type ReportBook = Read<ShopBook, 'categories' | 'suppliers' | 'totals'>;

/** What a report is made from. */
export interface ReportInput {
  readonly book: ReportBook;
  readonly period: SalesPeriod;
  /** The delivered tickets of the period that stand, as far as they are at hand whole; in any order. */
  readonly sales: readonly Sale[];
  /** Everything that moved money, and the equipment: there for the reports that need it. */
  readonly accounts?: { readonly money: MoneyHistory; readonly assets: readonly Asset[] };
  readonly madeAt: Instant;
}

/** What one report is: its name, its file, what it needs and what it says. */
export interface ReportKind {
  readonly type: ReportType;
  readonly title: string;
  /** What one finds in it. */
  readonly hint: string;
  readonly format: 'pdf' | 'xlsx';
  /** It says how things stand on the last day of the period, whatever the period's first. */
  readonly isOfOneDay?: true;
  /** It tells what things cost, or what was earned by them. */
  readonly tellsCosts?: true;
  /** It tells ticket by ticket. */
  readonly needsSales?: true;
  /** It tells of the shop's money, since its first day. */
  readonly needsMoney?: true;
  sections(input: ReportInput): readonly Section[];
  /** What the words mean. */
  readonly notes: readonly string[];
}

/** What somebody has to be allowed to see to be shown a report. */
export const rightsFor = ({ tellsCosts, needsMoney }: ReportKind): readonly (typeof SEEN)[number][] => [
  ...(tellsCosts ? (['COSTS'] as const) : []),
  ...(needsMoney ? (['TILL', 'DEBTS'] as const) : []),
];

/** What a report of `period` is of, in words. */
export const subjectOf = ({ isOfOneDay }: ReportKind, period: SalesPeriod): string =>
  isOfOneDay ? `au ${formatDate(period.to)}` : inWords(period);

/** Whose paper it is, and when it was made. */
export function letterhead(shop: Shop | null, madeAt: Instant): Pick<Paper, 'from' | 'made' | 'madeAt'> {
  const zone = shop?.settings.timezone;
  return {
    from: [oneLine(shop?.name ?? 'Ma boutique'), ...particulars(shop)],
    made: `Fait le ${formatDate(businessDay(madeAt, zone))} à ${formatTime(madeAt, zone)}`,
    madeAt,
  };
}

/** The paper of `report` on what `input` says. */
export function paperOf(report: ReportKind, input: ReportInput): Paper {
  const { book, period, madeAt } = input;
  return {
    title: report.title,
    ...letterhead(book.shop, madeAt),
    subject: subjectOf(report, period),
    sections: filled(report.sections(input)),
    notes: report.notes,
  };
}

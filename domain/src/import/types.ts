import type { Author, ShopDocument } from '../documents/index.ts';
import type { Day } from '../shared/day.ts';
import type { Answers, Ask } from './asks.ts';
import type { ChangedField, ProductChange } from './changes.ts';
import type { Existing } from './existing.ts';
import type { RowFault } from './faults.ts';
import type { Mapping, Table } from './table.ts';

/** What a file holds: the products, what lies on the shelf, what a supplier delivered, what was sold, or who owes. */
export const IMPORT_KINDS = ['catalogue', 'stock', 'delivery', 'sales', 'customers'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Which of "." and "," separates the decimals: `auto` is decided from the column's cells. */
export type DecimalStyle = 'auto' | 'comma' | 'dot';
/** Whether 03/04 is 3 April or March 4th: `auto` is decided from the column's cells. */
export type DateOrder = 'auto' | 'dmy' | 'mdy';

/** What the user decides besides the columns. */
export interface ImportOptions {
  readonly decimals: DecimalStyle;
  readonly dateOrder: DateOrder;
  /** FCFA per unit of the file's currency; 1 when prices are in FCFA. */
  readonly rate: number;
  /** Create the products that sales or counts name and the shop does not know; else their rows are faulty. */
  readonly createUnknown: boolean;
  /** Sales: record a count of the present stock, so that the history does not change it. */
  readonly keepStock: boolean;
  /** Sales: leave out the days on which sales were recorded in the app itself. */
  readonly skipRecordedDays: boolean;
  /**
   * The day of all of the file when no column says it: a count lies in its evening. Null is now, and for sales
   * unknown: without a day none is recorded.
   */
  readonly fileDay: Day | null;
  /** Counts and deliveries: record again although most of the file's rows were recorded alike by an earlier import. */
  readonly recount: boolean;
  /** What the person chose where the file raised a question. */
  readonly answers: Answers;
}

export const DEFAULT_OPTIONS: ImportOptions = {
  decimals: 'auto',
  dateOrder: 'auto',
  rate: 1,
  createUnknown: true,
  keepStock: true,
  skipRecordedDays: false,
  fileDay: null,
  recount: false,
  answers: {},
};

/** All that decides what an import writes. */
export interface ImportInput {
  readonly kind: ImportKind;
  readonly table: Table;
  readonly mapping: Mapping;
  readonly options: ImportOptions;
  readonly existing: Existing;
  readonly author: Author;
  readonly today: Day;
  readonly timezone: string;
}

/** What an import would do, in numbers. */
export interface ImportSummary {
  /** Rows that hold anything, under the header. */
  readonly rows: number;
  /** Rows that are no data: totals, titles, notes. */
  readonly aside: number;
  /** Rows left out because something is wrong with them. */
  readonly faulty: number;
  /** Rows found in an earlier import, or that change nothing. */
  readonly unchanged: number;
  readonly productsCreated: number;
  readonly productsUpdated: number;
  readonly categoriesCreated: number;
  readonly suppliersCreated: number;
  readonly suppliersUpdated: number;
  readonly customersCreated: number;
  readonly customersUpdated: number;
  /** Debts of before, and their FCFA. */
  readonly openings: number;
  readonly debt: number;
  readonly counts: number;
  /** Entries of delivered goods. */
  readonly deliveries: number;
  readonly tickets: number;
  readonly saleLines: number;
  /** FCFA of the imported sales, less what came back. */
  readonly revenue: number;
  /** Rows of goods that came back and are recorded as such, and their FCFA. */
  readonly returns: { readonly rows: number; readonly amount: number };
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  /** Rows whose days have no year, and the first and the last of the days that they were taken for. */
  readonly yearless: { readonly rows: number; readonly from: Day; readonly to: Day } | null;
  /** Products sold in the file that were never counted: without a count the history would lower their stock. */
  readonly stockAtRisk: number;
  /** Products that were counted before some of the sales in the file: these sales do lower their stock. */
  readonly stockLowered: number;
  /** Rows of goods that came back and cannot be recorded, and their FCFA: nothing of the sales is less for them. */
  readonly refunds: { readonly rows: number; readonly amount: number };
  /** Days of the file on which sales were also recorded in the app. */
  readonly recordedDays: number;
  /** Rows without a price of their own, valued at the product's sale price. */
  readonly pricedByCatalogue: number;
  /** Share of the prices with decimals or the sign of another currency, 0..1: a hint that they are not in FCFA. */
  readonly foreignPrices: number;
  /** Names of products that the shop does not know, the first of them. */
  readonly unknownProducts: readonly string[];
  readonly unknownCount: number;
  /** Known products whose price, cost, stock or name changes, by what changes. */
  readonly changed: Readonly<Record<ChangedField, number>>;
  /** Rows with a question that nobody answered yet. */
  readonly unanswered: number;
}

/** What an import would write, in the order to write it, and what it found wrong. */
export interface ImportPlan {
  readonly kind: ImportKind;
  readonly documents: readonly ShopDocument[];
  readonly faults: readonly RowFault[];
  /** What the person must decide before anything is written. */
  readonly asks: readonly Ask[];
  /** What changes of the products that the shop knows, the largest change first. */
  readonly changes: readonly ProductChange[];
  readonly summary: ImportSummary;
}

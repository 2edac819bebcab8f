import type { Cash, Category, Count, Customer, Movement, Product, Return, Sale, Supplier } from '../documents/index.ts';
import type { Day, Instant } from '../shared/day.ts';

/** What the shop already holds of what the file may touch. */
export interface Existing {
  readonly products: readonly Product[];
  readonly categories: readonly Category[];
  readonly suppliers: readonly Supplier[];
  /** Stock on hand per product id. */
  readonly stock: ReadonlyMap<string, ExistingStock>;
  /** Sales of the file's days that earlier imports made. */
  readonly imported: readonly Sale[];
  /** What came back since the first of the file's days, by imports or in the app. */
  readonly returns: readonly Return[];
  /** Entries made by earlier imports of deliveries. */
  readonly deliveries: readonly Movement[];
  /** Ids of the imported sales, returns, entries, counts and debts that were taken back since. */
  readonly voided: ReadonlySet<string>;
  readonly customers: readonly Customer[];
  /** FCFA that each customer of whom anything is known owes; below 0: paid ahead. */
  readonly debts: ReadonlyMap<string, number>;
  /** Debts of before that earlier imports recorded. */
  readonly openings: readonly Cash[];
  /** Days of the file on which the app itself recorded sales. */
  readonly recordedDays: ReadonlySet<Day>;
  /** Counts made by earlier imports. */
  readonly counts: readonly Count[];
  /**
   * Products that an import created and that were archived when it was taken back: importing them again revives them.
   */
  readonly takenBack: ReadonlySet<string>;
}

/** What lies on the shelf of one product, in units. */
export interface ExistingStock {
  readonly onHand: number;
  /** The instant of the last count, '' for none. */
  readonly countedAt: Instant;
  /** Something told of it; otherwise it is still to be counted. */
  readonly isKnown: boolean;
}

export const NOTHING_YET: Existing = {
  products: [],
  categories: [],
  suppliers: [],
  stock: new Map(),
  imported: [],
  returns: [],
  deliveries: [],
  customers: [],
  debts: new Map(),
  openings: [],
  voided: new Set(),
  recordedDays: new Set(),
  counts: [],
  takenBack: new Set(),
};

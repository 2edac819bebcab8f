/**
 * How the values of a column, or a figure, are written: words, a calendar day (`YYYY-MM-DD`), a whole number, whole
 * FCFA, FCFA with cents, units (3 decimals), a rate (0..1), or a number with one decimal.
 */
export type ValueKind = 'text' | 'day' | 'count' | 'money' | 'cost' | 'quantity' | 'rate' | 'decimal';

/** Null: there is none, or it is not known. */
export type Value = string | number | null;

/** How a column follows from others, row by row; a worksheet writes it as a formula. */
export type Follows =
  /**
   * The sum of another table's column over its rows that hold in each column `there` what this row holds `here`, or
   * the number `is`.
   */
  | {
      readonly kind: 'sumWhere';
      readonly table: string;
      readonly sum: string;
      readonly where: readonly ({ readonly there: string } & ({ readonly here: string } | { readonly is: number }))[];
    }
  | { readonly kind: 'product'; readonly of: string; readonly by: string }
  /** `of` x `by` / `whole`, to the franc: what of a value the time has taken. */
  | { readonly kind: 'share'; readonly of: string; readonly by: string; readonly whole: string }
  /** The product, of nothing where `of` is below 0: what a stock is worth. */
  | { readonly kind: 'worth'; readonly of: string; readonly by: string }
  | { readonly kind: 'difference'; readonly of: string; readonly less: string }
  /** Null where `by` is 0. */
  | { readonly kind: 'quotient'; readonly of: string; readonly by: string };

/** A column of a table: its values stand in its rows, unless they follow from others. */
export interface Column {
  readonly id: string;
  readonly label: string;
  readonly kind: ValueKind;
  readonly follows?: Follows;
  /** What stands under it: the sum of its values, or what its rule makes of the other totals. */
  readonly total?: 'sum' | 'follows';
  /** It holds names or texts: it takes the room that there is. */
  readonly isWide?: true;
  /** Only there for the rules of other tables. */
  readonly isKey?: true;
}

/**
 * What of a table a cell adds up or takes off: one cell, or a column over all its rows, or over those that hold `where`
 * certain numbers.
 */
export interface Term {
  readonly sign: 1 | -1;
  readonly table: string;
  readonly column: string;
  readonly row?: number;
  readonly where?: readonly { readonly there: string; readonly is: number }[];
}

/** One cell that follows from others, to the franc; a worksheet writes it as a formula. */
export interface CellRule {
  readonly row: number;
  readonly column: string;
  readonly terms: readonly Term[];
}

/** A table: each row holds one value for each column, null where the column follows from others. */
export interface Table {
  /** Names it in rules and charts: small letters and `_`. */
  readonly id: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  /** Cells that follow from others, of this table or of those that need nothing of it. */
  readonly cells?: readonly CellRule[];
  /** Rows that stand out: sums. */
  readonly strong?: readonly number[];
}

/** A picture of some columns of a section's table. */
export interface Chart {
  readonly title: string;
  /** One bar a row, lying or standing, or points joined by a line. */
  readonly form: 'bars' | 'columns' | 'line';
  /** The column that names the rows. */
  readonly names: string;
  readonly series: readonly string[];
  /** The first rows only. */
  readonly rows?: number;
}

/** One figure that stands by itself, such as the CA. */
export interface Figure {
  readonly label: string;
  readonly value: Value;
  readonly kind: ValueKind;
  /** What it says, in words. */
  readonly note?: string;
  /** The cell that it repeats; its value is that one's. */
  readonly cell?: { readonly table: string; readonly column: string; readonly row: number };
}

/** A part of a paper: a sheet of a workbook, a chapter of a document. */
export interface Section {
  /** Short: it names the sheet. */
  readonly name: string;
  readonly title: string;
  readonly texts?: readonly string[];
  readonly figures?: readonly Figure[];
  readonly table?: Table;
  readonly charts?: readonly Chart[];
  /** In a document the charts tell enough: the table stays in workbooks. */
  readonly isTold?: true;
}

/** By what whoever holds a paper can check that it is as it was made. */
export interface PaperSeal {
  /** What stands on the paper and on the page that its link opens: `A1B2-C3D4-E5F6-0718-293A`. */
  readonly code: string;
  /** The page; null where no server could be asked. */
  readonly url: string | null;
}

/** A report as its renderers take it: what it says, and nothing of how a file holds it. */
export interface Paper {
  readonly title: string;
  /** The shop's name, then how to reach it. */
  readonly from: readonly string[];
  /** What it is of, such as "du 1er au 31 octobre 2026". */
  readonly subject: string;
  /** When it was made, in words of the shop's clock, and exactly. */
  readonly made: string;
  readonly madeAt: string;
  readonly sections: readonly Section[];
  /** What the words mean and how the figures are made. */
  readonly notes: readonly string[];
  readonly seal?: PaperSeal;
}

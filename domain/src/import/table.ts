/** A cell as a spreadsheet or a CSV parser gives it: dates are text or serial numbers. */
export type Cell = string | number | boolean | null | undefined;

/** A file's rows. `headerIndex` is the row that names the columns; the rows after it are data. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[];
  readonly headerIndex: number;
  /** The names of the columns where they are more than that row: with the headings above it. */
  readonly header?: readonly Cell[];
  /** What the file and its sheet are called. */
  readonly title?: string;
}

/** What a column may mean. */
const FIELDS = [
  'code',
  'barcode',
  'name',
  'category',
  'supplier',
  'supplierPhone',
  'leadTimeDays',
  'purchasePrice',
  'salePrice',
  'unit',
  'minStock',
  'maxStock',
  'packSize',
  'description',
  'isActive',
  'isArchived',
  'counted',
  'variant',
  'variant2',
  'variant3',
  'group',
  'rowType',
  'date',
  'time',
  'quantity',
  'unitPrice',
  'total',
  'discount',
  'orderTotal',
  'customer',
  'customerPhone',
  'debt',
  'creditLimit',
  'note',
  'orderNumber',
  'payment',
  'status',
  'operation',
] as const;
export type Field = (typeof FIELDS)[number];

/** Which column (from 0) holds each field. */
export type Mapping = { readonly [F in Field]?: number };

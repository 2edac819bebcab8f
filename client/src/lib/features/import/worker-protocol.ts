import type { Author, ShopDocument } from '@digiboost/domain/documents';
import type {
  Ask,
  Cost,
  DateOrder,
  Existing,
  FaultCode,
  ImportKind,
  ImportOptions,
  ImportSummary,
  ImportUndo,
  Mapping,
  ProductChange,
  RowFault,
} from '@digiboost/domain/import';
import type { Day } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import type { ReadFault } from './read-file.ts';

/** A column as the person sees it: its name and what its first cells say. */
export interface ColumnView {
  readonly name: string;
  readonly samples: readonly string[];
}

/** A sheet, what it seems to hold, and in which columns. */
export interface SheetView {
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  readonly sheet: number;
  readonly kind: ImportKind;
  /** No other kind comes near; else the person says what the file is. */
  readonly isSure: boolean;
  readonly mapping: Mapping;
  /** The day that the file's title or name tells. */
  readonly day: Day | null;
  readonly columns: readonly ColumnView[];
  readonly rowCount: number;
}

export interface PlanRequest {
  readonly kind: ImportKind;
  readonly mapping: Mapping;
  readonly options: ImportOptions;
  readonly existing: Existing;
  readonly author: Author;
  readonly today: Day;
  readonly timezone: string;
}

/** What an import would do: the first faults and changes in full, all of them counted. */
export interface PlanView {
  readonly summary: ImportSummary;
  readonly faults: readonly RowFault[];
  readonly faultCounts: readonly { readonly code: FaultCode; readonly cost: Cost; readonly count: number }[];
  readonly documentCount: number;
  readonly asks: readonly Ask[];
  /** Names of columns that one would expect to be imported, and that are not. */
  readonly unreadColumns: readonly string[];
  readonly changes: readonly ProductChange[];
  readonly changeCount: number;
}

/** What the page asks of the worker that reads files, and what it answers. */
export interface WorkerCalls {
  open(bytes: ArrayBuffer, fileName: string): Result<SheetView, ReadFault>;
  sheet(index: number): SheetView;
  recognise(kind: ImportKind): Mapping;
  days(request: { mapping: Mapping; dateOrder: DateOrder; today: Day }): { from: Day; to: Day } | null;
  plan(request: PlanRequest): PlanView;
  /** What the plan writes, and what it takes to take that back. */
  documents(): { readonly docs: ShopDocument[]; readonly undo: ImportUndo };
  /** The faulty rows as they are in the file, with the faults of each. */
  faultyRows(): { header: string[]; rows: { line: number; faults: RowFault[]; cells: string[] }[] };
}

export type WorkerRequest = {
  [K in keyof WorkerCalls]: { readonly id: number; readonly call: K; readonly args: Parameters<WorkerCalls[K]> };
}[keyof WorkerCalls];

export type WorkerReply =
  | { readonly id: number; readonly done: unknown }
  | { readonly id: number; readonly failed: string }
  | { readonly id: number; readonly progress: number };

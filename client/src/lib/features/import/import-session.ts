import type { ShopDocument } from '@digiboost/domain/documents';
import {
  cellText,
  type DateOrder,
  DEFAULT_OPTIONS,
  daysOf,
  FAULTS,
  type FaultCode,
  findHeader,
  guessKind,
  type ImportKind,
  type ImportPlan,
  isBlank,
  MAX_COLUMNS,
  type Mapping,
  planImport,
  type RowFault,
  recogniseColumns,
  type Table,
} from '@digiboost/domain/import';
import { must } from '@digiboost/domain/shared/must';
import { ok, type Result } from '@digiboost/domain/shared/result';
import { type ReadFault, readTables } from './read-file.ts';
import type { SourceSheet } from './workbook.ts';
import type { ColumnView, PlanRequest, PlanView, SheetView } from './worker-protocol.ts';

const SAMPLES = 3;
const SAMPLE_LENGTH = 40;
const FAULTS_SHOWN = 2000;
const CHANGES_SHOWN = 2000;

/** One file from its bytes to the documents that it makes; lives in the worker. */
export class ImportSession {
  #sheets: readonly SourceSheet[] = [];
  #index = 0;
  #table: Table = { rows: [], headerIndex: 0 };
  #plan: ImportPlan | null = null;

  async open(bytes: ArrayBuffer): Promise<Result<SheetView, ReadFault>> {
    const read = await readTables(new Uint8Array(bytes));
    if (!read.ok) return read;
    this.#sheets = read.value;
    return ok(this.sheet(0));
  }

  /** Turns to another sheet of the file. */
  sheet(index: number): SheetView {
    const { rows } = must(this.#sheets[index], 'sheet');
    this.#index = index;
    this.#table = { rows, headerIndex: findHeader(rows) };
    this.#plan = null;
    const header = rows[this.#table.headerIndex] ?? [];
    const kind = guessKind(header);
    return {
      sheets: this.#sheets.map(({ name }) => name),
      sheet: this.#index,
      kind,
      mapping: recogniseColumns(kind, header),
      columns: this.#columns(),
      rowCount: rows.slice(this.#table.headerIndex + 1).filter((row) => row.some((cell) => !isBlank(cell))).length,
    };
  }

  recognise(kind: ImportKind): Mapping {
    return recogniseColumns(kind, this.#table.rows[this.#table.headerIndex] ?? []);
  }

  days({ mapping, dateOrder }: { mapping: Mapping; dateOrder: DateOrder }): ReturnType<typeof daysOf> {
    return daysOf({ table: this.#table, mapping, options: { ...DEFAULT_OPTIONS, dateOrder } });
  }

  plan(request: PlanRequest, onProgress: (share: number) => void): PlanView {
    const plan = planImport({ ...request, table: this.#table }, (done, of) => onProgress(of === 0 ? 1 : done / of));
    this.#plan = plan;
    const faultCounts: Partial<Record<FaultCode, number>> = {};
    for (const { code } of plan.faults) faultCounts[code] = (faultCounts[code] ?? 0) + 1;
    // What leaves rows out comes first, so that no flood of warnings hides it.
    const errors = plan.faults.filter(({ code }) => FAULTS[code] === 'error');
    const warnings = plan.faults.filter(({ code }) => FAULTS[code] === 'warning');
    return {
      summary: plan.summary,
      faults: [...errors, ...warnings].slice(0, FAULTS_SHOWN),
      faultCounts,
      documentCount: plan.documents.length,
      asks: plan.asks,
      changes: plan.changes.slice(0, CHANGES_SHOWN),
      changeCount: plan.changes.length,
    };
  }

  documents(): ShopDocument[] {
    return [...must(this.#plan, 'plan').documents];
  }

  faultyRows(): { header: string[]; rows: { line: number; faults: RowFault[]; cells: string[] }[] } {
    const { rows, headerIndex } = this.#table;
    const byLine = new Map<number, RowFault[]>();
    for (const fault of must(this.#plan, 'plan').faults) {
      if (FAULTS[fault.code] === 'error') byLine.set(fault.line, [...(byLine.get(fault.line) ?? []), fault]);
    }
    const texts = (index: number) => (rows[index] ?? []).slice(0, MAX_COLUMNS).map(cellText);
    return {
      header: texts(headerIndex),
      rows: [...byLine].map(([line, faults]) => ({ line, faults, cells: texts(line - 1) })),
    };
  }

  #columns(): ColumnView[] {
    const { rows, headerIndex } = this.#table;
    const header = rows[headerIndex] ?? [];
    const data = rows.slice(headerIndex + 1, headerIndex + 50);
    const width = Math.min(MAX_COLUMNS, Math.max(header.length, ...data.map((row) => row.length)));
    return Array.from({ length: width }, (_, column) => ({
      name: cellText(header[column]).slice(0, SAMPLE_LENGTH),
      samples: data
        .map((row) => row[column])
        .filter((cell) => !isBlank(cell))
        .slice(0, SAMPLES)
        .map((cell) => cellText(cell).slice(0, SAMPLE_LENGTH)),
    }));
  }
}

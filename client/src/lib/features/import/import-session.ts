import type { ShopDocument } from '@digiboost/domain/documents';
import {
  type Cost,
  cellText,
  chooseSheet,
  DEFAULT_OPTIONS,
  dayInTitle,
  daysOf,
  type Existing,
  type FaultCode,
  findHeader,
  guess,
  headerOf,
  type ImportKind,
  type ImportPlan,
  type ImportUndo,
  isBlank,
  MAX_COLUMNS,
  type Mapping,
  NOTHING_YET,
  planImport,
  type RowFault,
  recogniseColumns,
  type Table,
  undoOf,
  unreadColumns,
} from '@digiboost/domain/import';
import { must } from '@digiboost/domain/shared/must';
import { ok, type Result } from '@digiboost/domain/shared/result';
import { type ReadFault, readTables } from './read-file.ts';
import type { SourceSheet } from './workbook.ts';
import type { ColumnView, PlanRequest, PlanView, SheetView, WorkerCalls } from './worker-protocol.ts';

const SAMPLES = 3;
const SAMPLE_LENGTH = 40;
const FAULTS_SHOWN = 2000;
const CHANGES_SHOWN = 2000;

/** One file from its bytes to the documents that it makes; lives in the worker. */
export class ImportSession {
  #sheets: readonly SourceSheet[] = [];
  #fileName = '';
  #table: Table = { rows: [], headerIndex: 0 };
  #plan: ImportPlan | null = null;
  #existing: Existing = NOTHING_YET;

  async open(bytes: ArrayBuffer, fileName: string): Promise<Result<SheetView, ReadFault>> {
    const read = await readTables(new Uint8Array(bytes));
    if (!read.ok) return read;
    this.#sheets = read.value;
    this.#fileName = fileName;
    return ok(this.sheet(chooseSheet(read.value)));
  }

  /** Turns to another sheet of the file. */
  sheet(index: number): SheetView {
    const { rows, name } = must(this.#sheets[index], 'sheet');
    const table = { rows, ...findHeader(rows), title: `${this.#fileName} ${name}` };
    this.#table = table;
    this.#plan = null;
    const { kind, isSure, mapping } = guess(table);
    return {
      sheets: this.#sheets.map((sheet) => ({ name: sheet.name, isHidden: sheet.isHidden ?? false })),
      sheet: index,
      kind,
      isSure,
      mapping,
      day: dayInTitle(table),
      columns: this.#columns(),
      rowCount: rows.slice(table.headerIndex + 1).filter((row) => row.some((cell) => !isBlank(cell))).length,
    };
  }

  recognise(kind: ImportKind): Mapping {
    return recogniseColumns(kind, this.#table);
  }

  days(request: Parameters<WorkerCalls['days']>[0]): ReturnType<typeof daysOf> {
    const { mapping, dateOrder, today } = request;
    return daysOf({ table: this.#table, mapping, options: { ...DEFAULT_OPTIONS, dateOrder }, today });
  }

  plan(request: PlanRequest, onProgress: (share: number) => void): PlanView {
    const plan = planImport({ ...request, table: this.#table }, (done, of) => onProgress(of === 0 ? 1 : done / of));
    this.#plan = plan;
    this.#existing = request.existing;
    const faultCounts = new Map<string, { code: FaultCode; cost: Cost; count: number }>();
    for (const { code, cost } of plan.faults) {
      const key = `${cost} ${code}`;
      faultCounts.set(key, { code, cost, count: (faultCounts.get(key)?.count ?? 0) + 1 });
    }
    // What leaves rows out comes first, so that no flood of warnings hides it.
    const errors = plan.faults.filter(({ cost }) => cost === 'row');
    const warnings = plan.faults.filter(({ cost }) => cost !== 'row');
    return {
      summary: plan.summary,
      faults: [...errors, ...warnings].slice(0, FAULTS_SHOWN),
      faultCounts: [...faultCounts.values()],
      documentCount: plan.documents.length,
      asks: plan.asks,
      unreadColumns: unreadColumns(request.kind, this.#table, request.mapping).map((column) =>
        cellText(headerOf(this.#table)[column]),
      ),
      changes: plan.changes.slice(0, CHANGES_SHOWN),
      changeCount: plan.changes.length,
    };
  }

  documents(): { docs: ShopDocument[]; undo: ImportUndo } {
    const docs = [...must(this.#plan, 'plan').documents];
    return { docs, undo: undoOf(docs, this.#existing) };
  }

  faultyRows(): { header: string[]; rows: { line: number; faults: RowFault[]; cells: string[] }[] } {
    const { rows } = this.#table;
    const byLine = new Map<number, RowFault[]>();
    for (const fault of must(this.#plan, 'plan').faults) {
      if (fault.cost === 'row') byLine.set(fault.line, [...(byLine.get(fault.line) ?? []), fault]);
    }
    const texts = (index: number) => (rows[index] ?? []).slice(0, MAX_COLUMNS).map(cellText);
    return {
      header: headerOf(this.#table).slice(0, MAX_COLUMNS).map(cellText),
      rows: [...byLine].map(([line, faults]) => ({ line, faults, cells: texts(line - 1) })),
    };
  }

  #columns(): ColumnView[] {
    const { rows, headerIndex } = this.#table;
    const header = headerOf(this.#table);
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

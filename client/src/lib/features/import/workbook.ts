import { type Cell, evaluateFormula, type FormulaValue, NO_RESULT } from '@digiboost/domain/import';
import type { CellObject, Range, WorkBook, WorkSheet } from '@e965/xlsx';
import { decodeLatin } from './decode.ts';

export const MAX_ROWS = 100_000;
const COLUMNS_READ = 300;
/** Days between the two origins that spreadsheets count from (1900 and 1904). */
const SHIFT_1904 = 1462;
/** A formula may rest on others, so deep. */
const MAX_DEPTH = 20;

/** What spreadsheets call their errors. */
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

/** A sheet of a file, or the whole of a CSV file. */
export interface SourceSheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** The person who made the workbook put it out of sight. */
  readonly isHidden?: boolean;
}

type Grid = readonly (readonly (CellObject | undefined)[] | undefined)[];
type Format = typeof import('@e965/xlsx')['SSF'];

/** The cells of a workbook's sheets as values: results of formulas, dates as serial numbers, codes with their zeros. */
class Reader {
  readonly #grids: ReadonlyMap<string, Grid>;
  readonly #format: Format;
  readonly #shift: number;
  /** Some formula has a result: a program that calculates has saved the file, and a 0 is one. */
  readonly #isCalculated: boolean;

  constructor(grids: ReadonlyMap<string, Grid>, format: Format, shift: number) {
    this.#grids = grids;
    this.#format = format;
    this.#shift = shift;
    this.#isCalculated = [...grids.values()].some((grid) =>
      grid.some((row) => row?.some((cell) => cell?.f !== undefined && hasResult(cell))),
    );
  }

  cell(sheet: string, row: number, column: number): Cell {
    const cell = this.#grids.get(sheet)?.[row]?.[column];
    if (!cell) return undefined;
    if (cell.f !== undefined && !hasResult(cell)) return this.#unsaved(sheet, cell);
    // An error has no value that means anything: its name is shown to the person.
    if (cell.t === 'e') return ERRORS[Number(cell.v)] ?? '#ERREUR';
    if (cell.v instanceof Date) return cell.v.toISOString();
    if (cell.t !== 'n' || typeof cell.z !== 'string') return cell.v;
    const value = Number(cell.v);
    if (this.#format.is_date(cell.z)) {
      const serial = value + this.#shift;
      // A month without its day is no date: "déc-25" is stored as its first day.
      return /d/i.test(cell.z.replace(/\[[^\]]*\]|"[^"]*"/g, '')) || /[hs]/i.test(cell.z)
        ? serial
        : String(this.#format.format('mm/yyyy', serial));
    }
    // "00000" shows a code with its zeros.
    return /^0{2,}$/.test(cell.z) && Number.isInteger(value) && value >= 0
      ? String(value).padStart(cell.z.length, '0')
      : cell.v;
  }

  /**
   * A formula without a result, or with the 0 of a program that does not calculate: worked out here where that can be.
   */
  #unsaved(sheet: string, cell: CellObject): Cell {
    const value = this.#evaluate(sheet, cell, 0);
    if (value !== null) return typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value;
    return cell.v !== undefined && this.#isCalculated ? (cell.v as Cell) : NO_RESULT;
  }

  #evaluate(sheet: string, cell: CellObject, depth: number): FormulaValue {
    if (depth > MAX_DEPTH) return null;
    let isUnknown = false;
    const value = evaluateFormula(cell.f ?? '', (other, row, column) => {
      const found = this.#grids.get(other ?? sheet)?.[row]?.[column];
      if (!found) return null;
      if (found.f !== undefined && !hasResult(found)) {
        const result = this.#evaluate(other ?? sheet, found, depth + 1);
        isUnknown ||= result === null;
        return result;
      }
      isUnknown ||= found.t === 'e';
      return found.v instanceof Date ? null : (found.v ?? null);
    });
    return isUnknown ? null : value;
  }
}

/** Whether the file holds what a formula gave; 0 and nothing may be what a program writes that does not calculate. */
const hasResult = ({ t, v }: CellObject): boolean => t !== 'z' && v !== undefined && v !== 0 && v !== '';

/** The sheets of an Excel file. The library is fetched when the first one is read. Throws when it cannot be read. */
export async function readWorkbook(data: Uint8Array | string): Promise<SourceSheet[]> {
  const { read, SSF } = await import('@e965/xlsx');
  const book: WorkBook = read(data, {
    type: typeof data === 'string' ? 'string' : 'array',
    // A table of a web page is text: only we know how its dates are written.
    raw: typeof data === 'string',
    dense: true,
    cellNF: true,
    cellFormula: true,
    // A formula that was never calculated has no value, and would be no cell.
    sheetStubs: true,
    cellHTML: false,
    cellText: false,
    sheetRows: MAX_ROWS + 1,
  });
  const grids = new Map(
    book.SheetNames.flatMap((name) => {
      const grid = (book.Sheets[name] as { '!data'?: Grid } | undefined)?.['!data'];
      return grid ? [[name, grid] as const] : [];
    }),
  );
  const reader = new Reader(grids, SSF, book.Workbook?.WBProps?.date1904 ? SHIFT_1904 : 0);
  const sheets = [...grids].map(([name, grid]) => {
    const rows = Array.from(grid, (row, index) =>
      Array.from((row ?? []).slice(0, COLUMNS_READ), (_, column) => reader.cell(name, index, column)),
    );
    fillMerged(rows, (book.Sheets[name] as WorkSheet)['!merges'] ?? []);
    const isHidden = Boolean(book.Workbook?.Sheets?.[book.SheetNames.indexOf(name)]?.Hidden);
    return { name, rows, ...(isHidden ? { isHidden } : {}) };
  });
  return inFrench(sheets);
}

/**
 * A merged cell says for all its places what it says at the first: down a column ("Épicerie" beside five products), and
 * along a row that holds more than one text, as a heading over two columns does; a title across the sheet does not.
 */
function fillMerged(rows: Cell[][], merges: readonly Range[]): void {
  for (const { s: start, e: end } of merges) {
    const value = rows[start.r]?.[start.c];
    const filled = rows[start.r]?.filter((cell) => cell !== undefined && cell !== null && cell !== '').length ?? 0;
    if (value === undefined || value === null || value === '') continue;
    const last = filled > 1 ? end.c : start.c;
    for (let row = start.r; row <= Math.min(end.r, rows.length - 1); row++) {
      const cells = rows[row];
      for (let column = start.c; cells && column <= Math.min(last, COLUMNS_READ - 1); column++) {
        cells[column] ??= value;
      }
    }
  }
}

/** Old workbooks do not say how their letters are written: the texts of all sheets together tell. */
function inFrench(sheets: SourceSheet[]): SourceSheet[] {
  const texts = sheets.flatMap(({ rows }) => rows.flat().filter((cell) => typeof cell === 'string'));
  const decode = decodeLatin(texts);
  const same = texts.every((text) => decode(text) === text);
  return same
    ? sheets
    : sheets.map((sheet) => ({
        ...sheet,
        rows: sheet.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? decode(cell) : cell))),
      }));
}

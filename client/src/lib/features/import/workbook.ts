import type { Cell } from '@digiboost/domain/import';
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';

export const MAX_ROWS = 100_000;
const COLUMNS_READ = 300;
/** Days between the two origins that spreadsheets count from (1900 and 1904). */
const SHIFT_1904 = 1462;

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
}

function cellOf(cell: CellObject | undefined, isDate: (format: string) => boolean, shift: number): Cell {
  if (!cell) return undefined;
  // An error has no value that means anything: its name is shown to the person.
  if (cell.t === 'e') return ERRORS[Number(cell.v)] ?? '#ERREUR';
  if (cell.t === 'n' && shift > 0 && typeof cell.z === 'string' && isDate(cell.z)) return Number(cell.v) + shift;
  return cell.v instanceof Date ? cell.v.toISOString() : cell.v;
}

/** The sheets of an Excel file. The library is fetched when the first one is read. Throws when it cannot be read. */
export async function readWorkbook(data: Uint8Array | string): Promise<SourceSheet[]> {
  const { read, SSF } = await import('@e965/xlsx');
  const book: WorkBook = read(data, {
    type: typeof data === 'string' ? 'string' : 'array',
    // A table of a web page is text: only we know how its dates are written.
    raw: typeof data === 'string',
    dense: true,
    cellNF: true,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    sheetRows: MAX_ROWS + 1,
  });
  const shift = book.Workbook?.WBProps?.date1904 ? SHIFT_1904 : 0;
  return book.SheetNames.flatMap((name) => {
    const sheet: WorkSheet | undefined = book.Sheets[name];
    const data = (sheet as { '!data'?: (CellObject | undefined)[][] } | undefined)?.['!data'];
    if (!data) return [];
    const rows = Array.from(data, (row) =>
      Array.from((row ?? []).slice(0, COLUMNS_READ), (cell) => cellOf(cell, (z) => SSF.is_date(z), shift)),
    );
    return [{ name, rows }];
  });
}

import type { Paper } from '@digiboost/domain/reports';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { chartPart, drawingPart } from './chart-part.ts';
import { layoutOf, type SheetLayout } from './layout.ts';
import { SharedStrings } from './shared-strings.ts';
import { sheetParts } from './sheet.ts';
import { stylesPart } from './styles.ts';
import { tablePart } from './table-part.ts';
import { escaped, letters, MAIN, RELATIONSHIPS, relationships, XML } from './xml.ts';

const TYPES = 'application/vnd.openxmlformats-officedocument';

/** The first that a zip can tell, by any clock: when a workbook was made stands in it. */
const FIRST_TIME = new Date(1980, 0, 1);

/** The zip that a workbook is, written part by part: no part is ever held whole as text. */
class Package {
  readonly #zip: Zip;
  readonly #chunks: Uint8Array[] = [];
  readonly #types: string[] = [];

  constructor() {
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error;
      this.#chunks.push(chunk);
    });
  }

  /** `type`: the content type after `application/vnd.openxmlformats-officedocument.`; none for relationships. */
  add(path: string, type: string | null, parts: Iterable<string>): void {
    if (type) this.#types.push(`<Override PartName="/${path}" ContentType="${TYPES}.${type}+xml"/>`);
    const file = new ZipDeflate(path, { level: 6 });
    file.mtime = FIRST_TIME;
    this.#zip.add(file);
    for (const part of parts) if (part) file.push(strToU8(part));
    file.push(new Uint8Array(0), true);
  }

  close(): Uint8Array<ArrayBuffer> {
    const defaults = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`;
    const types = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults}${this.#types.join('')}</Types>`;
    this.add('[Content_Types].xml', null, [types]);
    this.#zip.end();
    const whole = new Uint8Array(this.#chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }
}

/** The paper with its notes as a last section, which workbooks show on a sheet of their own. */
const withNotes = (paper: Paper): Paper => ({
  ...paper,
  sections: [
    ...paper.sections,
    {
      name: 'Lisez-moi',
      title: 'Lisez-moi',
      texts: [...paper.from, `${paper.title} ${paper.subject}`, paper.made, '', ...paper.notes],
    },
  ],
});

/** `paper` as an Excel workbook, one sheet a section. `onProgress` is told 0..1. */
export function workbook(given: Paper, onProgress: (share: number) => void = () => undefined): Uint8Array<ArrayBuffer> {
  const paper = withNotes(given);
  const sheets = layoutOf(paper);
  const tables = new Map(sheets.flatMap(({ table }) => (table ? [[table.table.id, table] as const] : [])));
  const strings = new SharedStrings();
  const file = new Package();
  const rows = sheets.reduce((sum, { table }) => sum + (table?.table.rows.length ?? 0), 0) || 1;
  let done = 0;
  let [charts, tableCount] = [0, 0];

  sheets.forEach((sheet, index) => {
    const number = index + 1;
    const own = sheet.table ? (sheet.section.charts ?? []) : [];
    const table = sheet.table;
    const parts = sheetParts(sheet, { paper, strings, tables }, own.length > 0);
    file.add(`xl/worksheets/sheet${number}.xml`, 'spreadsheetml.worksheet', counted(parts));
    const links: [string, string][] = [];
    if (table && own.length > 0) {
      links.push(['drawing', `../drawings/drawing${number}.xml`]);
      file.add(`xl/drawings/drawing${number}.xml`, 'drawing', [drawingPart(sheet)]);
      const targets = own.map((chart): [string, string] => {
        charts += 1;
        file.add(`xl/charts/chart${charts}.xml`, 'drawingml.chart', [chartPart(table, chart)]);
        return ['chart', `../charts/chart${charts}.xml`];
      });
      file.add(`xl/drawings/_rels/drawing${number}.xml.rels`, null, [relationships(targets)]);
    }
    if (table) {
      tableCount += 1;
      links.push(['table', `../tables/table${tableCount}.xml`]);
      file.add(`xl/tables/table${tableCount}.xml`, 'spreadsheetml.table', [tablePart(table, tableCount)]);
    }
    if (links.length > 0) file.add(`xl/worksheets/_rels/sheet${number}.xml.rels`, null, [relationships(links)]);
    done += table?.table.rows.length ?? 0;
    onProgress(done / rows);
  });

  file.add('xl/sharedStrings.xml', 'spreadsheetml.sharedStrings', [strings.part()]);
  file.add('xl/styles.xml', 'spreadsheetml.styles', [stylesPart()]);
  file.add('xl/workbook.xml', 'spreadsheetml.sheet.main', [bookPart(sheets)]);
  const sheetLinks = sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]);
  file.add('xl/_rels/workbook.xml.rels', null, [
    relationships([...sheetLinks, ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]),
  ]);
  file.add('_rels/.rels', null, [relationships([['officeDocument', 'xl/workbook.xml']])]);
  return file.close();

  function* counted(parts: Iterable<string>): Generator<string> {
    let part = 0;
    for (const text of parts) {
      yield text;
      part += 1;
      if (part % 10 === 0) onProgress(Math.min((done + part * 500) / rows, 0.99));
    }
  }
}

/** The workbook's own part: its sheets, and the heads that each repeats on every printed page. */
function bookPart(sheets: readonly SheetLayout[]): string {
  const list = sheets.map(
    ({ sheetName }, index) => `<sheet name="${escaped(sheetName)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = sheets.flatMap(({ sheetName, table }, index) => {
    if (!table) return [];
    const last = letters(table.table.columns.findLastIndex(({ isKey }) => !isKey));
    const quoted = `'${escaped(sheetName)}'`;
    return [
      `<definedName name="_xlnm.Print_Area" localSheetId="${index}">${quoted}!$A$1:$${last}$${table.last + 1}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted}!$${table.head + 1}:$${table.head + 1}</definedName>`,
    ];
  });
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="20000" windowHeight="12000"/></bookViews><sheets>${list.join('')}</sheets>${names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : ''}<calcPr calcId="191029"/></workbook>`;
}

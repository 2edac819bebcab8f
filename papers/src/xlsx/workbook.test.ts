import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costedSales, salesReport } from '@digiboost/domain/kpis';
import type { Paper } from '@digiboost/domain/reports';
import { read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { HOSTILE, hostileShop, march, moneyShop, paper } from '../testing/worked-papers.ts';
import { workbook } from './workbook.ts';

const open = (bytes: Uint8Array): WorkBook =>
  read(bytes, { type: 'array', cellFormula: true, cellNF: true, cellStyles: true });
const sheetOf = (book: WorkBook, name: string): WorkSheet => {
  const sheet = book.Sheets[name];
  if (!sheet) throw new Error(`There is no sheet ${name}.`);
  return sheet;
};
const cellsOf = (sheet: WorkSheet) =>
  Object.entries(sheet).flatMap(([at, cell]) =>
    at.startsWith('!') ? [] : [[at, cell as { t: string; v?: unknown; f?: string }] as const],
  );
/** The value under the head `label` of the row whose first text is `name`; of the totals without one. */
function valueAt(sheet: WorkSheet, label: string, name = 'Total affiché'): unknown {
  const cells = new Map(cellsOf(sheet));
  const column = [...cells].find(([, { v }]) => v === label)?.[0].replace(/\d+/, '');
  const row = [...cells].find(([, { v }]) => v === name)?.[0].replace(/\D+/, '');
  return cells.get(`${column}${row}`)?.v;
}

const MARCH = march();
const analysis = paper('SALES_ANALYSIS', MARCH);
const bytes = workbook(analysis);
const files = unzipSync(bytes);

test('a workbook is read back with the figures of its paper', () => {
  const book = open(bytes);
  expect(book.SheetNames).toEqual([...analysis.sections.map(({ name }) => name), 'Lisez-moi']);
  const { revenue, margin } = salesReport(
    { products: costedSales(MARCH.book.products.values()), days: MARCH.book.totals },
    MARCH.period,
  );
  for (const name of ['Par jour', 'Par produit', 'Par paiement', 'Par heure', 'Par client', 'Par vendeur']) {
    expect(valueAt(sheetOf(book, name), 'CA'), name).toBe(revenue);
    if (name !== 'Par paiement') expect(Math.round(Number(valueAt(sheetOf(book, name), 'Marge'))), name).toBe(margin);
  }
  expect(valueAt(sheetOf(book, 'Lignes'), 'Montant')).toBe(revenue);
  expect(valueAt(sheetOf(book, 'Par produit'), 'CA', 'riz')).toBeGreaterThan(0);
});

test('its sums are formulas on the lines, with their results; no number is text', () => {
  const book = open(bytes);
  const formulas = cellsOf(sheetOf(book, 'Par produit')).filter(([, { f }]) => f);
  expect(formulas.some(([, { f }]) => f?.startsWith("SUMIFS('Lignes'!"))).toBe(true);
  expect(formulas.some(([, { f }]) => f?.startsWith('SUBTOTAL(109,'))).toBe(true);
  for (const name of book.SheetNames) {
    for (const [at, { t, v, f }] of cellsOf(sheetOf(book, name))) {
      if (f) expect(v, `${name} ${at}`).toBeDefined();
      if (t === 's') expect(String(v), `${name} ${at}`).not.toMatch(/^\d+([.,]\d+)?$/);
    }
  }
});

test('each table has its filter, its head that stays and is repeated, and A4 pages that are numbered', () => {
  const text = (path: string): string => strFromU8(files[path] ?? new Uint8Array());
  expect(text('xl/worksheets/sheet3.xml')).toMatch(
    /<pane ySplit="\d+" topLeftCell="A\d+" activePane="bottomLeft" state="frozen"\/>/,
  );
  expect(text('xl/worksheets/sheet3.xml')).toContain(
    '<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/>',
  );
  expect(text('xl/worksheets/sheet9.xml')).toContain('orientation="landscape"');
  expect(text('xl/worksheets/sheet3.xml')).toContain('Page &amp;P / &amp;N');
  expect(text('xl/workbook.xml')).toContain(`_xlnm.Print_Titles" localSheetId="2">'Par produit'!$5:$5`);
  expect(text('xl/tables/table2.xml')).toContain('<autoFilter ref="A5:F');
  const charts = Object.keys(files).filter((path) => path.startsWith('xl/charts/'));
  expect(charts).toHaveLength(7);
  expect(text('xl/charts/chart1.xml')).toContain('<c:lineChart>');
});

test('hostile names are texts, and are told apart', () => {
  const input = hostileShop();
  const book = open(workbook(paper('SALES_ANALYSIS', input)));
  const texts = cellsOf(sheetOf(book, 'Lignes')).filter(([, { t }]) => t === 's');
  for (const name of [0, 1, 2, 3, 4, 5].map((n) => HOSTILE[n] ?? '')) {
    expect(
      texts.some(([, { v, f }]) => v === name && f === undefined),
      name,
    ).toBe(true);
    expect(valueAt(sheetOf(book, 'Par produit'), 'CA', name)).toBeGreaterThan(0);
  }
  expect(valueAt(sheetOf(book, 'Par client'), 'CA')).toBe(
    salesReport({ products: [], days: input.book.totals }, input.period).revenue,
  );
});

test('the same paper is the same file', () => {
  expect(Buffer.from(workbook(paper('SALES_ANALYSIS', march()))).equals(Buffer.from(bytes))).toBe(true);
});

test('every amount of the accounts is a formula that leads to a journal or to a note, and every check finds 0', () => {
  const own = paper('SMT_WORKBOOK', moneyShop());
  const book = open(workbook(own));
  for (const { name, table } of own.sections) {
    if (table?.id !== 'balance' && table?.id !== 'result') continue;
    const cells = new Map(cellsOf(sheetOf(book, name)));
    const head = [...cells].find(([, { v }]) => v === 'Rubrique')?.[0] ?? '';
    for (let row = Number(head.slice(1)) + 1; cells.has(`B${row}`); row += 1)
      for (const column of table.id === 'balance' ? ['C', 'D'] : ['C']) {
        const cell = cells.get(`${column}${row}`);
        const isTyped = cells.get(`B${row}`)?.v === 'Emprunts' && column === 'C';
        if (cell && !isTyped) expect(cell.f, `${name} ${column}${row}`).toMatch(/^ROUND\([+-](?:SUM|'|SUMIFS)/);
      }
  }
  const gaps = cellsOf(sheetOf(book, 'Contrôles')).filter(([at, { f }]) => at.startsWith('E') && f);
  expect(gaps.map(([, { v }]) => v)).toEqual([0, 0, 0]);
});

/** Where LibreOffice is, or null. */
const office = ((): string | null => {
  try {
    return execFileSync('which', ['soffice'], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
})();

/** A workbook whose formulas have lost their results: whoever opens it has to reckon. */
function withoutResults(given: Uint8Array): Uint8Array {
  const parts = unzipSync(given);
  for (const [path, part] of Object.entries(parts))
    if (path.startsWith('xl/worksheets/'))
      parts[path] = strToU8(strFromU8(part).replaceAll(/<\/f><v>[^<]*<\/v>/g, '</f>'));
  return zipSync(parts);
}

/** What LibreOffice makes of workbooks that have to be reckoned anew. */
function recalculated(soffice: string, papers: Readonly<Record<string, Paper>>): Record<string, WorkBook> {
  const folder = mkdtempSync(join(tmpdir(), 'papers-'));
  try {
    const names = Object.keys(papers).map((name) => `${name}.xlsx`);
    for (const [name, own] of Object.entries(papers))
      writeFileSync(join(folder, `${name}.xlsx`), withoutResults(workbook(own)));
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const filter = 'xlsx:Calc MS Excel 2007 XML';
    execFileSync(soffice, [profile, '--headless', '--convert-to', filter, '--outdir', join(folder, 'out'), ...names], {
      cwd: folder,
      stdio: 'pipe',
    });
    return Object.fromEntries(
      Object.keys(papers).map((name) => [
        name,
        open(new Uint8Array(readFileSync(join(folder, 'out', `${name}.xlsx`)))),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Only where LibreOffice is installed; what the formulas come to is checked by the tests above everywhere.
test.runIf(office)(
  'LibreOffice reckons every formula to the result that stands in the file',
  { timeout: 180_000 },
  () => {
    const papers = {
      analysis,
      inventory: paper('INVENTORY', MARCH),
      hostile: paper('SALES_ANALYSIS', hostileShop()),
      accounts: paper('SMT_WORKBOOK', moneyShop()),
    };
    const books = recalculated(office ?? '', papers);
    let formulas = 0;
    for (const [name, own] of Object.entries(papers)) {
      const [ours, theirs] = [open(workbook(own)), books[name] as WorkBook];
      for (const sheet of ours.SheetNames) {
        const reckoned = new Map(cellsOf(sheetOf(theirs, sheet)));
        for (const [at, { f, v }] of cellsOf(sheetOf(ours, sheet))) {
          if (!f) continue;
          formulas += 1;
          const result = reckoned.get(at)?.v;
          if (typeof v === 'number') expect(result, `${name} ${sheet} ${at} ${f}`).toBeCloseTo(v, 6);
          else expect(result ?? '', `${name} ${sheet} ${at} ${f}`).toBe(v ?? '');
        }
      }
    }
    expect(formulas).toBeGreaterThan(500);
  },
);

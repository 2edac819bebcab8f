import type { ReportType } from '@digiboost/domain/documents';
import {
  aCash,
  aCategory,
  aClosing,
  aMovement,
  anAsset,
  aProduct,
  aReturn,
  aSale,
  aShop,
  aSupplier,
} from '@digiboost/domain/documents/testing/examples';
import { moneyLinesOf } from '@digiboost/domain/ledger';
import { type Paper, paperOf, REPORTS, type ReportInput } from '@digiboost/domain/reports';
import { labelsOf } from '@digiboost/domain/reports/labels';
import { receiptMessage, receiptRows, returnReceiptRows } from '@digiboost/domain/reports/receipt';
import { statementOf } from '@digiboost/domain/reports/statement';
import { reportInput } from '@digiboost/domain/reports/testing/report-shop';
import { read } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { pdfDocument } from './pdf/document.ts';
import { labelDocument } from './pdf/labels.ts';
import { pdfText } from './testing/pdf-text.ts';
import { virtualPrinter } from './testing/virtual-printer.ts';
import { HOSTILE } from './testing/worked-papers.ts';
import { ticketText } from './ticket/printer-bytes.ts';
import { CODE_PAGES, type CodePage } from './ticket/profiles.ts';
import { workbook } from './xlsx/workbook.ts';

const TODAY = '2026-03-31';

/** Everything that somebody would type to break a file, markup and orders to a printer among it. */
const NAMES = [
  ...HOSTILE,
  '<img src=x onerror=alert(1)>',
  '=cmd|"/c calc"!A1',
  '\t=1+1',
  '\u001b@\u001bp\u0000\u0019\u00fa',
  '\u2066\u202edlos\u2069 \u0645\u062d\u0644 \u202c',
  'ligne\r\n=2+2\u2028fin',
  'W'.repeat(400),
  `${'\ud83d\ude00'.repeat(60)}\ud83d`,
];

/** `name` as far as a field takes it. */
const within = (name: string, most: number): string => name.slice(0, most);

/** A shop of which every text is `name`. */
function shopNamed(name: string): ReportInput {
  const short = within(name, 30);
  const product = aProduct({
    _id: 'product:riz',
    name,
    code: within(name, 100),
    unit: short,
    barcode: within(name, 64),
    description: name,
    categoryId: 'category:seche',
    supplierId: 'supplier:sandaga',
    units: [{ name: short, factor: 12, salePrice: 9000, barcode: within(name, 64) }],
  });
  const supplier = aSupplier({ code: within(name, 50), name, contact: name, phone: within(name, 20), email: name });
  const on = (n: number, day = '10') => ({ n, at: `2026-03-${day}T10:0${n}:00.000Z` });
  const events = [
    aMovement({ ...on(0, '02'), unitCost: 300, reference: name, reason: name, lot: short, supplierId: supplier._id }),
    aMovement({ ...on(1, '03'), unitCost: 300, supplierId: supplier._id, onAccount: true }),
    aSale({ ...on(2), customerName: name, orderNumber: name }),
    aSale({ ...on(3), payments: [], customerName: name, lines: [sold(name)] }),
    aCash({ ...on(4), label: name }),
    aCash({ ...on(5), category: 'EQUIPMENT', label: name }),
    aClosing({ ...on(6), note: name }),
  ];
  const assets = [anAsset({ designation: within(name, 120) })];
  const input = reportInput(
    { products: [product], suppliers: [supplier], orders: [], events },
    { today: TODAY, from: '2026-03-01', assets },
  );
  const category = aCategory({ _id: 'category:seche', name, description: name });
  const usual = aShop();
  const shop = aShop({ name, ninea: name, phone: name, address: name, settings: { ...usual.settings, vat: 'NONE' } });
  return { ...input, book: { ...input.book, shop, categories: new Map([[category._id, category]]) } };
}

/** A line that is in no catalogue, with a discount and its words. */
const sold = (name: string) => ({
  productId: 'product:riz' as const,
  label: within(name, 80),
  quantity: 24,
  unitPrice: 9000,
  unit: { name: within(name, 30), factor: 12, count: 2 },
  discount: 500,
});

/** What turns a line, ends it, rings a bell or is half a character. */
const UNSEEN = /[\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]/u;

/** Every text of a paper. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];

function expectPlain(texts: readonly string[]): void {
  for (const text of texts) {
    expect(text).not.toMatch(UNSEEN);
    expect(text.length).toBeLessThan(1000);
  }
}

/** A document that opens nothing, runs nothing, and whose words are plain. */
function expectHarmlessPdf(paper: Paper): void {
  const told = vi.spyOn(console, 'log').mockReturnValue();
  const bytes = pdfDocument(paper);
  // What draws the tables says there what does not fit on the page.
  expect(told.mock.calls).toEqual([]);
  told.mockRestore();
  expect(Buffer.from(bytes).toString('latin1')).not.toMatch(
    /\/(?:JavaScript|JS|URI|Launch|OpenAction \d+ \d+ R \/S)\b/,
  );
  for (const line of pdfText(bytes).split('\n')) expect(line).not.toMatch(UNSEEN);
}

/** A workbook whose formulas are its own, and whose parts hold no byte that XML refuses. */
function expectHarmlessWorkbook(paper: Paper): void {
  const bytes = workbook(paper);
  for (const [path, part] of Object.entries(unzipSync(bytes))) {
    const xml = strFromU8(part);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML refuses.
    expect(xml, path).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/);
    expect(xml, path).not.toMatch(/<img|TargetMode="External"/i);
  }
  const book = read(bytes, { type: 'array', cellFormula: true });
  expect(book.SheetNames).toEqual([...paper.sections.map(({ name }) => name), 'Lisez-moi']);
  for (const sheet of Object.values(book.Sheets))
    for (const [at, cell] of Object.entries(sheet)) {
      if (at.startsWith('!')) continue;
      const { f } = cell as { f?: string };
      expect(f ?? '', at).not.toMatch(/cmd|HYPERLINK|^SUM\(A1:A9\)$|^1\+1$|^2\+2$|onerror/i);
    }
}

describe.each(NAMES.map((name) => [JSON.stringify(name).slice(0, 40), name]))(
  'where everything is called %s',
  (_, name) => {
    const input = shopNamed(name);

    it.each(Object.keys(REPORTS) as ReportType[])('%s stays a paper of words', (type) => {
      const paper = paperOf(REPORTS[type], input);
      expectPlain(textsOf(paper));
      if (REPORTS[type].format === 'pdf') expectHarmlessPdf(paper);
      else expectHarmlessWorkbook(paper);
    });

    it('statements, labels, tickets and messages stay words too', () => {
      const { book } = input;
      const sale = aSale({ payments: [], customerName: name, lines: [sold(name)] });
      const taken = aReturn({ saleId: sale._id, reason: name });
      for (const isCustomer of [true, false]) {
        const lines = [sale, taken, aCash({ n: 9, kind: 'OWNER_IN', label: name })].flatMap(moneyLinesOf);
        const balance = { amount: 1500, open: [{ at: sale.at, amount: 1500, eventId: sale._id }] };
        const paper = statementOf({
          ...{ shop: book.shop, name, isCustomer, balance, lines, from: null },
          madeAt: `${TODAY}T10:00:00.000Z`,
        });
        expectPlain(textsOf(paper));
        expectHarmlessPdf(paper);
      }
      const labels = [...book.products.values()].flatMap(({ product }) => labelsOf(product));
      expectPlain(textsOf(labels));
      for (const format of ['A4_65', 'A4_24'] as const) {
        const bytes = labelDocument({ labels, format, used: 0, madeAt: `${TODAY}T10:00:00.000Z` });
        for (const line of pdfText(bytes).split('\n')) expect(line).not.toMatch(UNSEEN);
      }
      const setting = {
        shop: book.shop,
        timezone: 'Africa/Dakar',
        productOf: () => ({ name, unit: within(name, 30) }),
        seller: name,
        customer: name,
        isVoided: true,
      };
      for (const rows of [receiptRows(sale, setting), returnReceiptRows(taken, sale, setting)]) {
        expectPlain(textsOf(rows));
        expect(receiptMessage(rows).split('\n')).toHaveLength(rows.length);
        for (const page of Object.keys(CODE_PAGES) as CodePage[])
          for (const [paper, room] of [
            [58, 32],
            [80, 48],
          ] as const)
            for (const line of virtualPrinter(ticketText(rows, paper, page)).lines)
              expect(line.length).toBeLessThanOrEqual(room);
      }
    });
  },
);

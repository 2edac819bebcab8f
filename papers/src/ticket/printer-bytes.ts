import type { ReceiptRow } from '@digiboost/domain/reports/receipt';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { type TicketLine, ticketLines } from './layout.ts';
import { CODE_PAGES, type CodePage, PAPERS, type PaperWidth } from './profiles.ts';

/** A picture in points: four bytes each, as a canvas gives them. The width is a multiple of 8. */
export interface TicketPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** What no table of those holds, with what stands for it. */
const NEAR: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  ŋ: 'n',
  Ŋ: 'N',
  '’': "'",
  '‘': "'",
  '×': 'x',
  '–': '-',
  '—': '-',
  '…': '...',
};
const ACCENTS = /\p{Diacritic}/gu;

/** `text` in characters of `page`; of the rest the letter without its accent, or "?". */
function within(text: string, page: CodePage): string {
  const spaced = text.replace(/[\u00a0\u202f\u2009]/g, ' ').replace(/[œŒŋŊ’‘×–—…]/g, (one) => NEAR[one] ?? '?');
  if (page === 'NONE')
    return spaced
      .normalize('NFD')
      .replace(ACCENTS, '')
      .replace(/[^\x20-\x7e]/g, '?');
  // Composed: a letter and its accent are one character in every table.
  return spaced.normalize('NFC').replace(/[^\x20-\x7e\xa0-\xff]/gu, (one) =>
    one
      .normalize('NFD')
      .replace(ACCENTS, '')
      .replace(/[^\x20-\x7e]/g, '?'),
  );
}

const foldedIn =
  (page: CodePage) =>
  (row: ReceiptRow): ReceiptRow => {
    if (row.kind === 'rule') return row;
    if (row.kind === 'pair') return { ...row, left: within(row.left, page), right: within(row.right, page) };
    return { ...row, text: within(row.text, page) };
  };

/** A line in characters alone: spaces bring each text to its place. */
function inColumns({ texts, isRule }: TicketLine, columns: number): string {
  if (isRule) return '-'.repeat(columns);
  return texts.reduce((line, [text, place]) => {
    if (place === 'left') return text;
    if (place === 'right') return line + text.padStart(columns - line.length);
    return ' '.repeat(Math.floor((columns - text.length) / 2)) + text;
  }, '');
}

const encoder = (width: PaperWidth, page: CodePage): ReceiptPrinterEncoder =>
  new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: PAPERS[width].columns,
    ...(page === 'NONE' ? {} : { codepageMapping: { [page]: CODE_PAGES[page] } }),
    imageMode: 'raster',
  });

/** `rows` as the bytes of a printer that draws the letters itself (ESC/POS). */
export function ticketText(rows: readonly ReceiptRow[], width: PaperWidth, page: CodePage): Uint8Array<ArrayBuffer> {
  const printer = encoder(width, page).initialize();
  if (page !== 'NONE') printer.codepage(page);
  const { columns } = PAPERS[width];
  // Folded before it is laid out: two letters may stand for one.
  const lines = ticketLines(rows.map(foldedIn(page)), { room: columns, widthOf: (text) => text.length });
  for (const line of lines) {
    const isLarge = line.style === 'large';
    printer
      .bold(line.style !== 'usual')
      .height(isLarge ? 2 : 1)
      .line(inColumns(line, columns));
  }
  return new Uint8Array(printer.bold(false).height(1).newline(3).cut('partial').encode());
}

/** A picture of a ticket as bytes (ESC/POS raster): every letter there is, whatever the printer knows. */
export function ticketRaster(picture: TicketPicture, width: PaperWidth): Uint8Array<ArrayBuffer> {
  const printer = encoder(width, 'NONE').initialize();
  printer.image(picture, picture.width, picture.height, 'threshold', 128);
  return new Uint8Array(printer.newline(3).cut('partial').encode());
}

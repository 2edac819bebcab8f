import type { ReceiptRow } from '@digiboost/domain/reports/receipt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { virtualPrinter } from '../testing/virtual-printer.ts';
import { ticketRaster, ticketText } from './printer-bytes.ts';
import { CODE_PAGES, type CodePage, PAPERS } from './profiles.ts';

const ROWS: readonly ReceiptRow[] = [
  { kind: 'title', text: 'Boutique Médina' },
  { kind: 'rule' },
  { kind: 'text', text: 'Café Touba à l’œuf, Ñambi ŋ' },
  { kind: 'pair', left: '  2 sacs × 1\u202f450\u202fF', right: '2\u202f900\u202fF' },
  { kind: 'pair', left: 'TOTAL', right: '2\u202f900\u202fF', isTotal: true },
  { kind: 'centred', text: 'Merci, à bientôt' },
];
const pages = Object.keys(CODE_PAGES) as CodePage[];
const widths = [58, 80] as const;

describe('tickets in characters', () => {
  it.each(pages)('keep their accents on a printer of %s, or the bare letters', (page) => {
    const { lines, isCut } = virtualPrinter(ticketText(ROWS, 58, page));
    const bare = page === 'NONE';
    expect(lines.slice(0, 6)).toEqual([
      bare ? '        Boutique Medina' : '        Boutique Médina',
      '-'.repeat(32),
      bare ? "Cafe Touba a l'oeuf, Nambi n" : "Café Touba à l'oeuf, Ñambi n",
      '  2 sacs x 1 450 F       2 900 F',
      'TOTAL                    2 900 F',
      bare ? '        Merci, a bientot' : '        Merci, à bientôt',
    ]);
    expect(isCut).toBe(true);
  });

  it('have no line beyond the paper and no order to the printer, whatever a product is called', () => {
    const name = fc.string({ unit: 'binary', maxLength: 120 });
    fc.assert(
      fc.property(name, name, fc.constantFrom(...widths), fc.constantFrom(...pages), (left, right, width, page) => {
        const rows: ReceiptRow[] = [
          { kind: 'title', text: left },
          { kind: 'pair', left, right },
          { kind: 'text', text: right },
        ];
        const { lines, pictures } = virtualPrinter(ticketText(rows, width, page));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(PAPERS[width].columns);
        expect(pictures).toEqual([]);
      }),
    );
  });
});

it.each(widths)('a picture keeps every point on paper of %s mm', (width) => {
  const { points } = PAPERS[width];
  const height = 16;
  const data = new Uint8ClampedArray(points * height * 4).fill(255);
  for (let x = 0; x < points; x += 2) data.fill(0, x * 4, x * 4 + 3);
  const out = virtualPrinter(ticketRaster({ width: points, height, data }, width));
  expect(out.pictures).toEqual([{ width: points, height, black: points / 2 }]);
  expect(out.isCut).toBe(true);
});

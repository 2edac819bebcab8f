import { expect, test } from 'vitest';
import { LABEL_FORMATS, type LabelFormat, labelsAPage } from '../label-formats.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { modulesOf } from './barcode.ts';
import { labelDocument } from './labels.ts';

const MADE_AT = '2026-11-30T10:00:00.000Z';
const LABEL = { name: 'Œuf frais <b>=cmd()</b> ŋaala', price: '650\u202fF', unit: 'pièce', code: '5901234123457' };
const pagesOf = (bytes: Uint8Array): number =>
  [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\/Type\s*\/Page\b(?!s)/g),
  ].length;

test('an EAN is written as one where its check digit is right, any other code as Code 128', () => {
  // GS1's own example, digit by digit: the first, 5, chooses the sets of the left half (L G G L L G).
  const left = '0001011' + '0100111' + '0110011' + '0010011' + '0111101' + '0011101';
  const right = '1100110' + '1101100' + '1000010' + '1011100' + '1001110' + '1000100';
  expect(modulesOf('5901234123457')).toBe(`101${left}01010${right}101`);
  expect(modulesOf('012345678905')).toBe(modulesOf('0012345678905'));
  expect(modulesOf('96385074')).toHaveLength(67);
  // Start B, six characters, check and stop: 11 modules each, the stop 13.
  expect(modulesOf('RIZ-25')?.length).toBe(11 * 8 + 13);
  expect(modulesOf('5901234123450')?.length).toBeGreaterThan(95);
  expect(modulesOf('riz à 500')).toBeNull();
  expect(modulesOf('')).toBeNull();
});

test.each(Object.keys(LABEL_FORMATS) as LabelFormat[])(
  'labels of %s lie on their page and say what they are of',
  (format) => {
    const { page, columns, rows, width, height, left, top } = LABEL_FORMATS[format];
    expect(left + columns * width).toBeLessThanOrEqual(page[0]);
    expect(top + rows * height).toBeLessThanOrEqual(page[1]);
    const a = labelsAPage(format);
    const bytes = labelDocument({ labels: Array(a + 1).fill(LABEL), format, used: 0, madeAt: MADE_AT });
    expect(pagesOf(bytes)).toBe(2);
    const text = pdfText(bytes);
    expect(text.match(/650\u202fF/g)).toHaveLength(a + 1);
    expect(text.match(/5901234123457/g)).toHaveLength(a + 1);
    expect(text).toContain('Œuf frais');
    expect(pagesOf(labelDocument({ labels: Array(a).fill(LABEL), format, used: 0, madeAt: MADE_AT }))).toBe(1);
  },
);

test('the places that are used already stay empty', () => {
  const sheet = { labels: [LABEL, LABEL], format: 'A4_24', madeAt: MADE_AT } as const;
  expect(pagesOf(labelDocument({ ...sheet, used: 22 }))).toBe(1);
  expect(pagesOf(labelDocument({ ...sheet, used: 23 }))).toBe(2);
});

test('a name of any length, and a code that no reader knows, leave the label in its place', () => {
  const label = {
    name: 'W'.repeat(500),
    price: '999\u202f999\u202f999\u202fF',
    unit: 'x'.repeat(80),
    code: 'é'.repeat(60),
  };
  const text = pdfText(labelDocument({ labels: [label], format: 'A4_65', used: 0, madeAt: MADE_AT }));
  for (const line of text.split('\n')) expect(line.length).toBeLessThan(60);
  expect(text).toContain('…');
});

import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { guessDelimiter, parseCsv } from './csv.ts';
import { csvText, MODELS } from './csv-file.ts';
import { decodeText } from './decode.ts';
import { MAX_BYTES, readTables } from './read-file.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, mark: boolean): Uint8Array => {
  const units = Uint16Array.from([...(mark ? [0xfeff] : []), ...Array.from(text, (char) => char.charCodeAt(0))]);
  return new Uint8Array(units.buffer);
};
const swapped = (bytes: Uint8Array): Uint8Array => bytes.map((_, index) => bytes[index ^ 1] ?? 0);
const rowsOf = async (bytes: Uint8Array) => {
  const read = await readTables(bytes);
  return read.ok ? read.value[0]?.rows : read.error;
};
const workbook = (rows: unknown[][], bookType: 'xlsx' | 'biff8' | 'html', name = 'Feuille'): Uint8Array => {
  const sheet = utils.aoa_to_sheet(rows);
  return new Uint8Array(
    write({ SheetNames: [name], Sheets: { [name]: sheet } }, { type: 'buffer', bookType }) as Buffer,
  );
};

describe('decodeText', () => {
  const text = 'Désignation;Prix d’achat\nŒufs;1 500';

  it.each([
    ['UTF-8', utf8(text), 'utf-8'],
    ['UTF-8 with its mark', utf8(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 with its mark', utf16(text, true), 'utf-16le'],
    ['UTF-16 without', utf16(text, false), 'utf-16le'],
    ['UTF-16 the other way round', swapped(utf16(text, true)), 'utf-16be'],
    ['UTF-16 the other way round without', swapped(utf16(text, false)), 'utf-16be'],
  ])('reads %s', (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });

  it('reads Windows-1252 when it is not UTF-8', () => {
    const bytes = Uint8Array.from([0x44, 0xe9, 0x73, 0x3b, 0x9c, 0x75, 0x66, 0x3b, 0x92, 0x80]);
    expect(decodeText(bytes)).toEqual({ text: 'Dés;œuf;’€', encoding: 'windows-1252' });
  });
});

describe('parseCsv', () => {
  it.each([
    ['a;b;c\n1,5;2,5;3\n1;2;3', ';'],
    ['a,b,c\n1,2,3', ','],
    ['a\tb\n1,5\t2;3', '\t'],
    ['a|b\n1|2', '|'],
    ['"a,b";c\n"1,2";3', ';'],
    ['seule\nune', ';'],
  ])('finds the delimiter of %j', (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });

  it('reads quotes, line breaks inside them, and mixed line ends', () => {
    expect(parseCsv('a;b\r\n"x ""y""";"1\r\n2"\n3;4\r5;6').rows).toEqual([
      ['a', 'b'],
      ['x "y"', '1\n2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  it('takes quotes for letters when one is never closed', () => {
    expect(parseCsv('a;b\n"3 pouces;5\nc;d').rows).toEqual([
      ['a', 'b'],
      ['"3 pouces', '5'],
      ['c', 'd'],
    ]);
  });

  it('follows Excel’s own hint and keeps its numbers of lines', () => {
    expect(parseCsv('sep=,\na,b;c').rows).toEqual([[], ['a', 'b;c']]);
  });
});

describe('readTables', () => {
  it.each(['xlsx', 'biff8'] as const)(
    'reads an Excel file (%s), dates as serial numbers, whatever it is called',
    async (bookType) => {
      const rows = await rowsOf(
        workbook(
          [
            ['Code', 'Date', 'Prix'],
            ['P1', new Date('2026-03-12T00:00:00'), 1500.5],
            ['=cmd()', '<img onerror=x>', true],
          ],
          bookType,
        ),
      );
      expect(rows).toEqual([
        ['Code', 'Date', 'Prix'],
        ['P1', 46_093, 1500.5],
        ['=cmd()', '<img onerror=x>', true],
      ]);
    },
  );

  it('reads a page with a table that calls itself Excel', async () => {
    const html = utf8(
      '<html><table><tr><td>Date</td><td>Prix</td></tr><tr><td>12/03/2026</td><td>1 500,00</td></tr></table></html>',
    );
    expect(await rowsOf(html)).toEqual([
      ['Date', 'Prix'],
      ['12/03/2026', '1 500,00'],
    ]);
  });

  it('reads the letters that a page writes as names and numbers', async () => {
    const html = utf8(
      '<html><table><tr><td>D&eacute;signation</td></tr><tr><td>P&acirc;te d&#39;arachide &amp; &OElig;ufs, l&rsquo;&#233;t&#xE9; &lt;b&gt;</td></tr></table></html>',
    );
    expect(await rowsOf(html)).toEqual([['Désignation'], ["Pâte d'arachide & Œufs, l’été <b>"]]);
  });

  it('keeps the names of errors, and the numbers of lines', async () => {
    const sheet = utils.aoa_to_sheet([['Code'], [], ['P1']]);
    sheet.A3 = { t: 'e', v: 23 };
    const bytes = new Uint8Array(
      write({ SheetNames: ['a'], Sheets: { a: sheet } }, { type: 'buffer', bookType: 'xlsx' }) as Buffer,
    );
    expect(await rowsOf(bytes)).toEqual([['Code'], [], ['#REF!']]);
  });

  it('offers the sheets that hold something', async () => {
    const book = {
      SheetNames: ['vide', 'stock'],
      Sheets: { vide: utils.aoa_to_sheet([]), stock: utils.aoa_to_sheet([['Code']]) },
    };
    const read = await readTables(new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
    expect(read.ok && read.value.map(({ name }) => name)).toEqual(['stock']);
  });

  it.each([
    ['empty', new Uint8Array()],
    ['empty', utf8(' \n;;\n')],
    ['not-a-table', utf8('%PDF-1.7')],
    ['not-a-table', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ['not-a-table', Uint8Array.from({ length: 64 }, (_, index) => (index % 3 === 0 ? 0 : 200))],
    ['unreadable', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3])],
    ['too-large', new Uint8Array(MAX_BYTES + 1)],
    ['too-many-rows', utf8('a;b\n'.repeat(100_001))],
  ])('says %s', async (fault, bytes) => {
    expect(await rowsOf(bytes)).toBe(fault);
  });

  it('reads a cell of ten megabytes and three hundred columns', async () => {
    const rows = await rowsOf(
      utf8(`${Array.from({ length: 300 }, (_, i) => `c${i}`).join(';')}\n${'x'.repeat(10_000_000)};1\n`),
    );
    expect(rows?.[0]).toHaveLength(300);
    expect(String(rows?.[1]?.[0])).toHaveLength(10_000_000);
  });

  it('reads back its own models', async () => {
    for (const { rows } of Object.values(MODELS)) {
      expect(await rowsOf(utf8(csvText(rows)))).toEqual([...rows, ['']]);
    }
  });
});

it('writes no formula into a file of faulty rows', () => {
  expect(csvText([['=cmd()', '-5', '+221 77', '@x', 'a;b', 'c"d']])).toBe(
    '\ufeff\'=cmd();-5;+221 77;\'@x;"a;b";"c""d"\r\n',
  );
});

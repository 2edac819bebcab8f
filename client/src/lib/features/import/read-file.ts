import { isBlank } from '@digiboost/domain/import';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { parseCsv } from './csv.ts';
import { decodeEntities, decodeText } from './decode.ts';
import { MAX_ROWS, readWorkbook, type SourceSheet } from './workbook.ts';

/** Why a file cannot be read; the sentence for each is in fr.ts. */
export type ReadFault =
  | 'empty'
  | 'too-large'
  | 'too-many-rows'
  | 'not-a-table'
  | 'unreadable'
  | 'protected'
  | 'reader-missing';

export const MAX_BYTES = 30_000_000;

type Format = 'excel' | 'html' | 'text' | 'other';

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

function formatOf(bytes: Uint8Array): Format {
  // Zip (xlsx, ods) and compound files (xls).
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'excel';
  // Old Excel files without a container.
  if (startsWith(bytes, 0x09, 0x08) || startsWith(bytes, 0x09, 0x04)) return 'excel';
  // PDF, PNG, JPEG, GIF.
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46) || startsWith(bytes, 0x89, 0x50) || startsWith(bytes, 0xff, 0xd8, 0xff))
    return 'other';
  if (startsWith(bytes, 0x47, 0x49, 0x46, 0x38)) return 'other';
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2000));
  // Many programs call a web page or XML with a table ".xls".
  return /^[\s\u00ef\u00bb\u00bf]*<(?:!doctype html|html|table|\?xml|meta|head)/i.test(start) ? 'html' : 'text';
}

/** The tables in a file's bytes: Excel, CSV or a web page's table, whatever the file is called. */
export async function readTables(bytes: Uint8Array): Promise<Result<SourceSheet[], ReadFault>> {
  if (bytes.length === 0) return fail('empty');
  if (bytes.length > MAX_BYTES) return fail('too-large');
  const format = formatOf(bytes);
  if (format === 'other') return fail('not-a-table');
  const sheets = await sheetsOf(bytes, format);
  if (!sheets.ok) return sheets;
  const filled = sheets.value.filter(({ rows }) => rows.some((row) => row.some((cell) => !isBlank(cell))));
  if (filled.length === 0) return fail('empty');
  if (filled.some(({ rows }) => rows.length > MAX_ROWS)) return fail('too-many-rows');
  return ok(filled);
}

async function sheetsOf(bytes: Uint8Array, format: Format): Promise<Result<SourceSheet[], ReadFault>> {
  if (format === 'text') {
    const { text } = decodeText(bytes);
    // Text has no zeros once it is decoded.
    return text.slice(0, 2000).includes('\u0000') ? fail('not-a-table') : ok([{ name: '', rows: parseCsv(text).rows }]);
  }
  try {
    return ok(await readWorkbook(format === 'html' ? decodeEntities(decodeText(bytes).text) : bytes));
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/password|encrypt/i.test(message)) return fail('protected');
    // The library is not kept on the phone before its first use.
    if (/import|fetch|module/i.test(message)) return fail('reader-missing');
    return fail('unreadable');
  }
}

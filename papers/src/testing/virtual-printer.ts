import CodepageEncoder from '@point-of-sale/codepage-encoder';

/** What came out of a printer: its lines of text, its pictures, and whether it cut. */
export interface PrintOut {
  readonly lines: readonly string[];
  readonly pictures: readonly { readonly width: number; readonly height: number; readonly black: number }[];
  readonly isCut: boolean;
}

const PAGES = { 0: 'cp437', 2: 'cp850', 16: 'windows1252', 19: 'cp858' } as const;
type Page = (typeof PAGES)[keyof typeof PAGES];

/** The characters of a code page by their bytes. */
function tableOf(page: Page): Map<number, string> {
  const table = new Map<number, string>();
  for (let code = 0xa0; code <= 0xff; code++) {
    const character = String.fromCharCode(code);
    const [byte = 0x3f] = CodepageEncoder.encode(character, page);
    if (byte !== 0x3f) table.set(byte, character);
  }
  return table;
}

/** A printer of tickets (ESC/POS) that understands what this product sends, and refuses everything else. */
export function virtualPrinter(bytes: Uint8Array): PrintOut {
  const lines: string[] = [];
  const pictures: { width: number; height: number; black: number }[] = [];
  let [line, isCut, at] = ['', false, 0];
  let table = new Map<number, string>();
  const next = (): number => bytes[at++] ?? 0;
  while (at < bytes.length) {
    const byte = next();
    if (byte === 0x0a) {
      lines.push(line);
      line = '';
    } else if (byte === 0x0d) continue;
    else if (byte === 0x1b || byte === 0x1c || byte === 0x1d) command(byte, next());
    else if (byte < 0x20) throw new Error(`An unknown byte at ${at}: ${byte}`);
    else line += byte < 0x80 ? String.fromCharCode(byte) : (table.get(byte) ?? '?');
  }
  return { lines: line ? [...lines, line] : lines, pictures, isCut };

  function command(group: number, name: number): void {
    const known = `${group.toString(16)} ${String.fromCharCode(name)}`;
    if (known === '1b @' || known === '1c .') return;
    if (known === '1b t') {
      const page: Page | undefined = PAGES[next() as keyof typeof PAGES];
      if (!page) throw new Error('A code page that this printer does not have.');
      table = tableOf(page);
    } else if (['1b M', '1b E', '1d !', '1b a', '1d B', '1b -'].includes(known)) next();
    else if (known === '1d V') {
      next();
      isCut = true;
    } else if (known === '1d v') {
      at += 2;
      const width = next() + 256 * next();
      const height = next() + 256 * next();
      const points = bytes.subarray(at, at + width * height);
      if (points.length < width * height) throw new Error('The picture ends early.');
      at += width * height;
      const black = points.reduce((sum, byte) => sum + (byte.toString(2).match(/1/g)?.length ?? 0), 0);
      pictures.push({ width: width * 8, height, black });
    } else throw new Error(`An unknown command: ${known}`);
  }
}

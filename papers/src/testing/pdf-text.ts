import { unzlibSync } from 'fflate';

/** The bytes between `stream` and `endstream` of every object of a document, inflated where they are deflated. */
function streams(bytes: Uint8Array): string[] {
  const latin = Buffer.from(bytes).toString('latin1');
  const found: string[] = [];
  for (const match of latin.matchAll(/stream\r?\n/g)) {
    if (latin.slice(match.index - 3, match.index) === 'end') continue;
    const from = match.index + match[0].length;
    const stream = bytes.subarray(from, latin.indexOf('endstream', from));
    try {
      found.push(Buffer.from(unzlibSync(stream)).toString('latin1'));
    } catch {
      found.push(Buffer.from(stream).toString('latin1'));
    }
  }
  return found;
}

/** What each glyph of a font stands for, from its ToUnicode map. */
function glyphs(map: string): Map<string, string> {
  const known = new Map<string, string>();
  for (const [, glyph = '', text = ''] of map.matchAll(/<([0-9a-f]{4})><([0-9a-f]{4})>/gi))
    known.set(glyph.toLowerCase(), String.fromCharCode(Number.parseInt(text, 16)));
  return known;
}

/** The words of a document made by this package, in the order in which they are written; one line a piece. */
export function pdfText(bytes: Uint8Array): string {
  const all = streams(bytes);
  const maps = all.filter((stream) => stream.includes('beginbfchar') || stream.includes('beginbfrange')).map(glyphs);
  const pages = all.filter((stream) => /\bTj\b/.test(stream));
  const pieces = pages.flatMap((page) => {
    let map = maps[0] ?? new Map<string, string>();
    return [...page.matchAll(/\/F(\d+) [\d.]+ Tf|<([0-9a-f]+)> Tj/gi)].flatMap(([, font, hex]) => {
      // Its fonts are numbered after the fourteen of every reader.
      if (font) map = maps[Number(font) - 15] ?? map;
      return hex ? [(hex.match(/.{4}/g) ?? []).map((glyph) => map.get(glyph.toLowerCase()) ?? '\ufffd').join('')] : [];
    });
  });
  return pieces.join('\n');
}

import { isColumnName } from '@digiboost/domain/import';

/** How the bytes of a text file were read. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | EightBits;
type EightBits = 'windows-1252' | 'macintosh' | 'cp850' | 'iso-8859-15';

const SAMPLE = 4096;
/** Windows-1252 from 0x80 to 0x9f, which some engines read as Latin-1's control characters. */
const EXTRA = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** DOS in Western Europe, from 0x80 on: no browser knows it. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
/** The encodings of one byte per letter, the likeliest first. */
const EIGHT_BITS: readonly EightBits[] = ['windows-1252', 'macintosh', 'cp850', 'iso-8859-15'];

const FRENCH = /[éèêëàâäçùûüîïôöœÉÈÊËÀÂÄÇÙÛÜÎÏÔÖŒ]/;
const ODD = /[^\p{ASCII}éèêëàâäçùûüîïôöœÿæÉÈÊËÀÂÄÇÙÛÜÎÏÔÖŒŸÆ’‘“”«»…–—€°²³½¼¾×·•\u00a0\u202f]/u;

/** UTF-16 without a mark: text in Latin letters has a zero in every other byte. */
function zerosSay(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  const end = Math.min(bytes.length, SAMPLE);
  for (let index = 0; index < end; index++) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  if (odd > end / 4) return 'utf-16le';
  return even > end / 4 ? 'utf-16be' : null;
}

function decodeAs(bytes: Uint8Array, encoding: EightBits): string {
  if (encoding === 'cp850') {
    let text = '';
    for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : CP850[byte - 0x80];
    return text;
  }
  const text = new TextDecoder(encoding).decode(bytes);
  return encoding === 'windows-1252'
    ? text.replace(/[\x80-\x9f]/g, (char) => EXTRA[char.charCodeAt(0) - 0x80] ?? char)
    : text;
}

/**
 * How French a text reads: letters that French uses, each in its place (a capital does not follow a small letter),
 * names of columns that are known; less what no shop writes.
 */
function frenchness(text: string): number {
  const sample = text.slice(0, 20_000);
  let score = 0;
  let before = '';
  for (const char of sample) {
    if (FRENCH.test(char)) score += /\p{Lu}/u.test(char) && /\p{Ll}/u.test(before) ? -2 : 1;
    else if (char === '’' || char === '\u00a0') score += 0.5;
    else if (ODD.test(char)) score -= 2;
    before = char;
  }
  const cells = sample.split(/[\r\n]+/, 8).flatMap((line) => line.split(/[;\t,|]/, 60));
  return score + 5 * cells.filter((cell) => isColumnName(cell.replace(/^"|"$/g, ''))).length;
}

/** The text of a file: UTF-8 or UTF-16, with or without a mark, else the encoding in which it reads as French. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const [a, b] = bytes;
  const wide = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : zerosSay(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  try {
    return { text: withoutDouble(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), encoding: 'utf-8' };
  } catch {
    // Not UTF-8, then.
    const encoding = eightBitsOf(bytes);
    return { text: decodeAs(bytes, encoding), encoding };
  }
}

/** The encoding of one byte per letter in which the bytes read best. */
function eightBitsOf(bytes: Uint8Array): EightBits {
  const sample = bytes.subarray(0, 20_000);
  let best: EightBits = 'windows-1252';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const encoding of EIGHT_BITS) {
    const score = frenchness(decodeAs(sample, encoding));
    if (score > bestScore) [best, bestScore] = [encoding, score];
  }
  return best;
}

/** A letter that no encoding of one byte per letter gave. */
const WIDE = /[\u0100-\uffff]/;

/** The texts of an old workbook, whose letters were taken for Latin-1, in the encoding in which they read as French. */
export function decodeLatin(texts: readonly string[]): (text: string) => string {
  const whole = texts.filter((text) => /[\x80-\xff]/.test(text) && !WIDE.test(text)).join('\n');
  if (!/[\x80-\x9f]/.test(whole)) return (text) => text;
  const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const encoding = eightBitsOf(bytesOf(whole.slice(0, 20_000)));
  return (text) => (WIDE.test(text) ? text : decodeAs(bytesOf(text), encoding));
}

const BYTE_OF = new Map(Array.from(EXTRA, (char, index) => [char, 0x80 + index] as const));
const byteOf = (char: string): number => BYTE_OF.get(char) ?? char.charCodeAt(0);
/** Two to four letters that stand for the bytes of one, in UTF-8 read as Windows-1252: "Ã©", "â€™". */
const DOUBLE = new RegExp(
  `[\\u00c2-\\u00f4][\\u0080-\\u00bf${EXTRA.replace(/[\u0080-\u009f\]\\^-]/g, '')}]{1,3}`,
  'gu',
);

/** A text that was written in UTF-8, read as Windows-1252 and written in UTF-8 again, as it was at first. */
function withoutDouble(text: string): string {
  if (!/[ÃÂâÅ]/.test(text)) return text;
  const mended = text.replace(DOUBLE, (group) => {
    const bytes = Uint8Array.from(group, byteOf);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      // Not UTF-8 that was read as something else, then.
      return firstLetter(group) ?? group;
    }
  });
  return mended !== text && frenchness(mended) > frenchness(text) ? withoutDouble(mended) : text;
}

/** The letter that the first letters of a group stand for, and the rest as it is; null without any. */
function firstLetter(group: string): string | null {
  for (let length = group.length - 1; length > 1; length--) {
    try {
      const letter = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(group.slice(0, length), byteOf));
      return letter + group.slice(length);
    } catch {
      // Not that many of them.
    }
  }
  return null;
}

/** The names of the signs from U+00A0 to U+00FF in HTML, and of those beyond that French writes. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave ' +
  'Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc ' +
  'Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc ' +
  'iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const ENTITIES = new Map<string, string>([
  ...LATIN.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
  ...Object.entries({ apos: "'", rsquo: '’', lsquo: '‘', rdquo: '”', ldquo: '“', ndash: '–', mdash: '—', hellip: '…' }),
  ...Object.entries({ euro: '€', oelig: 'œ', OElig: 'Œ', Yuml: 'Ÿ', ensp: ' ', emsp: ' ', thinsp: ' ' }),
]);

/** The letters that a page writes as names or numbers ("&eacute;", "&#39;"), but for those that make its tags. */
export const decodeEntities = (html: string): string =>
  html.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));/gi, (written, decimal, hex, name) => {
    if (name) return ENTITIES.get(name) ?? written;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code >= 32 && code < 0x11_0000 && !'"&<>'.includes(String.fromCodePoint(code))
      ? String.fromCodePoint(code)
      : written;
  });

/** How the bytes of a text file were read. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const SAMPLE = 4096;
/** Windows-1252 from 0x80 to 0x9f, which some engines read as Latin-1's control characters. */
const EXTRA = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** UTF-16 without a mark: text in Latin letters has a zero in every other byte. */
function zerosSay(bytes: Uint8Array): Encoding | null {
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

/** The text of a file: UTF-8 or UTF-16, with or without a mark, else Windows-1252, in which every byte is a letter. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const [a, b] = bytes;
  const wide = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : zerosSay(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    const whole = text.replace(/[\x80-\x9f]/g, (char) => EXTRA[char.charCodeAt(0) - 0x80] ?? char);
    return { text: whole, encoding: 'windows-1252' };
  }
}

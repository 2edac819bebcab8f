import { KEY } from '../documents/base.ts';
import { fold } from './text.ts';

/** 53 bits of a text, as an integer: cyrb53 (bryc, public domain), fast and well spread; not for secrets. */
function hash53(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

const base36 = (value: number): string => value.toString(36).padStart(11, '0');

/** A fingerprint of 106 bits, in 22 lower-case letters and digits: the same text gives the same one on every device. */
export const fingerprint = (text: string): string => base36(hash53(text, 0)) + base36(hash53(text, 1));

/** A fingerprint of six letters and digits, enough to tell a few thousand texts apart. */
export const shortMark = (text: string): string => base36(hash53(text.trim().toLowerCase(), 0)).slice(-6).toUpperCase();

/** The words of a text as a key: "Riz brisé 25 kg" is riz-brise-25-kg; at most `max` characters. */
export const slug = (text: string, max = 40): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, max)
    .replace(/^-+|-+$/g, '');

/**
 * The key of the entity that a file calls `name`: the name itself when it can be one, else its words and a fingerprint.
 * It follows from the name only, so that two phones that import the same file make the same document.
 */
export function entityKey(name: string): string {
  const lower = name.trim().toLowerCase();
  if (KEY.test(lower)) return lower;
  const words = slug(name);
  const mark = base36(hash53(lower, 0));
  return words === '' ? `x-${mark}` : `${words}-${mark}`;
}

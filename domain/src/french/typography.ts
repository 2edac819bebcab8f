/** Narrow no-break space: before double punctuation, inside numbers, and between a number and its unit. */
export const NARROW = '\u202f';

/**
 * A French sentence with narrow no-break spaces where lines must not break: « ainsi : oui ? », 95 %, 1 500 F, 1,5 L.
 */
export const typeset = (text: string): string =>
  text
    .replaceAll(/ (?=[:;!?»%])/g, NARROW)
    .replaceAll('« ', `«${NARROW}`)
    .replaceAll(/(?<=\d) (?=(?:F|kg|g|mg|L|l|cl|ml|m|cm|mm)(?![\p{L}\p{N}]))/gu, NARROW);

/**
 * A name as one line of a message, whatever a document holds: no control characters, no turned direction, no half
 * characters, which CouchDB refuses. What is longer than `max` is cut between two characters.
 */
export function oneLine(text: string, max = 200): string {
  const plain = text
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return cut(plain, max);
}

/** The first `max` UTF-16 units of a text, less the half of a character that would be left. */
export const cut = (text: string, max: number): string => text.slice(0, max).replace(/[\ud800-\udbff]$/, '');

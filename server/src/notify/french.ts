/** A French sentence with the narrow no-break spaces that go with its double punctuation. */
export const typeset = (text: string): string => text.replaceAll(/ (?=[:;!?»])/g, '\u202f').replaceAll('« ', '«\u202f');

/** Beginnings of words whose h is aspirated, as shops sell them. */
const ASPIRATED =
  /^h(?:ach|aie|all\b|alo\b|amac|amburg|amster|anche|andball|angar|areng|aricot|arissa|arnais|arpe|asard|aut|enne|eriss|erse|ibou|i-?fi|ijab|ochet|ockey|olland|omard|ongr|ors|ot[ -]?dog|otte|oue|oule|ouss|oux|ublot|uche|uit\b|uiti|utte)/;
/** Words that only look as if they began with a vowel: `de yaourt`, `de onze`. */
const CONSONANT = /^(?:y[aeiou]|onz|oui\b|ouistiti)/;

/** Whether the word that begins `text` takes `d’`: a vowel or a mute h comes first. */
function isElided(text: string): boolean {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
  return /^[aeiouyh]/.test(plain) && !ASPIRATED.test(plain) && !CONSONANT.test(plain);
}

/** `text` after its preposition: `de Riz brisé`, `d’Oignons`, `d’Huile`, `de Haricots`. */
export const de = (text: string): string => (isElided(text) ? `d’${text}` : `de ${text}`);

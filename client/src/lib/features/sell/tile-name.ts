/** A size at the end of a name, with what follows it: "1,5 L", "25 kg", "12 x 33 cl", "N° 5". */
const SIZE = /\s((?:n°\s?)?\d[\d.,]*\s?(?:x\s?\d[\d.,]*\s?)?(?:kg|g|mg|l|cl|ml|m|cm|mm|w|v|pi[eè]ces?|u)?)$/i;

/** The letter that stands for a product without a picture. */
export const letterOf = (name: string): string => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '?').toUpperCase();

/** A product's name in two: what may be cut, and the size, which never is; no size when the name ends without one. */
export function splitName(name: string): { readonly head: string; readonly size: string } {
  const found = SIZE.exec(name);
  // A name that is nothing but a size is a name.
  return found?.[1] && found.index > 0
    ? { head: name.slice(0, found.index), size: found[1] }
    : { head: name, size: '' };
}

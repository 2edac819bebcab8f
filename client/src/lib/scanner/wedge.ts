/** Characters of one code follow each other within this many milliseconds, a scanner's short pauses included. */
const GAP_MS = 100;
/** On the average a scanner types this fast; a person who types as fast for a whole code does not exist. */
const AVERAGE_MS = 50;
/** After a pause this long what follows has nothing to do with what came before. */
const APART_MS = 1_000;
const SHORTEST = 4;
/** A person does not type even two characters that fast: they are the head of a code. */
const HEAD = 2;
/** Digits that long without a pause come from a scanner, even from a slow one. */
const NUMBER = /^\d{8,}$/;
/** What some scanners say first of the kind of code that they read (ISO/IEC 15424): "]E0". */
const SYMBOLOGY = /^\][A-Za-z]\d(?=.)/;

interface Key {
  readonly key: string;
  /** The key's place on the keyboard, whatever the layout that the phone gives it. */
  readonly code: string;
  readonly timeStamp: number;
}

/** What a key ended: a whole code, one of which a part was lost on the way, or nothing. */
export type Burst = { readonly code: string } | { readonly torn: true } | null;

/**
 * Recognises a barcode scanner that behaves as a keyboard: a burst of characters that ends with Enter (or Tab). Give it
 * every key. The end of a code that a pause cut in two is no code of its own: it could be that of another product.
 */
export class KeyboardWedge {
  #typed = '';
  #began = 0;
  #last = Number.NEGATIVE_INFINITY;
  #torn = false;
  /** One character from just before, which a person may have typed: or it is the first of a code. */
  #first = '';

  /** Whether the key that was read last began something new: not when it goes on with a code that was torn. */
  starts = false;

  read({ key, code, timeStamp }: Key): Burst {
    const gap = timeStamp - this.#last;
    // After Enter there is nothing to go on with, however soon the next code comes.
    const goesOn = this.#typed !== '' && gap <= GAP_MS;
    this.starts = false;
    if (key === 'Enter' || key === 'Tab') {
      // Some wait before they press it; whoever typed that fast is no person all the same.
      const burst = gap <= APART_MS ? this.#burst({ isLate: !goesOn }) : null;
      this.#typed = '';
      this.#first = '';
      this.#torn = false;
      return burst;
    }
    // Shift and the like come between the characters of a code.
    if (key.length !== 1) return null;
    if (!goesOn) {
      this.#torn = gap <= APART_MS && (this.#torn || this.#typed.length >= HEAD);
      this.#first = gap <= APART_MS ? this.#typed : '';
      this.#typed = '';
      this.#began = timeStamp;
      this.starts = !this.#torn;
    }
    this.#last = timeStamp;
    // On a French keyboard the place of 1 types "&": a scanner presses places.
    this.#typed += /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? key;
    return null;
  }

  #burst({ isLate }: { isLate: boolean }): Burst {
    const { length } = this.#typed;
    const code = this.#typed.replace(SYMBOLOGY, '');
    if (code.length < SHORTEST) return null;
    const average = (this.#last - this.#began) / (length - 1);
    if (average > AVERAGE_MS && (isLate || !NUMBER.test(code))) return null;
    const isTail = this.#first !== '' && isArticleNumber(this.#first + code);
    return this.#torn || isTail ? { torn: true } : { code };
  }
}

/** Whether digits are a GTIN of 13 or 14 with its check digit: one in ten that are not would be one by chance. */
function isArticleNumber(text: string): boolean {
  if (!/^\d{13,14}$/.test(text)) return false;
  const sum = [...text].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** A scanner types faster than a person: this many milliseconds between keys at most. */
const GAP_MS = 60;
const SHORTEST = 4;

interface Key {
  readonly key: string;
  readonly timeStamp: number;
}

/**
 * Recognises a barcode scanner that behaves as a keyboard: a burst of characters that ends with Enter (or Tab). Give it
 * every key; it returns the code when one is complete, else null.
 */
export class KeyboardWedge {
  #code = '';
  #last = Number.NEGATIVE_INFINITY;

  read({ key, timeStamp }: Key): string | null {
    const burst = timeStamp - this.#last <= GAP_MS;
    this.#last = timeStamp;
    if (key === 'Enter' || key === 'Tab') {
      const code = burst ? this.#code : '';
      this.#code = '';
      return code.length >= SHORTEST ? code : null;
    }
    // Shift and the like come between the characters of a code.
    if (key.length === 1) this.#code = burst ? this.#code + key : key;
    return null;
  }
}

/** What the bytes cannot be: whoever reads a damaged file meets it. */
export class Malformed extends Error {}

/** Reads numbers and pieces of bytes one after the other; throws Malformed where they end too early. */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #position: number;

  constructor(bytes: Uint8Array, position = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#position = position;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#end;
  }

  /** An unsigned number of so many bytes, the lowest first; exact up to 2^53. */
  number(bytes: number): number {
    return numberAt(this.piece(bytes), 0, bytes);
  }

  /** An unsigned number of a varying length, seven bits a byte; exact up to 2^53. */
  varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 64; scale *= 128) {
      const byte = this.number(1);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new Malformed('a number without an end');
  }

  piece(length: number): Uint8Array {
    const end = this.#position + length;
    if (!(length >= 0 && end <= this.#end)) throw new Malformed('a piece longer than its file');
    const piece = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return piece;
  }

  /** A piece that its length precedes. */
  sized(): Uint8Array {
    return this.piece(this.varint());
  }
}

/** The unsigned number of so many bytes at a position, the lowest first. */
export function numberAt(bytes: Uint8Array, position: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index -= 1) value = value * 256 + (bytes[position + index] as number);
  return value;
}

/** Pieces one behind the other. */
export function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let filled = 0;
  for (const piece of pieces) {
    whole.set(piece, filled);
    filled += piece.length;
  }
  return whole;
}

/** Negative, 0 or positive, as LevelDB orders two keys. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

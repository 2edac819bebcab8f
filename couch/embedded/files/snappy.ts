import { Cursor, Malformed } from './bytes.ts';

/** No block of LevelDB is larger, unless one document is. */
const LARGEST = 1 << 28;

/** Undoes Snappy's compression of one block; throws Malformed. */
export function unsnap(bytes: Uint8Array): Uint8Array {
  const input = new Cursor(bytes);
  const length = input.varint();
  if (length > LARGEST) throw new Malformed('a block too large');
  const output = new Uint8Array(length);
  let filled = 0;
  const copy = (offset: number, count: number): void => {
    if (offset === 0 || offset > filled || filled + count > length) throw new Malformed('a copy from nowhere');
    // Byte by byte: what is copied may overlap what it is copied to.
    for (const end = filled + count; filled < end; filled += 1) output[filled] = output[filled - offset] as number;
  };
  while (!input.isAtEnd) {
    const tag = input.number(1);
    const upper = tag >> 2;
    switch (tag & 3) {
      case 0: {
        const count = (upper < 60 ? upper : input.number(upper - 59)) + 1;
        if (filled + count > length) throw new Malformed('more than was announced');
        output.set(input.piece(count), filled);
        filled += count;
        break;
      }
      case 1:
        copy(((tag >> 5) << 8) | input.number(1), (upper & 7) + 4);
        break;
      case 2:
        copy(input.number(2), upper + 1);
        break;
      default:
        copy(input.number(4), upper + 1);
    }
  }
  if (filled !== length) throw new Malformed('less than was announced');
  return output;
}

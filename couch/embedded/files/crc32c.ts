// Castagnoli's polynomial, reflected; eight tables, so that eight bytes are taken at a time.
const TABLES = Array.from({ length: 8 }, () => new Int32Array(256));
const [first = new Int32Array(256)] = TABLES;
for (let byte = 0; byte < 256; byte += 1) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  first[byte] = crc;
}
for (const [index, table] of TABLES.entries()) {
  const before = TABLES[index - 1];
  for (let byte = 0; before && byte < 256; byte += 1) {
    const crc = before[byte] ?? 0;
    table[byte] = (crc >>> 8) ^ (first[crc & 0xff] ?? 0);
  }
}
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];

/** CRC-32C of `bytes` from `start` to `end`, as an unsigned number. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (table: Int32Array, index: number): number => table[index] as number;
  let crc = -1;
  let position = start;
  for (; position + 8 <= end; position += 8) {
    const low = crc ^ view.getInt32(position, true);
    const high = view.getInt32(position + 4, true);
    crc =
      at(T7, low & 0xff) ^
      at(T6, (low >>> 8) & 0xff) ^
      at(T5, (low >>> 16) & 0xff) ^
      at(T4, low >>> 24) ^
      at(T3, high & 0xff) ^
      at(T2, (high >>> 8) & 0xff) ^
      at(T1, (high >>> 16) & 0xff) ^
      at(T0, high >>> 24);
  }
  for (; position < end; position += 1) crc = (crc >>> 8) ^ at(T0, (crc ^ view.getUint8(position)) & 0xff);
  return ~crc >>> 0;
}

/** A checksum as LevelDB stores it: turned and shifted, so that a checksum of checksums stays one. */
export const masked = (crc: number): number => ((((crc >>> 15) | (crc << 17)) >>> 0) + 0xa282ead8) >>> 0;

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import compression from 'compression';
import type { RequestHandler } from 'express';

/** Characters from which on compressing is worth it. */
export const SMALLEST = 512;
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** How a text is packed for whoever accepts it, the smallest first. */
export const PACKINGS = ['br', 'gzip'] as const;
const packers = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** `text`, packed: for answers that are kept, which need not be compressed anew for each who asks. */
export const packed = (text: Uint8Array, packing: (typeof PACKINGS)[number]): Promise<Buffer> =>
  packing === 'br' ? packers.br(text, brotli) : packers.gzip(text);

/** Compresses answers for whoever accepts it. A phone pays for bytes, a small server for CPU: brotli 4, gzip 6. */
export const compress = (): RequestHandler => compression({ threshold: SMALLEST, brotli });

declare module 'express-serve-static-core' {
  interface Response {
    /** Sends what the compressor still holds. */
    flush?: () => void;
  }
}

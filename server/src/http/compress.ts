import { constants } from 'node:zlib';
import compression from 'compression';
import type { RequestHandler } from 'express';

/** Compresses answers for whoever accepts it. A phone pays for bytes, a small server for CPU: brotli 4, gzip 6. */
export const compress = (): RequestHandler =>
  compression({ threshold: 512, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } } });

declare module 'express-serve-static-core' {
  interface Response {
    /** Sends what the compressor still holds. */
    flush?: () => void;
  }
}

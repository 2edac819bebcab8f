import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ProblemCode } from './problem.ts';

/** Why a packed body could not be passed on. */
export class BodyRefused extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode) {
    super(code);
    this.name = 'BodyRefused';
    this.code = code;
  }
}

/** The gzip body of `req`, unpacked; fails with BodyRefused beyond `limit` bytes, and when it is no gzip. */
export function unpacked(req: IncomingMessage, limit: number): Readable {
  const body = createGunzip();
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(new BodyRefused('body-too-large'));
      else done(null, chunk);
    },
  });
  // Not a pipeline, which would cut the phone's connection before it has read why.
  body.on('error', () => counted.destroy(new BodyRefused('invalid-request')));
  counted.on('close', () => {
    req.unpipe(body).resume();
    body.destroy();
  });
  req.pipe(body).pipe(counted);
  return counted;
}

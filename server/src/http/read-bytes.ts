import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { problemOf } from './errors.ts';
import type { ProblemCode } from './problem.ts';

const readers = new Map<number, RequestHandler>();

function readerOf(limit: number): RequestHandler {
  const reader = readers.get(limit) ?? express.raw({ type: () => true, limit });
  readers.set(limit, reader);
  return reader;
}

/** The JSON body of a request as bytes, unpacked, up to `limit` of them; none when it brings none. */
export async function readBytes(req: Request, res: Response, limit: number): Promise<Result<Uint8Array, ProblemCode>> {
  const failure = await new Promise<unknown>((resolve) => {
    void readerOf(limit)(req, res, resolve);
  });
  if (failure !== undefined) return fail(problemOf(failure));
  const body: unknown = req.body;
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  return bytes.length === 0 || req.is('application/json') ? ok(bytes) : fail('unsupported-media-type');
}

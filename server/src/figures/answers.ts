import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { AnswerOf, Call } from '../accounts/api-routes.ts';
import { PACKINGS, packed, SMALLEST } from '../http/compress.ts';
import type { Operation } from '../http/operation.ts';

/** An answer as it is sent, and the tag that stands for it. */
interface Text {
  readonly text: string;
  readonly tag: string;
  /** What was packed for somebody: the next one gets the same bytes. */
  readonly packings: Map<string, Promise<Buffer>>;
}

/** Questions about one state of a shop whose answers are kept: the screens ask the same few. */
const MOST = 30;
const answers = new WeakMap<object, LRUCache<string, Text>>();

/**
 * Answers from `figures`, which do not change: the answer to one question is made when it is first asked for. Who has
 * it already is only told so.
 */
export async function sendFigures<O extends Operation>(
  { operation, params, query, req, res }: Pick<Call<O>, 'operation' | 'params' | 'query' | 'req' | 'res'>,
  figures: object,
  answer: () => AnswerOf<O>,
): Promise<void> {
  const question = `${operation.id} ${JSON.stringify([params, query])}`;
  const known = answers.get(figures) ?? new LRUCache<string, Text>({ max: MOST });
  answers.set(figures, known);
  const text = known.get(question) ?? textOf(answer());
  known.set(question, text);
  await sendText(req, res, text);
}

function textOf(figures: unknown): Text {
  const text = JSON.stringify(figures);
  // Weak: it is sent compressed in one way or another.
  return {
    text,
    tag: `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
    packings: new Map(),
  };
}

async function sendText(req: Request, res: Response, { text, tag, packings }: Text): Promise<void> {
  res.setHeader('Cache-Control', 'private, no-cache');
  res.setHeader('ETag', tag);
  if (req.get('if-none-match')?.split(/,\s*/).includes(tag)) {
    res.status(304).end();
    return;
  }
  res.type('json');
  const accepted = text.length < SMALLEST ? false : req.acceptsEncodings([...PACKINGS]);
  const packing = PACKINGS.find((one) => one === accepted);
  if (!packing) {
    res.send(text);
    return;
  }
  const bytes = packings.get(packing) ?? packed(text, packing);
  packings.set(packing, bytes);
  res.setHeader('Content-Encoding', packing);
  res.send(await bytes);
}

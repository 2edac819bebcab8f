import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { AnswerOf, Call } from '../accounts/api-routes.ts';
import type { Operation } from '../http/operation.ts';

/** An answer as it is sent, and the tag that stands for it. */
interface Text {
  readonly text: string;
  readonly tag: string;
}

/** Questions about one state of a shop whose answers are kept: the screens ask the same few. */
const MOST = 30;
const answers = new WeakMap<object, LRUCache<string, Text>>();

/**
 * Answers from `figures`, which do not change: the answer to one question is made when it is first asked for. Who has
 * it already is only told so.
 */
export function sendFigures<O extends Operation>(
  { operation, params, query, req, res }: Pick<Call<O>, 'operation' | 'params' | 'query' | 'req' | 'res'>,
  figures: object,
  answer: () => AnswerOf<O>,
): void {
  const question = `${operation.id} ${JSON.stringify([params, query])}`;
  const known = answers.get(figures) ?? new LRUCache<string, Text>({ max: MOST });
  answers.set(figures, known);
  const text = known.get(question) ?? textOf(answer());
  known.set(question, text);
  sendText(res, text, req.get('if-none-match'));
}

function textOf(figures: unknown): Text {
  const text = JSON.stringify(figures);
  // Weak: it is sent compressed in one way or another.
  return { text, tag: `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}

function sendText(res: Response, { text, tag }: Text, known = ''): void {
  res.setHeader('Cache-Control', 'private, no-cache');
  res.setHeader('ETag', tag);
  if (known.split(/,\s*/).includes(tag)) res.status(304).end();
  else res.type('json').send(text);
}

import type { Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { WholeBook } from '../shop/shop-books.ts';

/** Questions about one state of a shop whose answers are kept: the screens ask the same few. */
const MOST = 30;
const answers = new WeakMap<WholeBook, LRUCache<string, string>>();

/** Sends figures, which are a shop's own and asked for anew each time. */
export const sendFigures = (res: Response, figures: unknown): void => sendText(res, JSON.stringify(figures));

/** Sends the answer to `question` about figures that do not change: it is made when it is first asked for. */
export function sendAnswer(res: Response, shop: WholeBook, question: string, answer: () => unknown): void {
  const known = answers.get(shop) ?? new LRUCache<string, string>({ max: MOST });
  answers.set(shop, known);
  const text = known.get(question) ?? JSON.stringify(answer());
  known.set(question, text);
  sendText(res, text);
}

function sendText(res: Response, text: string): void {
  res.setHeader('Cache-Control', 'private, no-cache');
  res.type('json').send(text);
}

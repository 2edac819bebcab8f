import type { Response } from 'express';
import type { WholeBook } from '../shop/shop-books.ts';

/** Questions about one state of a shop whose answers are kept: the screens ask the same few. */
const MOST = 30;
const answers = new WeakMap<WholeBook, Map<string, string>>();

/** Sends figures, which are a shop's own and asked for anew each time. */
export const sendFigures = (res: Response, figures: unknown): void => sendText(res, JSON.stringify(figures));

/** Sends the answer to `question` about figures that do not change: it is made when it is first asked for. */
export function sendAnswer(res: Response, shop: WholeBook, question: string, answer: () => unknown): void {
  const known = answers.get(shop) ?? new Map<string, string>();
  answers.set(shop, known);
  const text = known.get(question) ?? JSON.stringify(answer());
  known.delete(question);
  known.set(question, text);
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(oldest);
  }
  sendText(res, text);
}

function sendText(res: Response, text: string): void {
  res.setHeader('Cache-Control', 'private, no-cache');
  res.type('json').send(text);
}

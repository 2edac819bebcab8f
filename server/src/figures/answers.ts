import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { AnswerOf, Call } from '../accounts/api-routes.ts';
import type { Member } from '../accounts/require-user.ts';
import { PACKINGS, packed, SMALLEST } from '../http/compress.ts';
import type { Operation } from '../http/operation.ts';
import { keptAnswers } from '../shop/kept-answers.ts';
import { isShown, type Showing, shownRights, shownTo } from '../shop/rights.ts';

/** An answer as it is sent, and the tag that stands for it. */
interface Text {
  readonly bytes: Uint8Array;
  readonly tag: string;
  /** What was packed for somebody: the next one gets the same bytes. */
  readonly packings: Map<string, Promise<Buffer>>;
}

/** Questions about one state of a shop whose answers are kept: the screens ask the same few. */
const MOST = 40;
const texts = keptAnswers<Promise<Text | null>>(MOST);

/** An operation of members of a shop that answers with figures. */
type OfFigures<O extends Operation> = Pick<Call<O>, 'operation' | 'params' | 'query' | 'req' | 'res' | 'refuse'> & {
  readonly caller: Member;
};

/**
 * Answers from `figures`, which do not change: the answer to one question is made when it is first asked for, as far as
 * the caller may see it. Who has it already is only told so; null: there is no such thing. What is kept from the whole
 * role is refused.
 */
export async function sendFigures<O extends Operation>(
  { operation, params, query, req, res, caller, refuse }: OfFigures<O>,
  figures: Showing,
  answer: () => AnswerOf<O> | null | Promise<AnswerOf<O> | null>,
): Promise<void> {
  if (operation.tells && !isShown(figures, caller, operation.tells)) return refuse('forbidden' as 'not-found');
  const question = `${operation.id} ${shownRights(figures, caller)} ${JSON.stringify([params, query])}`;
  const text = await texts(figures, question, async () => {
    const told = await answer();
    return told === null ? null : textOf(shownTo(figures, caller, schemaOf(operation), told));
  });
  if (text) await sendText(req, res, text);
  else refuse('not-found');
}

/** What an operation's answer of status 200 is made of. */
function schemaOf({ id, answers: { 200: shape } }: Operation) {
  if (!shape || 'mediaType' in shape) throw new Error(`${id} answers no figures`);
  return shape;
}

function textOf(figures: unknown): Text {
  const bytes = new TextEncoder().encode(JSON.stringify(figures));
  const tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  // Weak: it is sent compressed in one way or another.
  return { bytes, tag: `W/"${tag}"`, packings: new Map() };
}

/** Whether whoever sends this header has what `tag` stands for; the weak and the strong form are one here. */
const isKnown = (header: string | undefined, tag: string): boolean =>
  (header?.split(',') ?? []).some((one) => one.trim() === '*' || `W/${one.trim().replace(/^W\//, '')}` === tag);

async function sendText(req: Request, res: Response, { bytes, tag, packings }: Text): Promise<void> {
  res.setHeader('Cache-Control', 'private, no-cache');
  res.setHeader('ETag', tag);
  res.vary('Accept-Encoding');
  if (isKnown(req.get('if-none-match'), tag)) {
    res.status(304).end();
    return;
  }
  res.type('json');
  const accepted = bytes.length < SMALLEST ? false : req.acceptsEncodings([...PACKINGS]);
  const packing = PACKINGS.find((one) => one === accepted);
  if (!packing) {
    res.send(bytes);
    return;
  }
  const small = packings.get(packing) ?? packed(bytes, packing);
  packings.set(packing, small);
  res.setHeader('Content-Encoding', packing);
  res.send(await small);
}

import { createHash, type KeyObject } from 'node:crypto';
import { type Paper, type Sealable, sealable, sealCode, sealedText } from '@digiboost/domain/reports';
import type { Instant } from '@digiboost/domain/shared/day';
import { sealed, unsealed } from '../notify/sealed-text.ts';

/** Where the link of a paper leads. */
export const PAPERS_PATH = '/api/v1/papers';

/** Which seal it is, and no shop's id: what is sealed for other ends begins with one. */
const MARK = 'paper/1';

/** A paper as it was when it was sealed. */
export interface SealedPaper extends Omit<Sealable, 'hash'> {
  readonly shop: string;
  readonly sealedAt: Instant;
  readonly code: string;
}

/** The last part of the link to a paper's page. Nothing is kept of it: all that the page shows is in it. */
export const paperToken = (
  secret: KeyObject,
  { title, subject, madeAt, hash, figures }: Sealable,
  { shop, sealedAt }: Pick<SealedPaper, 'shop' | 'sealedAt'>,
): string => {
  const shown = figures.flatMap(({ label, value }) => [label, value]);
  return sealed(secret, [MARK, shop, title, subject, madeAt, sealedAt, sealCode(hash), ...shown]);
};

/** What a link says of its paper; null when this installation did not seal it. */
export function readPaperToken(secret: KeyObject, token: string): SealedPaper | null {
  const [mark, shop, title, subject, madeAt, sealedAt, code, ...shown] = unsealed(secret, token) ?? [];
  if (mark !== MARK || !shop || !title || subject === undefined || !madeAt || !sealedAt || !code) return null;
  const figures = [];
  for (let index = 0; index + 1 < shown.length; index += 2) {
    figures.push({ label: shown[index] ?? '', value: shown[index + 1] ?? '' });
  }
  return { shop, title, subject, madeAt, sealedAt, code, figures };
}

/** By what papers are sealed here: the key, and the address under which the server is reached. */
export interface Sealing {
  readonly secret: KeyObject;
  readonly home: string;
}

/** The paper with its seal, as the server makes it. */
export function withSeal(paper: Paper, shop: string, { secret, home }: Sealing): Paper {
  const hash = createHash('sha256').update(sealedText(paper)).digest('hex');
  const token = paperToken(secret, sealable(paper, hash), { shop, sealedAt: paper.madeAt });
  return { ...paper, seal: { code: sealCode(hash), url: `${home}${PAPERS_PATH}/${token}` } };
}

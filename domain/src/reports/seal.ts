import type { Figure, Paper } from './paper.ts';
import { written } from './written.ts';

/** Hex digits that a code keeps of a SHA-256: 80 bits, which nobody makes another paper for. */
const CODE_DIGITS = 20;
/** Figures that the page of a paper shows. */
const SHOWN = 3;

/** What a server puts its seal under. */
export interface Sealable {
  readonly title: string;
  readonly subject: string;
  readonly madeAt: string;
  /** SHA-256 of `sealedText`, 64 hex digits. */
  readonly hash: string;
  readonly figures: readonly SealedFigure[];
}

/** A main figure, as it is written on the paper. */
export interface SealedFigure {
  readonly label: string;
  readonly value: string;
}

/** All that a paper says, as one text to hash: another figure anywhere is another text. */
export const sealedText = ({ seal: _, ...paper }: Paper): string => JSON.stringify(paper);

/** A hash as people compare it: groups of four. */
export const sealCode = (hash: string): string =>
  (hash.slice(0, CODE_DIGITS).toUpperCase().match(/.{4}/g) ?? []).join('-');

/** What is sealed of a paper with that hash. */
export function sealable(paper: Paper, hash: string): Sealable {
  const { title, subject, madeAt, sections } = paper;
  const figures: Figure[] = sections.flatMap(({ figures: own = [] }) => own);
  return {
    title,
    subject,
    madeAt,
    hash,
    figures: figures.slice(0, SHOWN).map(({ label, value, kind }) => ({ label, value: written(value, kind) })),
  };
}

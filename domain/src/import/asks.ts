/**
 * What a person is asked before a file may do it: the choices, the harmless one first. It also holds while nothing was
 * answered, but nothing is written before every question is.
 */
export const ASKS = {
  /** A known sale price would fall to 0. */
  'price-to-zero': ['keep', 'take'],
  /** A known cost would fall to 0. */
  'cost-to-zero': ['keep', 'take'],
  /** A known code comes with the name of another article. */
  'other-article': ['leave', 'same'],
  /** A known stock would be replaced by a quantity that hardly was counted. */
  'stock-overwritten': ['keep', 'counted'],
} as const satisfies Record<string, readonly string[]>;
export type AskCode = keyof typeof ASKS;
export type Choice<C extends AskCode = AskCode> = (typeof ASKS)[C][number];

/** One row that a question is about. */
export interface AskItem {
  readonly line: number;
  /** The product as the shop calls it. */
  readonly product: string;
  /** What the shop holds, and what the file says: FCFA, units or a name. */
  readonly before: number | string;
  readonly after: number | string;
  /** What the person chose for it; null while they have not. */
  readonly choice: Choice | null;
}

/** A question and the rows it is about. */
export interface Ask {
  readonly code: AskCode;
  readonly items: readonly AskItem[];
}

/** What the person chose, by question (`price-to-zero`) or for one line of it (`price-to-zero:12`). */
export type Answers = Readonly<Record<string, string>>;

/** The key of the answer for one line, beside the question's own. */
export const answerKey = (code: AskCode, line: number): string => `${code}:${line}`;

/** The questions that the rows of a file raise, and what was answered. */
export class Questions {
  readonly #answers: Answers;
  readonly #items = new Map<AskCode, AskItem[]>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  /** Asks about a row; what was chosen, or the harmless choice. */
  ask<C extends AskCode>(code: C, about: Omit<AskItem, 'choice'>): Choice<C> {
    const choices: readonly string[] = ASKS[code];
    const answer = this.#answers[answerKey(code, about.line)] ?? this.#answers[code];
    const choice = answer !== undefined && choices.includes(answer) ? (answer as Choice<C>) : null;
    const items = this.#items.get(code) ?? [];
    items.push({ ...about, choice });
    this.#items.set(code, items);
    return choice ?? (choices[0] as Choice<C>);
  }

  get asked(): Ask[] {
    return (Object.keys(ASKS) as AskCode[]).flatMap((code) => {
      const items = this.#items.get(code);
      return items ? [{ code, items }] : [];
    });
  }
}

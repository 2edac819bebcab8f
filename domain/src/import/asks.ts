/**
 * What a person is asked before a file may do it: the choices, the harmless one first. It also holds while nothing was
 * answered, but nothing is written before every question is.
 */
export const ASKS = {
  /** A known sale price would fall to 0. */
  'price-to-zero': ['keep', 'take'],
  /** A known cost would fall to 0. */
  'cost-to-zero': ['keep', 'take'],
  /** A known sale price would be ten times what it was, or a tenth. */
  'price-far': ['keep', 'take'],
  /** A known cost would be ten times what it was, or a tenth. */
  'cost-far': ['keep', 'take'],
  /** A known sale price would change to one without the tax. */
  'price-untaxed': ['keep', 'take'],
  /** The file tells several places apart: a shop of one's own, or somebody else's. */
  'other-place': ['leave', 'take'],
  /** A known code comes with the name of another article. */
  'other-article': ['leave', 'same'],
  /**
   * A code or a barcode that differs from a known one by what spreadsheets do to numbers, or a known barcode with
   * another code.
   */
  'same-product': ['leave', 'same', 'new'],
  /** A known stock would be replaced by a quantity that hardly was counted. */
  'stock-overwritten': ['keep', 'counted', 'delivered'],
  /** A quantity that only a person can read ("2 cartons + 5", "3,250"): the answer is the number of units. */
  'how-many': ['none'],
  /** Some of an order came back, and the file does not say what. */
  'partly-returned': ['leave', 'sold'],
  /** Days that may be written day first or month first. */
  'date-order': ['dmy', 'mdy'],
} as const satisfies Record<string, readonly string[]>;
export type AskCode = keyof typeof ASKS;
export type Choice<C extends AskCode = AskCode> = (typeof ASKS)[C][number];

/** One row that a question is about. */
export interface AskItem {
  readonly line: number;
  /** The product as the shop calls it. */
  readonly product: string;
  /** What the shop holds, and what the file says: FCFA, units or words. */
  readonly before: number | string;
  readonly after: number | string;
  /** What the person chose for it, or the number they gave; null while they have not. */
  readonly choice: Choice | number | null;
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
    const answer = this.#answerTo(code, about.line);
    const choice = answer !== undefined && choices.includes(answer) ? (answer as Choice<C>) : null;
    this.#note(code, { ...about, choice });
    return choice ?? (choices[0] as Choice<C>);
  }

  /** Asks for the number of units that a row means; null for none, or while nobody said. */
  askNumber(code: 'how-many', about: Omit<AskItem, 'choice'>): number | null {
    const answer = this.#answerTo(code, about.line);
    const number = answer === undefined || answer === '' ? Number.NaN : Number(answer);
    const given = Number.isFinite(number) && number >= 0 ? number : null;
    this.#note(code, { ...about, choice: given ?? (answer === 'none' ? 'none' : null) });
    return given;
  }

  get asked(): Ask[] {
    return (Object.keys(ASKS) as AskCode[]).flatMap((code) => {
      const items = this.#items.get(code);
      return items ? [{ code, items }] : [];
    });
  }

  #answerTo(code: AskCode, line: number): string | undefined {
    const key = answerKey(code, line);
    return Object.hasOwn(this.#answers, key)
      ? this.#answers[key]
      : Object.hasOwn(this.#answers, code)
        ? this.#answers[code]
        : undefined;
  }

  #note(code: AskCode, item: AskItem): void {
    const items = this.#items.get(code);
    if (items) items.push(item);
    else this.#items.set(code, [item]);
  }
}

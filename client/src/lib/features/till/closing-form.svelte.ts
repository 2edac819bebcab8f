import { type ClosingContent, METHODS, type Method } from '@digiboost/domain/documents';
import type { TillPart } from '@digiboost/domain/ledger';

/** The notes and coins of the franc, the largest first. */
export const DENOMINATIONS = [10_000, 5000, 2000, 1000, 500, 250, 200, 100, 50, 25, 10, 5] as const;

/** What was counted, while it is typed. FCFA; null where nothing was typed. */
export class ClosingForm {
  /** How many of each note or coin. */
  readonly notes = $state<Record<number, number | null>>({});
  readonly counted = $state<Record<Method, number | null>>({ CASH: null, WAVE: null, ORANGE_MONEY: null, BANK: null });
  /** Cash that stays in the drawer; null: all of it. */
  left = $state<number | null>(null);
  note = $state('');
  tried = $state(false);
  readonly #expected: () => readonly TillPart[];

  constructor(expected: () => readonly TillPart[]) {
    this.#expected = expected;
  }

  /** What the notes come to; null when none was counted. */
  get ofNotes(): number | null {
    const typed = DENOMINATIONS.filter((note) => (this.notes[note] ?? null) !== null);
    return typed.length === 0 ? null : typed.reduce((sum, note) => sum + note * (this.notes[note] ?? 0), 0);
  }

  countedOf(method: Method): number | null {
    return method === 'CASH' ? (this.ofNotes ?? this.counted.CASH) : this.counted[method];
  }

  /** What should be there; null: the method was never counted, there is nothing to compare with. */
  expectedOf(method: Method): number | null {
    const part = this.#expected().find((one) => one.method === method);
    return part?.base ? part.expected : null;
  }

  /** Counted less expected; null while there is nothing to compare. */
  differenceOf(method: Method): number | null {
    const [counted, expected] = [this.countedOf(method), this.expectedOf(method)];
    return counted === null || expected === null ? null : counted - expected;
  }

  /** What of the cash cannot stay. */
  get leavesTooMuch(): boolean {
    return this.left !== null && this.left > (this.countedOf('CASH') ?? 0);
  }

  /** What is recorded; null while something stands in the way. Of a first count nothing was expected but itself. */
  get content(): Pick<ClosingContent, 'parts' | 'note'> | null {
    const parts = METHODS.flatMap((method) => {
      const counted = this.countedOf(method);
      if (counted === null) return [];
      const left = method === 'CASH' ? (this.left ?? counted) : counted;
      return [{ method, expected: this.expectedOf(method) ?? counted, counted, left }];
    });
    return parts.length === 0 || this.leavesTooMuch ? null : { parts, note: this.note };
  }
}

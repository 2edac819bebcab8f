import { compareNames } from '../french/index.ts';
import type { SoldLine } from './sales-lines.ts';

/** What stands for a part of a day of which no ticket is at hand. */
export const UNTOLD = 'Sans détail';

/** What a line belongs to, of one kind: a stable key, and its name. */
export interface Group {
  readonly key: string;
  readonly name: string;
}

/** Groups numbered from 1, the one that sold most first. */
export class Groups {
  readonly #of: (line: SoldLine) => Group;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly names: readonly string[];

  constructor(lines: readonly SoldLine[], of: (line: SoldLine) => Group) {
    this.#of = of;
    const found = new Map<string, { name: string; amount: number }>();
    for (const line of lines) {
      const { key, name } = of(line);
      const known = found.get(key) ?? { name, amount: 0 };
      found.set(key, { name: known.name, amount: known.amount + line.amount });
    }
    const ordered = [...found].sort(
      ([a, one], [b, other]) => other.amount - one.amount || compareNames(one.name, other.name) || (a < b ? -1 : 1),
    );
    this.#numbers = new Map(ordered.map(([key], index) => [key, index + 1]));
    this.names = ordered.map(([, { name }]) => name);
  }

  numberOf(line: SoldLine): number {
    return this.#numbers.get(this.#of(line).key) ?? 0;
  }

  nameOf(line: SoldLine): string {
    return this.names[this.numberOf(line) - 1] ?? UNTOLD;
  }
}

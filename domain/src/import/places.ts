import type { Questions } from './asks.ts';
import { headerOf } from './header.ts';
import type { Cell } from './table.ts';
import { cellText, fold } from './text.ts';
import type { ImportInput } from './types.ts';

const PLACE =
  /^(?:(?:nom|name) (?:de la |du |de l |of )?)?(?:boutiques?|magasins?|points? de vente|shop|store|location|lieu|succursale|agence|etablissement|outlet|depot|entrepot|warehouse|site|branch)(?: (?:name|nom))?$/;
/** More are hardly the places of one shopkeeper. */
const MOST = 30;
const LONGEST = 60;

/** The rows that a file tells of each of several places, and whether the person takes them for this shop's. */
export class Places {
  readonly #column: number | null;
  readonly #questions: Questions;
  readonly #rows = new Map<string, { readonly name: string; readonly line: number; count: number }>();
  readonly #taken = new Map<string, boolean>();

  constructor({ table, mapping, kind }: Pick<ImportInput, 'table' | 'mapping' | 'kind'>, questions: Questions) {
    this.#questions = questions;
    const taken = new Set(Object.values(mapping));
    const column = headerOf(table).findIndex(
      (cell, index) => !taken.has(index) && PLACE.test(fold(cellText(cell).slice(0, LONGEST))),
    );
    this.#column = column < 0 || kind === 'customers' || kind === 'catalogue' ? null : column;
    if (this.#column === null) return;
    for (let index = table.headerIndex + 1; index < table.rows.length; index++) {
      const name = this.#nameOf(table.rows[index] ?? []);
      if (name === '') continue;
      const own = this.#rows.get(fold(name)) ?? { name, line: index + 1, count: 0 };
      own.count += 1;
      this.#rows.set(fold(name), own);
    }
  }

  /** Whether the row is to be read: what the file says of another place is not, unless the person takes it. */
  takes(cells: readonly Cell[]): boolean {
    if (this.#rows.size < 2 || this.#rows.size > MOST) return true;
    const key = fold(this.#nameOf(cells));
    const place = this.#rows.get(key);
    if (!place) return true;
    const known = this.#taken.get(key);
    if (known !== undefined) return known;
    const { line, name, count } = place;
    const isTaken = this.#questions.ask('other-place', { line, product: name, before: count, after: '' }) === 'take';
    this.#taken.set(key, isTaken);
    return isTaken;
  }

  #nameOf = (cells: readonly Cell[]): string => cellText(cells[this.#column ?? -1]).slice(0, LONGEST);
}

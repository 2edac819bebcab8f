import { rowKinds } from './data-rows.ts';
import { membersOf } from './families.ts';
import { Places } from './places.ts';
import { Reading } from './reading.ts';
import { Row } from './row.ts';
import type { Cell } from './table.ts';
import { cellText, fold } from './text.ts';

const PROGRESS_EVERY = 500;

/** The rows of a file's sheet, each with its cells, and the faults found so far. */
export class Sheet extends Reading {
  /** The rows of data, one by one; what people write around them is set aside. Tells how far it is. */
  *rows(onProgress?: (done: number, of: number) => void): Generator<Row> {
    const { table, mapping } = this.input;
    const first = table.headerIndex + 1;
    const count = table.rows.length - first;
    const kinds = rowKinds(this.input.kind, table, mapping);
    const members = membersOf(table.rows.slice(first), this.input);
    const places = new Places(this.input, this.questions);
    const parents = parentTypes(table.rows.slice(first), mapping.rowType);
    for (let index = 0; index < count; index++) {
      if (index % PROGRESS_EVERY === 0) onProgress?.(index, count);
      const kind = kinds[index] ?? 'blank';
      if (kind === 'blank') continue;
      this.rowCount++;
      const row = new Row(this, table.rows[first + index] ?? [], first + index + 1, members[index]);
      const isParent = parents.has(fold(cellText(row.cell('rowType'))));
      const beside = isParent ? 'parent-row' : members[index]?.isExtra ? 'note-row' : null;
      const own = beside ?? (places.takes(table.rows[first + index] ?? []) ? null : 'other-place');
      const aside = kind === 'data' ? own : kind;
      if (aside === null) yield row;
      else {
        this.asideCount++;
        row.setAside(aside);
      }
    }
    onProgress?.(count, count);
  }
}

/** The types of rows that only hold variants together, in a file that lists the variants too. */
function parentTypes(rows: readonly (readonly Cell[])[], column: number | undefined): ReadonlySet<string> {
  const hasVariants = column !== undefined && rows.some((cells) => /^variation\b/.test(fold(cellText(cells[column]))));
  return new Set(hasVariants ? ['variable', 'grouped'] : []);
}

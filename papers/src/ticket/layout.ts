import type { ReceiptRow } from '@digiboost/domain/reports/receipt';

/** One line of a ticket on a printer that knows characters alone. */
export interface TicketLine {
  readonly text: string;
  /** Twice as high, and bold. */
  readonly isLarge: boolean;
}

const LARGE: ReadonlySet<string> = new Set(['title']);

/** `text` in pieces of at most `width` characters, cut at spaces where there are any. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    let rest = word;
    if (line !== '' && line.length + 1 + rest.length <= width) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    line = rest;
  }
  return [...lines, line];
}

const centred = (text: string, columns: number): string => ' '.repeat(Math.floor((columns - text.length) / 2)) + text;

/** Left and right on one line where both have room, else each on its own. */
function pair(left: string, right: string, columns: number): string[] {
  if (left.length + 1 + right.length <= columns) return [left + right.padStart(columns - left.length)];
  return [...wrap(left, columns), ...wrap(right, columns).map((line) => line.padStart(columns))];
}

/** `rows` on paper `columns` characters wide; no line is longer. */
export function ticketLines(rows: readonly ReceiptRow[], columns: number): TicketLine[] {
  return rows.flatMap((row): TicketLine[] => {
    if (row.kind === 'rule') return [{ text: '-'.repeat(columns), isLarge: false }];
    if (row.kind === 'pair') {
      const isLarge = row.isTotal ?? false;
      return pair(row.left, row.right, columns).map((text) => ({ text, isLarge }));
    }
    const isLarge = LARGE.has(row.kind);
    return wrap(row.text, columns).map((line) => ({
      text: row.kind === 'text' ? line : centred(line, columns),
      isLarge,
    }));
  });
}

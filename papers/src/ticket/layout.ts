import type { ReceiptRow } from '@digiboost/domain/reports/receipt';

export type TextStyle = 'usual' | 'bold' | 'large';
export type TextPlace = 'left' | 'centre' | 'right';

/** One line of a ticket as it stands on the paper. */
export interface TicketLine {
  readonly style: TextStyle;
  readonly texts: readonly (readonly [text: string, place: TextPlace])[];
  /** A line across the paper instead of words. */
  readonly isRule: boolean;
}

/** How wide the paper and a text on it are: in characters, or in points. */
export interface Measure {
  readonly room: number;
  widthOf(text: string, style: TextStyle): number;
}

/** `text` in lines that fit, cut at spaces where there are any. */
function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && fits(`${line} ${word}`)) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const letter of word) {
      if (line !== '' && !fits(line + letter)) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line];
}

const styleOf = (row: Exclude<ReceiptRow, { kind: 'rule' }>): TextStyle => {
  if (row.kind === 'pair') return row.isTotal ? 'large' : 'usual';
  return row.kind === 'title' ? 'large' : row.kind === 'text' ? 'bold' : 'usual';
};

/** `rows` on paper as wide as `measure` says; no line is wider. */
export function ticketLines(rows: readonly ReceiptRow[], { room, widthOf }: Measure): TicketLine[] {
  return rows.flatMap((row): TicketLine[] => {
    if (row.kind === 'rule') return [{ style: 'usual', texts: [], isRule: true }];
    const style = styleOf(row);
    const fits = (text: string): boolean => widthOf(text, style) <= room;
    const lines = (text: string, place: TextPlace): TicketLine[] =>
      wrapped(text, fits).map((line) => ({ style, texts: [[line, place]], isRule: false }));
    if (row.kind !== 'pair') return lines(row.text, row.kind === 'text' ? 'left' : 'centre');
    const [left, right] = [row.left.trimEnd(), row.right];
    if (!fits(`${left} ${right}`)) return [...lines(left, 'left'), ...lines(right, 'right')];
    return [
      {
        style,
        texts: [
          [left, 'left'],
          [right, 'right'],
        ],
        isRule: false,
      },
    ];
  });
}

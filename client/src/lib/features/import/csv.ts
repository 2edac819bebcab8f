import Papa from 'papaparse';

const DELIMITERS = [';', '\t', ',', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const LOOKED_AT = 30;

/** How often each delimiter stands in a line, outside of quotes. */
function countIn(line: string, delimiter: string): number {
  let count = 0;
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) count++;
  }
  return count;
}

/** The delimiter that most lines hold equally often; decimal commas vary from line to line and lose. */
export function guessDelimiter(text: string): Delimiter {
  const lines = text
    .slice(0, 60_000)
    .split('\n', LOOKED_AT)
    .filter((line) => line.trim() !== '');
  let best: Delimiter = ';';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => countIn(line, delimiter));
    const usual = [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    if (usual === 0) continue;
    const agreeing = counts.filter((count) => count === usual).length / counts.length;
    const score = agreeing * 10 + Math.min(usual, 9) / 10;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** The rows of a CSV text, every cell as text; line ends of any kind, also mixed. */
export function parseCsv(raw: string): { rows: string[][]; delimiter: Delimiter } {
  // A parser that settled on one kind of line end would join the lines that end otherwise.
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  // Excel's own hint.
  const hint = /^"?sep=([;,\t|])"?\n/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const delimiter = (hint?.[1] as Delimiter | undefined) ?? guessDelimiter(body);
  const options = { delimiter, newline: '\n' as const };
  const parsed = Papa.parse<string[]>(body, options);
  // One quote that is never closed would swallow the rest of the file: read quotes as letters then.
  const unclosed = parsed.errors.some(({ code }) => code === 'MissingQuotes');
  const rows = unclosed ? Papa.parse<string[]>(body, { ...options, quoteChar: '\u0000' }).data : parsed.data;
  const cells = rows.map((row) => row.map(plainCell));
  // The hint was a line of the file too: the numbers of the lines must be those that Excel shows.
  return { rows: hint ? [[], ...cells] : cells, delimiter };
}

/** A cell without what keeps a spreadsheet from reading it as a number or a formula: ="00123", '00123. */
const plainCell = (cell: string): string => /^="(.*)"$/s.exec(cell)?.[1] ?? cell.replace(/^'(?=[=+\-@\d])/, '');

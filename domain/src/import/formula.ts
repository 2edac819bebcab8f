import { apply, type FormulaValue, FUNCTIONS, fail, isList, num, Unknown, type Value } from './formula-functions.ts';

/**
 * How a formula reads other cells: `sheet` null is its own; `column` and `row` count from 0. Throws what `fail` throws.
 */
export type CellReader = (sheet: string | null, row: number, column: number) => FormulaValue;

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:E[+-]?\d+)?)|"((?:[^"]|"")*)"|((?:'(?:[^']|'')+'|[\p{L}\w.]+)!)?\$?([A-Z]{1,3})\$?(\d{1,7})(?![\w(])|([\p{L}_][\w.]*)\s*(?=\()|(TRUE|FALSE)\b|(<>|<=|>=|[-+*/^&=<>(),:%;]))/uy;

interface Token {
  readonly kind: 'number' | 'text' | 'cell' | 'function' | 'sign';
  readonly text: string;
  readonly sheet: string | null;
  readonly row: number;
  readonly column: number;
}

/** The column that letters name, from 0: A is 0, AA 26. */
const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function tokensOf(formula: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const body = formula.replace(/^=/, '').trimEnd();
  while (TOKEN.lastIndex < body.length) {
    const match = TOKEN.exec(body);
    if (!match) return fail();
    const [, number, text, sheet, letters, row, name, truth, sign] = match;
    const token = { text: '', sheet: null, row: 0, column: 0 };
    if (number !== undefined) tokens.push({ ...token, kind: 'number', text: number });
    else if (text !== undefined) tokens.push({ ...token, kind: 'text', text: text.replaceAll('""', '"') });
    else if (letters !== undefined) {
      const own = sheet === undefined ? null : sheet.slice(0, -1).replace(/^'|'$/g, '').replaceAll("''", "'");
      tokens.push({ ...token, kind: 'cell', sheet: own, row: Number(row) - 1, column: columnOf(letters) });
    } else if (name !== undefined) tokens.push({ ...token, kind: 'function', text: name.toUpperCase() });
    else if (truth !== undefined) tokens.push({ ...token, kind: 'number', text: truth === 'TRUE' ? '1' : '0' });
    else tokens.push({ ...token, kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

const MAX_RANGE = 20_000;
/** How the signs between two values bind, the loosest first. */
const BINDING: readonly (readonly string[])[] = [
  ['=', '<>', '<', '>', '<=', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

class Parser {
  readonly #tokens: readonly Token[];
  readonly #read: CellReader;
  #at = 0;

  constructor(tokens: readonly Token[], read: CellReader) {
    this.#tokens = tokens;
    this.#read = read;
  }

  whole(): FormulaValue {
    const value = this.#binary(0);
    return this.#at < this.#tokens.length || isList(value) ? fail() : value;
  }

  #isNext(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #binary(level: number): Value {
    const signs = BINDING[level];
    if (!signs) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const sign = signs.find((text) => this.#isNext(text));
      if (sign === undefined) return left;
      left = apply(sign, left, this.#binary(level + 1));
    }
  }

  #unary(): Value {
    if (this.#isNext('-')) return 0 - num(this.#unary());
    if (this.#isNext('+')) return num(this.#unary());
    let value = this.#primary();
    while (this.#isNext('%')) value = num(value) / 100;
    return value;
  }

  #primary(): Value {
    if (this.#isNext('(')) {
      const value = this.#binary(0);
      return this.#isNext(')') ? value : fail();
    }
    const token = this.#tokens[this.#at++];
    switch (token?.kind) {
      case 'number':
        return Number(token.text);
      case 'text':
        return token.text;
      case 'cell':
        return this.#isNext(':') ? this.#range(token) : this.#read(token.sheet, token.row, token.column);
      case 'function':
        return this.#call(token.text);
      default:
        return fail();
    }
  }

  #range(from: Token): Value {
    const to = this.#tokens[this.#at++];
    if (to?.kind !== 'cell') return fail();
    if ((to.row - from.row + 1) * (to.column - from.column + 1) > MAX_RANGE) return fail();
    const values: FormulaValue[] = [];
    for (let row = from.row; row <= to.row; row++) {
      for (let column = from.column; column <= to.column; column++) values.push(this.#read(from.sheet, row, column));
    }
    return values;
  }

  #call(name: string): Value {
    const made = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!made || !this.#isNext('(')) return fail();
    const args: Value[] = [];
    if (!this.#isNext(')')) {
      do args.push(this.#binary(0));
      while (this.#isNext(',') || this.#isNext(';'));
      if (!this.#isNext(')')) return fail();
    }
    return made(args);
  }
}

/**
 * What a formula of the usual sums gives: the four operations, comparisons, and functions such as SUM, ROUND or IF over
 * cells. Null when it holds anything else.
 */
export function evaluateFormula(formula: string, read: CellReader): FormulaValue {
  if (formula.length > 500) return null;
  try {
    const value = new Parser(tokensOf(formula), read).whole();
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  } catch (error) {
    if (error instanceof Unknown) return null;
    throw error;
  }
}

/** What stands in a cell whose formula has no result in the file and cannot be worked out. */
export const NO_RESULT = '#SANS RÉSULTAT';

/** The value of a cell that a formula names: a number, a text, or nothing. */
export type FormulaValue = number | string | boolean | null;

/** How a formula reads other cells: `sheet` null is its own; `column` and `row` count from 0. Throws what `fail` throws. */
export type CellReader = (sheet: string | null, row: number, column: number) => FormulaValue;

/** A formula of something else than the usual sums: its value is not known. */
class Unknown extends Error {}

const fail = (): never => {
  throw new Unknown();
};

type Value = FormulaValue | readonly FormulaValue[];

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

const isList = (value: Value): value is readonly FormulaValue[] => Array.isArray(value);

/** A value where a number is expected: an empty cell is 0, a text that is no number makes the formula unknown. */
function num(value: Value): number {
  if (isList(value)) return fail();
  if (value === null || value === '') return 0;
  if (typeof value === 'string') return Number.isFinite(Number(value)) ? Number(value) : fail();
  return Number(value);
}

/** The numbers of a function's arguments; texts of ranges are left out, as spreadsheets do. */
const numbersOf = (values: readonly Value[]): number[] =>
  values.flatMap((value) => (isList(value) ? value.filter((v): v is number => typeof v === 'number') : [num(value)]));

const round = (value: number, digits: number, how: (x: number) => number): number => {
  const unit = 10 ** digits;
  return (Math.sign(value) * how(Math.abs(value) * unit + 1e-9)) / unit;
};

const FUNCTIONS: Readonly<Record<string, (args: readonly Value[]) => FormulaValue>> = {
  SUM: (args) => numbersOf(args).reduce((sum, value) => sum + value, 0),
  PRODUCT: (args) => numbersOf(args).reduce((product, value) => product * value, 1),
  MIN: (args) => Math.min(...numbersOf(args)),
  MAX: (args) => Math.max(...numbersOf(args)),
  AVERAGE: (args) => {
    const numbers = numbersOf(args);
    return numbers.length === 0 ? fail() : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  },
  COUNT: (args) => numbersOf(args).length,
  ABS: ([value = null]) => Math.abs(num(value)),
  INT: ([value = null]) => Math.floor(num(value)),
  ROUND: ([value = null, digits = 0]) => round(num(value), num(digits), (x) => Math.floor(x + 0.5)),
  ROUNDUP: ([value = null, digits = 0]) => round(num(value), num(digits), (x) => Math.ceil(x - 2e-9)),
  ROUNDDOWN: ([value = null, digits = 0]) => round(num(value), num(digits), Math.floor),
  CEILING: ([value = null, step = 1]) => Math.ceil(num(value) / num(step)) * num(step),
  FLOOR: ([value = null, step = 1]) => Math.floor(num(value) / num(step)) * num(step),
  MROUND: ([value = null, step = 1]) => Math.round(num(value) / num(step)) * num(step),
  IF: ([condition = null, then = true, other = false]) => {
    const chosen = num(condition) !== 0 ? then : other;
    return isList(chosen) ? fail() : chosen;
  },
  IFERROR: ([value = null, other = null]) => {
    const chosen = Number.isNaN(value) ? other : value;
    return isList(chosen) ? fail() : chosen;
  },
  AND: (args) => numbersOf(args).every((value) => value !== 0),
  OR: (args) => numbersOf(args).some((value) => value !== 0),
  NOT: ([value = null]) => num(value) === 0,
  CONCATENATE: (args) => args.map((value) => (isList(value) ? fail() : String(value ?? ''))).join(''),
  SUMPRODUCT: (args) => {
    const lists = args.map((value) => (isList(value) ? value : [value]));
    const length = lists[0]?.length ?? 0;
    if (lists.some((list) => list.length !== length)) return fail();
    return Array.from({ length }, (_, index) =>
      lists.reduce((product, list) => product * (typeof list[index] === 'number' ? list[index] : 0), 1),
    ).reduce((sum, value) => sum + value, 0);
  },
};

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

function apply(sign: string, left: Value, right: Value): FormulaValue {
  if (isList(left) || isList(right)) return fail();
  switch (sign) {
    case '&':
      return `${left ?? ''}${right ?? ''}`;
    case '+':
      return num(left) + num(right);
    case '-':
      return num(left) - num(right);
    case '*':
      return num(left) * num(right);
    case '/':
      // Not a failure yet: an IF may pass over it.
      return num(right) === 0 ? Number.NaN : num(left) / num(right);
    case '^':
      return num(left) ** num(right);
    default:
      return compare(sign, left ?? 0, right ?? 0);
  }
}

function compare(sign: string, left: string | number | boolean, right: string | number | boolean): boolean {
  const [a, b] = [left, right].map((value) => (typeof value === 'string' ? value.toLowerCase() : Number(value))) as [
    string | number,
    string | number,
  ];
  const isEqual = a === b || (a === 0 && b === '') || (b === 0 && a === '');
  if (sign === '=') return isEqual;
  if (sign === '<>') return !isEqual;
  if (typeof a !== typeof b) return fail();
  return sign === '<' ? a < b : sign === '>' ? a > b : sign === '<=' ? a <= b : a >= b;
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

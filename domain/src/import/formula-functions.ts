/** The value of a cell that a formula names: a number, a text, or nothing. */
export type FormulaValue = number | string | boolean | null;

/** A formula of something else than the usual sums: its value is not known. */
export class Unknown extends Error {}

export const fail = (): never => {
  throw new Unknown();
};

export type Value = FormulaValue | readonly FormulaValue[];

export const isList = (value: Value): value is readonly FormulaValue[] => Array.isArray(value);

/** A value where a number is expected: an empty cell is 0, a text that is no number makes the formula unknown. */
export function num(value: Value): number {
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

export const FUNCTIONS: Readonly<Record<string, (args: readonly Value[]) => FormulaValue>> = {
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

export function apply(sign: string, left: Value, right: Value): FormulaValue {
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

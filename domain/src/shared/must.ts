/** Returns `value`, or throws when it is missing: for what cannot be missing unless the program is wrong. */
export function must<T>(value: T | null | undefined, what = 'value'): T {
  if (value === null || value === undefined) throw new Error(`Missing ${what}`);
  return value;
}

/** The middle one of several figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** To one decimal. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Bytes in MB (10^6), to two decimals. */
export const toMB = (bytes: number): number => Math.round(bytes / 10_000) / 100;

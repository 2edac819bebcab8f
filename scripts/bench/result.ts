/** What a bench measured, and in which conditions beyond the machine's. */
export interface BenchResult {
  readonly figures: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
}

const DAYS = 7;
const WEEKS = 5;
const MONTHS = 12;
const DAY_MS = 86_400_000;

/**
 * Which of these instants' backups are kept: the newest of each of the last 7 days, 5 weeks (from Monday) and 12
 * months that have one, in UTC.
 */
export function keptBackups(instants: readonly string[]): Set<string> {
  const newestFirst = [...instants].sort().reverse();
  const kept = new Set<string>();
  for (const [periodOf, count] of PERIODS) {
    const seen = new Set<string>();
    for (const at of newestFirst) {
      const period = periodOf(at);
      if (seen.has(period) || seen.size === count) continue;
      seen.add(period);
      kept.add(at);
    }
  }
  return kept;
}

const weekOf = (at: string): string => {
  const day = Math.floor(Date.parse(at) / DAY_MS);
  // 1970-01-01 was a Thursday.
  return String(Math.floor((day + 3) / 7));
};

const PERIODS: readonly (readonly [(at: string) => string, number])[] = [
  [(at) => at.slice(0, 10), DAYS],
  [weekOf, WEEKS],
  [(at) => at.slice(0, 7), MONTHS],
];

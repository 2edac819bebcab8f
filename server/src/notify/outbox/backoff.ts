/** The wait before the first retry doubles with each further one, up to the longest. */
const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;
/** A provider that asks for more is asked again after an hour. */
const LONGEST_ASKED_MS = 60 * 60_000;

/**
 * How long to wait after try number `attempts` (1 for the first), ms: exponential with full jitter, so that the tries
 * of many servers and messages spread (AWS Architecture Blog, "Exponential Backoff And Jitter"). At least a second, and
 * never sooner than the provider asks.
 */
export function backoff(attempts: number, random: () => number, retryAfterMs = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  const jittered = Math.max(1_000, Math.round(random() * ceiling));
  const asked = Math.min(retryAfterMs, LONGEST_ASKED_MS);
  // Everybody was told the same time: they must not all come back in the same instant.
  return asked > 0 ? asked + Math.min(jittered, 60_000) : jittered;
}

/** A Retry-After header in ms: seconds or an HTTP date; 0 when there is none that can be read. */
export function retryAfterMs(header: string | null | undefined, now: Date): number {
  if (!header) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

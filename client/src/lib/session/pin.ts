/** What the phone keeps of a PIN: never the PIN. */
export interface PinRecord {
  readonly salt: string;
  readonly iterations: number;
  readonly hash: string;
  /** Wrong tries since the last right one. */
  readonly failures: number;
}

/** What a try led to. `record` is to be kept; `leftBeforeWait`: wrong tries until the phone makes one wait. */
export interface PinOutcome {
  readonly result: 'right' | 'wrong' | 'blocked' | 'must-sign-in';
  readonly record: PinRecord;
  readonly waitMs: number;
  readonly leftBeforeWait: number;
}

// A few hundred milliseconds on a low-end phone.
const ITERATIONS = 210_000;
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** After so many wrong tries only the password opens the phone. */
export const MOST_TRIES = 10;

/** 4 to 6 digits. */
export const isPin = (text: string): boolean => /^\d{4,6}$/.test(text);

const toText = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const toBytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

async function hashOf(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256);
  return toText(new Uint8Array(bits));
}

/** The record of a new PIN. */
export async function createPin(pin: string, iterations = ITERATIONS): Promise<PinRecord> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt: toText(salt), iterations, hash: await hashOf(pin, salt, iterations), failures: 0 };
}

/** How long to wait after `failures` wrong tries: nothing for three, then 30 s, doubling up to 15 minutes. */
export const waitAfter = (failures: number): number =>
  failures < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES), LONGEST_WAIT_MS);

/**
 * Tries `pin`, `waitedMs` after the last wrong try or the opening of the app: no clock that can be set shortens the
 * wait. While blocked nothing is compared, so that guessing gains nothing.
 */
export async function tryPin(record: PinRecord, pin: string, waitedMs: number): Promise<PinOutcome> {
  if (record.failures >= MOST_TRIES) return { result: 'must-sign-in', record, waitMs: 0, leftBeforeWait: 0 };
  const leftMs = waitAfter(record.failures) - waitedMs;
  if (leftMs > 0) return { result: 'blocked', record, waitMs: leftMs, leftBeforeWait: 0 };
  if ((await hashOf(pin, toBytes(record.salt), record.iterations)) === record.hash) {
    return { result: 'right', record: { ...record, failures: 0 }, waitMs: 0, leftBeforeWait: 0 };
  }
  const failures = record.failures + 1;
  const waitMs = waitAfter(failures);
  return {
    result: failures >= MOST_TRIES ? 'must-sign-in' : waitMs > 0 ? 'blocked' : 'wrong',
    record: { ...record, failures },
    waitMs,
    leftBeforeWait: Math.max(0, FREE_TRIES - failures),
  };
}

import type { Outcome } from '../channel.ts';

/** Failures that come before anything was sent: no connection was made. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EDNS',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UND_ERR_CONNECT_TIMEOUT',
]);

interface Coded {
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** The system's code of a failed call; fetch keeps it in the cause. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, cause } = error as Coded;
  return typeof code === 'string' ? code : codeOf(cause);
}

/** What a call that got no answer tells: refused connections sent nothing, anything else may have. */
export const withoutAnswer = (error: unknown): Outcome =>
  BEFORE_SENDING.has(codeOf(error)) ? { kind: 'later', reason: 'no-answer' } : { kind: 'unknown', reason: 'no-answer' };

/** A refusal of a provider's API, with what its own library's exception leaves out. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly retryAfter: string | undefined;
  constructor(status: number, code: number, retryAfter: string | undefined) {
    super(`The provider refused: ${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

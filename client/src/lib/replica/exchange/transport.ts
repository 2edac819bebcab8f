import { type PhoneTime, type Reading, read } from '../clock.ts';

/**
 * Why a request brought nothing. offline: no answer, or half of one; signed-out: there is no valid session; forbidden:
 * this session may not; rejected: the server will never take this request as it is; unavailable: the server answered
 * that it cannot just now; aborted: by us.
 */
export type RemoteFault = 'offline' | 'signed-out' | 'forbidden' | 'rejected' | 'unavailable' | 'aborted';

export class RemoteError extends Error {
  readonly fault: RemoteFault;
  /** What the server asked us to wait, ms. */
  readonly retryAfterMs: number;

  constructor(fault: RemoteFault, message: string, retryAfterMs = 0) {
    super(message);
    this.fault = fault;
    this.retryAfterMs = retryAfterMs;
  }
}

/** How requests reach the shop's database. */
export interface Transport {
  /** The database, without a slash at the end. */
  readonly url: string;
  readonly fetch: typeof fetch;
  /**
   * A valid access token, another one than `refused`, in the name of `by` where they work on this phone; null when
   * there is no session. Throws when offline.
   */
  token(refused?: string, by?: string): Promise<string | null>;
  /** Ends every request under way. */
  readonly signal?: AbortSignal;
  readonly time: PhoneTime;
  /** Called at each answer with the server's own time, ms, and the phone's when it asked and when it was answered. */
  onAnswer(serverMs: number | null, asked: Reading, answered: Reading): void;
  /** Bytes of bodies, as far as they can be told from here. */
  onTraffic(bytesIn: number, bytesOut: number): void;
}

export interface ExchangeOptions {
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Gives up when nothing arrives for this long, ms. */
  readonly silenceMs?: number;
}

const COMPRESS_FROM = 4_096;
const SILENCE_MS = 45_000;

/** Sends one request and returns its JSON answer. A refused token is renewed once. Throws RemoteError. */
export async function exchange(
  transport: Transport,
  method: 'GET' | 'POST',
  path: string,
  options: ExchangeOptions = {},
): Promise<unknown> {
  const token = await transport.token();
  if (token === null) throw new RemoteError('signed-out', 'no session');
  const payload = options.body === undefined ? null : await encode(JSON.stringify(options.body));
  const first = await attempt(transport, method, path, token, payload, options);
  if (first.status !== 401) return parse(first);
  const renewed = await transport.token(token);
  if (renewed === null) throw new RemoteError('signed-out', 'the session has expired');
  return parse(await attempt(transport, method, path, renewed, payload, options));
}

interface Payload {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly compressed: boolean;
}

async function encode(text: string): Promise<Payload> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length < COMPRESS_FROM || typeof CompressionStream === 'undefined') return { bytes, compressed: false };
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return { bytes: new Uint8Array(await new Response(stream).arrayBuffer()), compressed: true };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number;
}

async function attempt(
  transport: Transport,
  method: string,
  path: string,
  token: string,
  payload: Payload | null,
  options: ExchangeOptions,
): Promise<Answer> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  const signals = [transport.signal, options.signal].filter((signal) => signal !== undefined);
  const isStopped = () => signals.some((signal) => signal.aborted);
  for (const signal of signals) signal.addEventListener('abort', stop);
  if (isStopped()) stop();
  const silence = watchdog(stop, options.silenceMs ?? SILENCE_MS);
  try {
    const asked = read(transport.time);
    const response = await transport.fetch(`${transport.url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        ...(payload ? { 'Content-Type': 'application/json' } : {}),
        ...(payload?.compressed ? { 'Content-Encoding': 'gzip' } : {}),
      },
      ...(payload ? { body: payload.bytes } : {}),
      cache: 'no-store',
      credentials: 'omit',
      signal: abort.signal,
    });
    const date = Date.parse(response.headers.get('date') ?? '');
    transport.onAnswer(Number.isNaN(date) ? null : date, asked, read(transport.time));
    const text = await readAll(response, silence.feed, (bytes) => transport.onTraffic(bytes, 0));
    return { status: response.status, text, retryAfterMs: Number(response.headers.get('retry-after') ?? 0) * 1000 };
  } catch (error) {
    if (isStopped()) throw new RemoteError('aborted', 'stopped');
    throw new RemoteError('offline', error instanceof Error ? error.message : 'no answer');
  } finally {
    silence.stop();
    for (const signal of signals) signal.removeEventListener('abort', stop);
    transport.onTraffic(0, payload?.bytes.length ?? 0);
  }
}

function watchdog(bark: () => void, afterMs: number): { feed: () => void; stop: () => void } {
  let timer = setTimeout(bark, afterMs);
  return {
    feed: () => {
      clearTimeout(timer);
      timer = setTimeout(bark, afterMs);
    },
    stop: () => clearTimeout(timer),
  };
}

async function readAll(response: Response, arrived: () => void, count: (bytes: number) => void): Promise<string> {
  arrived();
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    arrived();
    count(value.length);
    text += decoder.decode(value, { stream: true });
  }
}

function parse(answer: Answer): unknown {
  const { status, text, retryAfterMs } = answer;
  if (status === 401) throw new RemoteError('signed-out', 'the session was refused');
  if (status === 403) throw new RemoteError('forbidden', reasonOf(text, status));
  if (status === 408 || status === 425 || status === 429 || status >= 500 || status === 404) {
    throw new RemoteError('unavailable', reasonOf(text, status), Number.isNaN(retryAfterMs) ? 0 : retryAfterMs);
  }
  if (status >= 400) throw new RemoteError('rejected', reasonOf(text, status));
  try {
    return JSON.parse(text);
  } catch {
    throw new RemoteError('offline', 'half an answer');
  }
}

function reasonOf(text: string, status: number): string {
  try {
    const { reason, detail, error } = JSON.parse(text) as Record<string, unknown>;
    return `${status} ${String(reason ?? detail ?? error ?? '')}`;
  } catch {
    // No JSON: a proxy answered.
    return String(status);
  }
}

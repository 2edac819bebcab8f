import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a stand-in for a provider does with one request. */
export type Behaviour =
  /** Takes it and answers. */
  | 'accept'
  /** Takes it, and cuts the line instead of answering. */
  | 'lose-answer'
  /** Cuts the line without having taken it. */
  | 'drop'
  /** Takes it, and never answers. */
  | 'silence'
  /** Takes it, answers late. */
  | { readonly delayMs: number }
  /** Refuses it. */
  | { readonly status: number; readonly code?: number; readonly retryAfter?: number };

/** Chooses what happens to request number `n`, counted from 1. */
export type Script = (n: number) => Behaviour;

/** Answers JSON. */
export function json(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A request's whole body as text. */
export async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks as unknown as Uint8Array[]).toString('utf8');
}

/**
 * Does as `behaviour` says: `take` makes the request count and gives its answer, `refusal` is the provider's way to say
 * no.
 */
export async function behave(
  behaviour: Behaviour,
  res: ServerResponse,
  take: () => { readonly status: number; readonly body: unknown },
  refusal: (status: number, code: number) => unknown,
): Promise<void> {
  if (behaviour === 'drop') {
    res.destroy();
    return;
  }
  if (typeof behaviour === 'object' && 'status' in behaviour) {
    const { status, code = 0, retryAfter } = behaviour;
    json(res, status, refusal(status, code), retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
    return;
  }
  const { status, body } = take();
  if (behaviour === 'silence') return;
  if (behaviour === 'lose-answer') {
    res.destroy();
    return;
  }
  if (typeof behaviour === 'object') await new Promise((resolve) => setTimeout(resolve, behaviour.delayMs));
  json(res, status, body);
}

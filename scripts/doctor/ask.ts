import { request as askPlainly, type IncomingHttpHeaders } from 'node:http';
import { request as askSecretly } from 'node:https';

/** An answer, whoever signed the certificate; a redirection is not followed. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The middle of the time that it took, ms since 1970. */
  readonly at: number;
}

const TIMEOUT_MS = 10_000;
const MOST_CHARACTERS = 1_000_000;

/** Asks for an address; null when nobody answers. */
export function ask(url: URL): Promise<Answer | null> {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const answered = (body: string, status: number, headers: IncomingHttpHeaders): void =>
      resolve({ status, headers, body, at: (startedAt + Date.now()) / 2 });
    const send = url.protocol === 'https:' ? askSecretly : askPlainly;
    // What is wrong with the certificate is a finding of its own.
    const request = send(url, { rejectUnauthorized: false, timeout: TIMEOUT_MS }, (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (part: string) => {
        body += part;
        if (body.length > MOST_CHARACTERS) request.destroy();
      });
      res.on('end', () => answered(body, res.statusCode ?? 0, res.headers));
      res.on('error', () => resolve(null));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
    request.end();
  });
}

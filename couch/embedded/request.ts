import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { badRequest, CouchError } from './couch-error.ts';

/** Largest body, packed or unpacked, in bytes. */
const BODY_LIMIT = 64 * 1024 * 1024;

const unzip = promisify(gunzip);
const tooLarge = () => new CouchError(413, 'too_large', 'the request entity is too large');

/** The path of a request as decoded segments, and its parameters. */
export interface Target {
  segments: string[];
  query: URLSearchParams;
}

/**
 * Splits a request's target. Each segment is decoded once and on its own, so `%2f` never makes a new segment; empty
 * segments (`//`) and `.`/`..`, which a proxy may resolve otherwise than we do, are refused.
 */
export function parseTarget(target: string): Target {
  const [path = '', query = ''] = splitOnce(target, '?');
  if (!path.startsWith('/')) throw badRequest('invalid path');
  const raw = path.slice(1).split('/');
  if (raw.length > 1 && raw.at(-1) === '') raw.pop();
  const segments = raw.map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      throw badRequest('invalid_url_encoding');
    }
  });
  const isRoot = segments.length === 1 && segments[0] === '';
  if (
    !isRoot &&
    segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('\0'))
  ) {
    throw badRequest('invalid path');
  }
  return { segments: isRoot ? [] : segments, query: new URLSearchParams(query) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Reads a JSON body, gzip or plain; undefined when there is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBody(request);
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
}

/** The bytes of a JSON body, unpacked; none when there is none. */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await decode(request, await readBytes(request, limit), limit);
  const [type = ''] = splitOnce(request.headers['content-type'] ?? '', ';');
  if (bytes.length > 0 && type.trim().toLowerCase() !== 'application/json') {
    throw new CouchError(415, 'bad_content_type', 'Content-Type must be application/json');
  }
  return bytes;
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw badRequest('the body must be bytes');
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let filled = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  return bytes;
}

async function decode(
  request: IncomingMessage,
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip') {
    throw new CouchError(415, 'bad_content_type', `${encoding} is not a supported content encoding.`);
  }
  try {
    return new Uint8Array(await unzip(bytes, { maxOutputLength: limit }));
  } catch (failure) {
    if (failure instanceof RangeError) throw tooLarge();
    throw badRequest('Request body is not properly gzipped.');
  }
}

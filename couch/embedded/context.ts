import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JwtKeys } from './authentication.ts';
import type { UserContext } from './authorization.ts';
import { badRequest } from './couch-error.ts';
import type { DataFolder } from './data-folder.ts';
import type { Databases } from './databases.ts';

/** What the whole server shares. */
export interface Server {
  folder: DataFolder;
  databases: Databases;
  jwtKeys: JwtKeys;
}

/** One request that has been authenticated. */
export interface Context {
  server: Server;
  user: UserContext;
  method: string;
  segments: readonly string[];
  query: URLSearchParams;
  /** Reads the JSON body; undefined when there is none. */
  readBody: () => Promise<unknown>;
  request: IncomingMessage;
  response: ServerResponse;
}

/** Answers with JSON. */
export function send(context: Context, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = `${JSON.stringify(body)}\n`;
  context.response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'must-revalidate',
    ...headers,
  });
  context.response.end(context.method === 'HEAD' ? undefined : text);
}

/** The body, which must be a JSON object. */
export async function objectBody(context: Context): Promise<Record<string, unknown>> {
  const body = await context.readBody();
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('Request body must be a JSON object');
  return { ...body };
}

/** A `true` or `false` parameter; absent is false. */
export const isSet = (context: Context, name: string) => context.query.get(name) === 'true';

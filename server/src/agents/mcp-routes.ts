import { untrusted } from '@digiboost/domain/shop';
import express, { type Request, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AGENT_SCOPES, type AgentHolder, type AgentKeys } from '../accounts/agent-keys.ts';
import { sendProblem } from '../http/problem.ts';
import type { Noted } from './mcp-server.ts';
import { type AgentParts, noteCall } from './tool-runner.ts';

/** What the door of the agents is made of. */
export interface McpParts extends AgentParts {
  readonly keys: AgentKeys;
  /** What comes before anything else: the limit of requests, and whose page it may come from. */
  readonly before: readonly RequestHandler[];
  readonly publicUrl: string | undefined;
  readonly log: Logger;
}

const METADATA = '/.well-known/oauth-protected-resource';

/** POST /mcp: the tools, for who holds a key; GET …/oauth-protected-resource: what such a key is. */
export function mcpRoutes({ keys, before, publicUrl, log, ...parts }: McpParts): Router {
  const router = Router();
  const holders = new WeakMap<object, Noted & { readonly holder: AgentHolder; readonly home: string }>();

  // The protocol's library takes a second to load and 30 MB, and few shops have agents: it waits for the first one.
  async function opened() {
    const [{ toNodeHandler }, { createMcpHandler }, { mcpServer }] = await Promise.all([
      import('@modelcontextprotocol/node'),
      import('@modelcontextprotocol/server'),
      import('./mcp-server.ts'),
    ]);
    // Which of the two eras of the protocol a request speaks is told by itself; a server is made for each request.
    const handler = createMcpHandler(
      ({ authInfo }) => {
        const known = authInfo && holders.get(authInfo);
        if (!known) throw new Error('An agent reached the tools without a key');
        return mcpServer(known.holder, known, { ...parts, home: known.home });
      },
      { onerror: (err) => log.warn({ err }, 'a request of an agent failed') },
    );
    return toNodeHandler(handler);
  }
  let serving: ReturnType<typeof opened> | undefined;
  const home = (req: Request): string => publicUrl?.replace(/\/$/, '') ?? `${req.protocol}://${req.host}`;

  router.post('/mcp', ...before, express.json({ limit: '100kb' }), async (req, res) => {
    const [, secret = ''] = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
    const holder = await keys.holder(secret, parts.now());
    if (!holder) {
      res.setHeader('WWW-Authenticate', `Bearer resource_metadata="${home(req)}${METADATA}/mcp"`);
      return sendProblem(res, 'not-authenticated');
    }
    const auth = { token: '', clientId: holder.key.id, scopes: [...holder.scopes] };
    const { key, member } = holder;
    const note = noteCall(parts, member, { keyId: key.id, keyName: key.name });
    const reached: string[] = [];
    holders.set(auth, { holder, home: home(req), note, reached: (name) => reached.push(name) });
    res.setHeader('Cache-Control', 'no-store');
    serving ??= opened();
    const serve = await serving;
    await serve(Object.assign(req, { auth }), res, req.body);
    // What the protocol's library refuses (a tool that is not there, an input that is none) never comes to ours.
    await Promise.all(notReached(askedNames(req.body), reached).map((name) => note(name, 0, 'refused')));
  });

  // Clients ask whether there is a stream (GET) or a session to end (DELETE): another answer is a failure to them.
  router.all('/mcp', (_req, res) => {
    res.setHeader('Allow', 'POST');
    sendProblem(res, 'method-not-allowed');
  });

  const metadata: RequestHandler = (req, res) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.json({
      resource: `${home(req)}/mcp`,
      resource_name: 'Digiboost PME',
      scopes_supported: AGENT_SCOPES,
      bearer_methods_supported: ['header'],
      resource_documentation: `${home(req)}/api/docs`,
    });
  };
  router.get(METADATA, metadata);
  router.get(`${METADATA}/mcp`, metadata);
  return router;
}

/** What of the protocol an administrator finds on the shop's list, and by which name. */
const NAMED = { 'tools/call': 'name', 'resources/read': 'uri', 'prompts/get': 'name' } as const;

const METHODS = Object.keys(NAMED) as (keyof typeof NAMED)[];
const message = z.object({ method: z.enum(METHODS), params: z.looseObject({}).optional() });

/** What the messages of one request ask for, each by its name; one that names nothing goes by its method. */
function askedNames(body: unknown): string[] {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  return messages.flatMap((one) => {
    const parsed = message.safeParse(one);
    if (!parsed.success) return [];
    const { method, params } = parsed.data;
    const name = params?.[NAMED[method]];
    // Whoever asks chose it: it is shown to people, not followed.
    return [untrusted(typeof name === 'string' && name !== '' ? name : method).untrusted];
  });
}

/** Those of `asked` that were not `reached`, each as often as it is left. */
function notReached(asked: readonly string[], reached: readonly string[]): string[] {
  const left = [...reached];
  return asked.filter((name) => {
    const place = left.indexOf(name);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

import type { Router } from 'express';
import type { AgentKeys } from '../accounts/agent-keys.ts';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard } from '../accounts/require-user.ts';
import { pageOf } from '../http/page.ts';
import type { AgentAudit } from './audit.ts';
import { AGENT_CALLS, CREATE_KEY, LIST_KEYS, REVOKE_KEY } from './operations.ts';
import { titleOf } from './tools.ts';

/** The keys of a shop's agents and what they asked, for its administrators. */
export const keyRoutes = (keys: AgentKeys, audit: AgentAudit, guard: Guard, now: () => Date): Router =>
  apiRoutes(guard)
    .on(LIST_KEYS, async ({ caller, query, send }) => {
      const { items, next } = pageOf(await keys.list(caller.tenantId), query);
      send(200, { keys: items, next });
    })
    .on(CREATE_KEY, async ({ caller, body, send }) => send(201, await keys.create(body, caller, now())))
    .on(REVOKE_KEY, async ({ caller, params, send, refuse }) => {
      const key = await keys.revoke(caller.tenantId, params.id, now());
      if (!key) return refuse('not-found');
      send(200, { key });
    })
    .on(AGENT_CALLS, async ({ caller, query, send }) => {
      const { calls, next } = await audit.list(caller.tenantId, query);
      send(200, { calls: calls.map((call) => ({ ...call, title: titleOf(call.tool) })), next });
    }).router;

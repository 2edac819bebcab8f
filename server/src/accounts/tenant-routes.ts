import type { Router } from 'express';
import { apiRoutes } from './api-routes.ts';
import { CREATE_TENANT, LIST_TENANTS } from './operations.ts';
import type { Guard } from './require-user.ts';
import type { TenantService } from './tenant-service.ts';

/** The platform's administrator and the shops. */
export const tenantRoutes = (tenants: TenantService, guard: Guard, now: () => Date): Router =>
  apiRoutes(guard)
    .on(LIST_TENANTS, async ({ send }) => send(200, { tenants: await tenants.list() }))
    .on(CREATE_TENANT, async ({ body, caller, send, refuse }) => {
      const created = await tenants.create(body, caller.id, now());
      if (!created.ok) return refuse(created.error);
      send(201, created.value);
    }).router;

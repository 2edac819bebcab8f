import type { Router } from 'express';
import { pageOf } from '../http/page.ts';
import { apiRoutes } from './api-routes.ts';
import { CREATE_TENANT, LIST_TENANTS } from './operations.ts';
import type { Guard } from './require-user.ts';
import type { TenantService } from './tenant-service.ts';

/** The platform's administrator and the shops. */
export const tenantRoutes = (tenants: TenantService, guard: Guard, now: () => Date): Router =>
  apiRoutes(guard)
    .on(LIST_TENANTS, async ({ query, send }) => {
      const { items, next } = pageOf(await tenants.list(), query);
      send(200, { tenants: items, next });
    })
    .on(CREATE_TENANT, async ({ body, caller, send, refuse }) => {
      const created = await tenants.create(body, caller.id, now());
      if (!created.ok) return refuse(created.error);
      send(201, created.value);
    }).router;

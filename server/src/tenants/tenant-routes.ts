import { Router } from 'express';
import { z } from 'zod';
import type { Guard } from '../auth/require-user.ts';
import { sendProblem } from '../http/problem.ts';
import { readBody } from '../http/validate.ts';
import { email, newPassword, personName, whatsapp } from '../users/user-input.ts';
import type { TenantService } from './tenant-service.ts';
import { TENANT_ID } from './tenant-store.ts';

const tenantInput = z.strictObject({
  id: z.string({ error: 'Indiquez un identifiant.' }).regex(TENANT_ID, {
    error: 'L’identifiant a 3 à 32 lettres minuscules ou chiffres et commence par une lettre.',
  }),
  name: personName,
  admin: z.strictObject(
    { email, name: personName, password: newPassword, whatsapp: whatsapp.optional() },
    { error: 'Indiquez l’administrateur de la boutique.' },
  ),
});

/** GET and POST tenants: the platform's administrator and the shops. */
export function tenantRoutes(tenants: TenantService, guard: Guard, now: () => Date): Router {
  const router = Router();

  router.get(
    '/',
    guard.platform(async (_req, res) => {
      res.json({ tenants: await tenants.list() });
    }),
  );

  router.post(
    '/',
    guard.platform(async (req, res, user) => {
      const body = readBody(tenantInput, req, res);
      if (!body) return;
      const created = await tenants.create(body, user.id, now());
      if (!created.ok) return sendProblem(res, created.error);
      res.status(201).json(created.value);
    }),
  );
  return router;
}

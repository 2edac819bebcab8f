import type { KeyObject } from 'node:crypto';
import type { Instant } from '@digiboost/domain/shared/day';
import { Router } from 'express';
import type { KeptFiles } from '../couch/kept-files.ts';
import { sendProblem } from '../http/problem.ts';
import type { Delivery } from './delivery.ts';
import { sealed, unsealed } from './sealed-text.ts';

/** Where files lie for whoever holds a link: providers that fetch them, and people. */
export const FILES_PATH = '/api/v1/files';

/** Days for which the link of a message opens its file. */
const OPEN_DAYS = 7;
const DAY_MS = 86_400_000;

/** The last part of the link that opens a shop's file before `until`. */
export const fileToken = (
  secret: KeyObject,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
  until: Instant,
): string => sealed(secret, [tenantId, id, until]);

/** The last part of the link to a message's file; null when it brings none. The same at every try. */
export function messageFileToken(secret: KeyObject, { tenantId, file, notBefore }: Delivery): string | null {
  const until = new Date(Date.parse(notBefore) + OPEN_DAYS * DAY_MS).toISOString();
  return file ? fileToken(secret, { tenantId, id: file.id }, until) : null;
}

/** The file that a link opens at `now`; null when it is not ours, or its time is over. */
function readFileToken(
  secret: KeyObject,
  token: string,
  now: Instant,
): { readonly tenantId: string; readonly id: string } | null {
  const [tenantId, id, until] = unsealed(secret, token) ?? [];
  return tenantId !== undefined && id !== undefined && until !== undefined && now < until ? { tenantId, id } : null;
}

/** How a file is handed over: saved, never run, and shown to nobody between. */
export const fileHeaders = (name: string): Readonly<Record<string, string>> => ({
  'Content-Disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
  'Cache-Control': 'private, no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});

/** GET :token: a file, without signing in, for as long as its link opens it. */
export function fileRoutes(secret: KeyObject, files: Pick<KeptFiles, 'read'>, now: () => Date): Router {
  const router = Router();
  router.get('/:token', async (req, res) => {
    const asked = readFileToken(secret, String(req.params.token), now().toISOString());
    const file = asked && (await files.read(asked.tenantId, asked.id));
    if (!file) return sendProblem(res, 'file-gone');
    for (const [name, value] of Object.entries(fileHeaders(file.name))) res.setHeader(name, value);
    res.type(file.mediaType).send(Buffer.from(file.bytes));
  });
  return router;
}

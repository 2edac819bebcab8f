import { Router } from 'express';
import { z } from 'zod';
import type { Couch, Database } from './couch/client.ts';
import { operation } from './http/operation.ts';
import type { Notify } from './notify/notify.ts';
import type { WatchStatus } from './watch/watch.ts';

const ready = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    checks: z.object({ couch: z.boolean(), control: z.boolean() }),
    damagedDatabases: z.int().optional(),
    channels: z.record(z.string(), z.string()).meta({ description: 'Le fournisseur de chaque canal.' }),
    watch: z.object({
      isHolder: z.boolean(),
      lastTickAt: z.string().nullable(),
      feed: z.enum(['open', 'lost']).optional(),
      shopsWaiting: z.int().optional(),
      lagSeconds: z.int().optional(),
    }),
  })
  .meta({ id: 'Ready', description: 'Le serveur peut-il servir ? Il ne nomme aucune boutique.' });

const service = { tag: 'Service', method: 'get', base: '', callers: 'anybody' } as const;

/** The operations on the server itself, in the order of their documentation. */
export const SERVICE_OPERATIONS = [
  operation({
    ...service,
    id: 'health',
    path: '/health',
    summary: 'Le processus répond',
    answers: { 200: z.object({ status: z.literal('ok') }) },
  }),
  operation({
    ...service,
    id: 'ready',
    path: '/ready',
    summary: 'La base répond aussi',
    answers: { 200: ready, 503: ready },
  }),
  operation({
    ...service,
    id: 'metrics',
    path: '/metrics',
    summary: 'Mesures (Prometheus)',
    description: 'Seulement depuis la machine elle-même ou son réseau privé.',
    answers: { 200: { mediaType: 'text/plain', description: 'Le format de Prometheus.' } },
    problems: ['not-found'],
  }),
];

/** What /ready tells beside the databases. */
export interface ReadyParts {
  readonly notify: Pick<Notify, 'channels'>;
  readonly watch: { status(): WatchStatus };
}

/**
 * GET /health: the process answers. GET /ready: CouchDB answers too, and the control database is there. It also says
 * which channels have a provider, without any of which a shop works, how many databases are damaged, and how the watch
 * over the alerts goes. It names no shop: anybody may ask.
 */
export function healthRoutes(couch: Couch, control: Database, { notify, watch }: ReadyParts): Router {
  const router = Router();
  router.use(['/health', '/ready'], (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/health', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/ready', async (_req, res) => {
    const isUp = await couch.isUp();
    const hasControl = isUp && (await control.answers());
    const damaged = isUp ? await couch.damaged() : 0;
    res.status(hasControl ? 200 : 503).json({
      status: hasControl ? 'ok' : 'unavailable',
      checks: { couch: isUp, control: hasControl },
      ...(damaged > 0 ? { damagedDatabases: damaged } : {}),
      channels: Object.fromEntries(
        notify
          .channels()
          .map(({ channel, status, provider }) => [
            channel,
            status === 'ready' ? provider : status === 'local' ? 'démonstration' : 'non configuré',
          ]),
      ),
      watch: watchOf(watch.status()),
    });
  });
  return router;
}

/** One server of several holds the watch; the others only say when they last looked whether it is theirs. */
const watchOf = ({ watching, hearing, tickedAt, waiting, lagMs }: WatchStatus) => ({
  isHolder: watching,
  lastTickAt: tickedAt,
  ...(watching ? { feed: hearing ? 'open' : 'lost', shopsWaiting: waiting, lagSeconds: Math.round(lagMs / 1000) } : {}),
});

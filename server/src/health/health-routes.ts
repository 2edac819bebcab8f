import { Router } from 'express';
import type { Couch, Database } from '../couch/client.ts';
import type { Notify } from '../notify/notify.ts';

/**
 * GET /health: the process answers. GET /ready: CouchDB answers too, and the control database is there. It also says which
 * channels have a provider; a shop works without any.
 */
export function healthRoutes(couch: Couch, control: Database, notify: Pick<Notify, 'channels'>): Router {
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
    const hasControl = isUp && (await control.exists());
    res.status(hasControl ? 200 : 503).json({
      status: hasControl ? 'ok' : 'unavailable',
      checks: { couch: isUp, control: hasControl },
      channels: Object.fromEntries(
        notify
          .channels()
          .map(({ channel, status, provider }) => [
            channel,
            status === 'ready' ? provider : status === 'local' ? 'démonstration' : 'non configuré',
          ]),
      ),
    });
  });
  return router;
}

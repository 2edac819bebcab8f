import { Router } from 'express';
import type { Couch, Database } from '../couch/client.ts';

/** GET /health: the process answers. GET /ready: CouchDB answers too, and the control database is there. */
export function healthRoutes(couch: Couch, control: Database): Router {
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
    });
  });
  return router;
}

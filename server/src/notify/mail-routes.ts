import type { KeyObject } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import { type LonePage, lonePage } from '../http/lone-page.ts';
import type { MailStops } from './mail-stops.ts';
import { type MailSubject, readMailToken } from './mail-token.ts';
import { OWN_MAIL, SET_OWN_MAIL } from './operations.ts';

/** What stopping e-mails needs. */
export interface MailParts {
  readonly secret: KeyObject;
  readonly stops: MailStops;
  readonly tenants: Pick<TenantStore, 'shopName'>;
  readonly now: () => Date;
}

/**
 * Where the link of an e-mail leads, without signing in. GET asks, for mail programs open links by themselves to look
 * at them; POST does it, from the page's button or from the mail program's own (RFC 8058: one click). POST …/start
 * takes it back.
 */
export function mailRoutes({ secret, stops, tenants, now }: MailParts): Router {
  const router = Router();

  const page = (res: Response, content: LonePage, status = 200): void => {
    res.status(status).setHeader('Cache-Control', 'no-store');
    res.setHeader('Referrer-Policy', 'no-referrer');
    res.type('html').send(lonePage(content));
  };
  const about =
    (answer: (subject: MailSubject, shop: string, token: string) => Promise<LonePage>) =>
    async (req: Request, res: Response): Promise<void> => {
      const token = String(req.params.token);
      const subject = readMailToken(secret, token);
      const shop = subject && (await tenants.shopName(subject.tenantId));
      if (subject && shop) return page(res, await answer(subject, shop, token));
      const text = 'Ce lien est incomplet. Ouvrez celui du dernier e-mail reçu.';
      page(res, { title: 'Lien inconnu', text }, 404);
    };

  router.get(
    '/:token',
    about(async ({ tenantId, address }, shop, token) =>
      (await stops.isStopped(tenantId, address)) ? stopped(shop, address, token) : asking(shop, address, token),
    ),
  );
  router.post(
    '/:token',
    about(async ({ tenantId, address }, shop, token) => {
      await stops.setStopped(tenantId, address, true, now());
      return stopped(shop, address, token);
    }),
  );
  router.post(
    '/:token/start',
    about(async ({ tenantId, address }, shop, token) => {
      await stops.setStopped(tenantId, address, false, now());
      return {
        title: 'Vous recevrez de nouveau les e-mails',
        text: `${shop} peut de nouveau écrire à ${address}.`,
        action: { path: `../${token}`, label: 'Ne plus les recevoir' },
      };
    }),
  );
  return router;
}

const asking = (shop: string, address: string, token: string): LonePage => ({
  title: 'Ne plus recevoir ces e-mails ?',
  text: `${shop} n’enverra plus d’e-mails à ${address}.`,
  action: { path: token, label: 'Ne plus les recevoir' },
});

const stopped = (shop: string, address: string, token: string): LonePage => ({
  title: 'Vous ne recevrez plus ces e-mails',
  text: `${shop} n’écrit plus à ${address}. Vous pouvez changer d’avis ici, ou dans l’application : Réglages, Notifications.`,
  action: { path: `${token}/start`, label: 'Les recevoir de nouveau' },
});

/** Whether the shop's e-mails to one's own address are stopped. */
export const ownMailRoutes = (stops: MailStops, guard: Guard, now: () => Date): Router =>
  apiRoutes(guard)
    .on(OWN_MAIL, async ({ caller: { tenantId, email }, send }) =>
      send(200, { email, isStopped: await stops.isStopped(tenantId, email) }),
    )
    .on(SET_OWN_MAIL, async ({ caller: { tenantId, email }, body: { isStopped }, send }) => {
      await stops.setStopped(tenantId, email, isStopped, now());
      send(200, { email, isStopped });
    }).router;

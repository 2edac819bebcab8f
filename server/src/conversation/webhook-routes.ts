import { Router } from 'express';
import type { Logger } from 'pino';
import type { TenantStore } from '../accounts/tenant-store.ts';
import type { Notify } from '../notify/notify.ts';
import type { OfShop } from '../shop/kept.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import type { ShopMoney } from '../shop/shop-money.ts';
import type { Assistant } from './assistant.ts';
import { conversation } from './conversation.ts';
import { metaRoutes } from './meta-routes.ts';
import { twilioRoutes } from './twilio-routes.ts';

/**
 * Where the WhatsApp provider calls this server. A failure of ours answers 500 or 503, upon which the provider calls
 * again; every effect is written under an id of its own, so that twice is once.
 */
export function webhookRoutes(parts: {
  readonly notify: Notify;
  readonly tenants: TenantStore;
  readonly books: OfShop<WholeBook>;
  readonly money: OfShop<ShopMoney>;
  readonly assistant: Assistant | null;
  readonly publicUrl: string | undefined;
  readonly log: Logger;
  readonly now: () => Date;
}): Router {
  const {
    notify: { deliveries, config },
    publicUrl,
  } = parts;
  const receive = conversation(parts);
  const router = Router();
  const { whatsapp } = config;
  if (whatsapp?.provider === 'twilio') router.use('/twilio', twilioRoutes(whatsapp, deliveries, publicUrl, receive));
  if (whatsapp?.provider === 'meta') router.use('/meta', metaRoutes(whatsapp, deliveries, receive));
  return router;
}

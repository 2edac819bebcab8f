import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard } from '../accounts/require-user.ts';
import { isPushService } from './channels/push-services.ts';
import type { PushSubscriptions } from './channels/push-subscriptions.ts';
import { vapidPublicKey } from './channels/vapid.ts';
import type { PushConfig } from './notify-config.ts';
import { PUSH_KEY, SUBSCRIBE, UNSUBSCRIBE } from './push-operations.ts';

/** What a browser subscribes to notifications with. */
export function pushRoutes(
  config: PushConfig | null,
  subscriptions: PushSubscriptions,
  guard: Guard,
  now: () => Date,
): Router {
  const key = config ? vapidPublicKey(config.privateKey) : null;

  return apiRoutes(guard)
    .on(PUSH_KEY, async ({ send }) => send(200, { key }))
    .on(SUBSCRIBE, async ({ caller: { id }, body, send, refuse }) => {
      if (!isPushService(body.endpoint, config?.otherServices)) {
        const detail = 'Ce service de notifications n’est pas connu du serveur.';
        return refuse('invalid-request', [{ field: 'endpoint', detail }]);
      }
      await subscriptions.add(id, body, now());
      send(204);
    })
    .on(UNSUBSCRIBE, async ({ caller: { id }, body, send }) => {
      await subscriptions.remove(id, body.endpoint);
      send(204);
    }).router;
}

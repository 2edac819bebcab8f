import { ALERT_KINDS, alertSentence, judgedAlerts } from '@digiboost/domain/alerts';
import type { Alert, AlertEvent, AlertType, Author, Category, Product } from '@digiboost/domain/documents';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard } from '../accounts/require-user.ts';
import type { Services } from '../accounts/services.ts';
import type { Database } from '../couch/client.ts';
import { sendFigures } from '../figures/answers.ts';
import { pageOf } from '../http/page.ts';
import { mergedDocuments, shopDocument } from '../shop/catalogue.ts';
import { kept } from '../shop/kept.ts';
import { isShown } from '../shop/rights.ts';
import { changeAlert, changing, createAlert, findAlert, listAlerts, replacing } from './alert-service.ts';
import { alertHistory } from './history-service.ts';
import { ALERT_HISTORY, CHANGE_ALERT, CREATE_ALERT, LIST_ALERTS, READ_ALERT, REPLACE_ALERT } from './operations.ts';
import { recipientFaults, type Telling } from './recipient-faults.ts';

/** An alert without what only the replicas need. */
const shown = ({ _id, name, alertType, conditions, channels, recipients, isActive, createdAt, updatedAt }: Alert) => ({
  id: _id,
  name,
  alertType,
  conditions,
  channels,
  recipients,
  isActive,
  createdAt,
  updatedAt,
});

const shownEvent = (event: AlertEvent, names: ReadonlyMap<string, string>) => ({
  id: event._id,
  alertId: event.alertId,
  alertName: names.get(event.alertId) ?? ALERT_KINDS[event.alertType].label,
  alertType: event.alertType,
  subject: event.subject,
  productId: event.productId ?? null,
  triggeredAt: event.triggeredAt,
  closedAt: event.closedAt ?? null,
  severity: event.severity,
  message: event.message,
  details: event.details,
  sent: Object.values(event.sent).map(({ channel, recipient, state, at, reason }) => ({
    channel,
    recipient,
    state,
    at,
    reason: reason ?? null,
  })),
  acknowledgedAt: event.acknowledgedAt ?? null,
  acknowledgedBy: event.acknowledgedBy ?? null,
});

/** Shops whose alerts are kept until something changes: some names for each. */
const KEPT_SHOPS = 100;

/** A shop's alerts, and what is needed to tell of them. */
async function readAlerts(database: Database) {
  const [shop, alerts, products, categories] = await Promise.all([
    shopDocument(database),
    listAlerts(database),
    mergedDocuments<Product>(database, 'product'),
    mergedDocuments<Category>(database, 'category'),
  ]);
  const nameOf = (docs: readonly { readonly _id: string; readonly name: string }[]) => {
    const names = new Map(docs.map(({ _id, name }) => [_id, name]));
    return (id: string) => names.get(id) ?? null;
  };
  const judged = new Set(judgedAlerts(alerts, products.length).map(({ _id }) => _id));
  return { shop, alerts, judged, product: nameOf(products), category: nameOf(categories) };
}

/**
 * A shop's alerts and their history. The documents are those of the phones: what is made here appears there, and the
 * other way round.
 */
export function alertRoutes(
  { tenants, users }: Pick<Services, 'tenants' | 'users'>,
  guard: Guard,
  now: () => Date,
): Router {
  const alertsOf = kept(readAlerts, KEPT_SHOPS);
  const shopOf = (tenantId: string): Database => tenants.store.shop(tenantId);
  const faultsOf = async (tenantId: string, telling: Telling) =>
    recipientFaults(telling, await users.store.list(tenantId));
  const authorOf = (by: string): Author => ({ at: now().toISOString(), by, deviceId: 'server' });

  return apiRoutes(guard)
    .on(LIST_ALERTS, async ({ caller: { tenantId }, query, send }) => {
      const { alerts: all, judged, product, category } = await alertsOf(shopOf(tenantId), now());
      const { items: alerts, next } = pageOf(all, query);
      const recipients = [...new Set(alerts.flatMap((alert) => alert.recipients))];
      const people = await Promise.all(recipients.map((id) => users.store.document(id)));
      const names = new Map(recipients.map((id, n) => [id, people[n]]));
      const person = (recipient: string) => {
        const found = names.get(recipient);
        return found?.tenantId === tenantId ? found.name : null;
      };
      send(200, {
        alerts: alerts.map((alert) => ({
          ...shown(alert),
          isJudged: judged.has(alert._id),
          sentence: alertSentence(alert, { product, category, person }),
        })),
        next,
      });
    })
    .on(ALERT_HISTORY, async (call) => {
      const { caller, query } = call;
      const shop = shopOf(caller.tenantId);
      const known = await alertsOf(shop, now());
      const isTold = (type: AlertType): boolean => {
        const { tells } = ALERT_KINDS[type];
        return tells === undefined || isShown(known, caller, tells);
      };
      await sendFigures(call, known, async () => {
        const { events, next } = await alertHistory(shop, query, isTold);
        const names = new Map(known.alerts.map(({ _id, name }) => [_id, name]));
        return { events: events.map((event) => shownEvent(event, names)), next };
      });
    })
    .on(CREATE_ALERT, async ({ caller: { tenantId, id }, body, res, send, refuse }) => {
      const faults = await faultsOf(tenantId, body);
      if (faults.length > 0) return refuse('invalid-request', faults);
      const alert = await createAlert(shopOf(tenantId), body, authorOf(id));
      res.location(`/api/v1/alerts/${alert._id}`);
      send(201, { alert: shown(alert) });
    })
    .on(READ_ALERT, async ({ caller: { tenantId }, params, send, refuse }) => {
      const alert = await findAlert(shopOf(tenantId), params.id);
      if (!alert) return refuse('not-found');
      send(200, { alert: shown(alert) });
    })
    .on(REPLACE_ALERT, async ({ caller: { tenantId, id }, params, body, send, refuse }) => {
      const shop = shopOf(tenantId);
      const alert = await findAlert(shop, params.id);
      if (!alert) return refuse('not-found');
      if (alert.alertType !== body.alertType) {
        const detail = 'Le type d’une alerte ne change pas : créez une autre alerte.';
        return refuse('invalid-request', [{ field: 'alertType', detail }]);
      }
      const faults = await faultsOf(tenantId, body);
      if (faults.length > 0) return refuse('invalid-request', faults);
      const changed = await changeAlert(shop, alert._id, replacing(body), authorOf(id));
      if (!changed.ok) return refuse(changed.error);
      send(200, { alert: shown(changed.value) });
    })
    .on(CHANGE_ALERT, async ({ caller: { tenantId, id }, params, body, send, refuse }) => {
      const shop = shopOf(tenantId);
      const alert = await findAlert(shop, params.id);
      if (!alert) return refuse('not-found');
      const { channels = alert.channels, recipients = alert.recipients } = body;
      // What is not asked to change stays as it is, whoever has left the shop since.
      const isAsked = body.channels !== undefined || body.recipients !== undefined;
      const faults = isAsked ? await faultsOf(tenantId, { channels, recipients }) : [];
      if (faults.length > 0) return refuse('invalid-request', faults);
      const changed = await changeAlert(shop, alert._id, changing(body), authorOf(id));
      if (!changed.ok) return refuse(changed.error);
      send(200, { alert: shown(changed.value) });
    }).router;
}

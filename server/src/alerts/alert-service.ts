import { randomBytes } from 'node:crypto';
import {
  type Alert,
  type AlertId,
  type Author,
  alertId,
  documentFault,
  newDocument,
  revise,
} from '@digiboost/domain/documents';
import { must } from '@digiboost/domain/shared/must';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { type Database, retryConflicts } from '../couch/client.ts';
import { mergedDocuments } from '../shop/catalogue.ts';
import type { AlertChanges, AlertInput } from './alert-input.ts';

/** A shop's alerts, oldest first, as its phones see them. */
export async function listAlerts(shop: Database): Promise<Alert[]> {
  const alerts = await mergedDocuments<Alert>(shop, 'alert');
  return alerts.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** One alert; null when there is none. */
export const findAlert = async (shop: Database, id: string): Promise<Alert | null> =>
  (await mergedDocuments<Alert>(shop, 'alert')).find(({ _id }) => _id === id) ?? null;

/** Makes an alert. */
export async function createAlert(shop: Database, input: AlertInput, author: Author): Promise<Alert> {
  const id: AlertId = alertId(randomBytes(8).toString('hex'));
  const alert = newDocument<Alert>({ _id: id, type: 'alert', ...withoutUndefined(input) }, author);
  sound(alert);
  const stored = await shop.put(alert);
  if (!stored.ok) throw new Error('Two alerts were given one id');
  return { ...alert, _rev: stored.value };
}

/** Changes an alert field by field, as a phone does; `next` gives the fields from the alert as it is. */
export async function changeAlert(
  shop: Database,
  id: string,
  next: (alert: Alert) => Partial<Alert>,
  author: Author,
): Promise<Result<Alert, 'not-found' | 'conflict'>> {
  return retryConflicts(async () => {
    const alert = await findAlert(shop, id);
    if (!alert) return fail('not-found');
    const { _conflicts, ...stored } = alert;
    const revised = revise<Alert>(stored, next(alert), author);
    if (revised === stored) return ok(alert);
    sound(revised);
    const written = await shop.put(revised);
    return written.ok ? ok({ ...revised, _rev: written.value }) : written;
  });
}

/** The whole alert as `input` says it; conditions that it leaves out are taken away. */
export const replacing =
  ({ alertType: _type, ...input }: AlertInput) =>
  (alert: Alert): Partial<Alert> => {
    const gone = Object.fromEntries(Object.keys(alert.conditions).map((field) => [field, undefined]));
    return withoutUndefined({ ...input, conditions: { ...gone, ...input.conditions } });
  };

/** What `changes` says; a condition of null is taken away. */
export const changing =
  ({ conditions = {}, ...changes }: AlertChanges) =>
  (): Partial<Alert> => {
    const named = Object.entries(conditions).map(([field, value]) => [field, value ?? undefined]);
    return withoutUndefined({ ...changes, conditions: Object.fromEntries(named) }) as Partial<Alert>;
  };

/** Without the fields that were not given; inside `conditions` an undefined one stands for a field to remove. */
function withoutUndefined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** The documents' own rules hold for whoever writes. */
function sound(alert: Alert): void {
  const fault = documentFault(alert);
  must(fault ? null : alert, `sound alert (${fault?.field}: ${fault?.reason})`);
}

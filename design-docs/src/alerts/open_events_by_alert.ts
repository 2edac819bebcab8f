import type { AlertId } from '@digiboost/domain/documents/alert';
import type { AnyDocument, Emit } from '../view.ts';

export type OpenEventsByAlertKey = [alert: AlertId, subject: string];
export type OpenEventsByAlertValue = null;

/** The events that are open; asked with their documents. */
export function map(doc: AnyDocument, emit: Emit<OpenEventsByAlertKey, OpenEventsByAlertValue>): void {
  if (doc.type === 'alertEvent' && !doc.closedAt) emit([doc.alertId, doc.subject], null);
}

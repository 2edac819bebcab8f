import { type AskView, openEventsByAlert, queuedEventsByTime } from '@digiboost/design-docs';
import { type Acknowledgement, type AlertEvent, acknowledgementId } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Database, Stored } from '../couch/client.ts';

/** The shop's events that are open. */
export async function openEvents(ask: AskView): Promise<AlertEvent[]> {
  const [answer] = await ask(openEventsByAlert, [{ include_docs: true }]);
  return (answer?.rows ?? []).flatMap(({ doc }) => (doc ? [doc as AlertEvent] : []));
}

/** A message that was queued and of which nothing has been heard since. */
export interface QueuedMessage {
  readonly eventId: string;
  readonly key: string;
}

/** The messages queued before `before`. */
export async function queuedMessages(ask: AskView, before: Instant): Promise<QueuedMessage[]> {
  const [answer] = await ask(queuedEventsByTime, [{ endkey: before, limit: 200 }]);
  return (answer?.rows ?? []).map(({ id = '', value }) => ({ eventId: id, key: value }));
}

/** Documents by their ids; those that are not there are missing from the answer. */
export async function documentsById<D extends Stored>(shop: Database, ids: readonly string[]): Promise<Map<string, D>> {
  if (ids.length === 0) return new Map();
  const { rows } = await shop.request<{ rows: { doc?: D | null }[] }>(
    'post',
    '_all_docs',
    { keys: ids },
    { include_docs: true },
  );
  return new Map(rows.flatMap(({ doc }) => (doc ? [[doc._id, doc] as const] : [])));
}

/** The acknowledgements of `events`, by the event's id. */
export async function acknowledgementsOf(
  shop: Database,
  events: readonly AlertEvent[],
): Promise<Map<string, Acknowledgement>> {
  const ids = events.filter(({ acknowledgedAt }) => !acknowledgedAt).map(({ _id }) => acknowledgementId(_id));
  const found = await documentsById<Acknowledgement>(shop, ids);
  return new Map([...found.values()].map((ack) => [ack.eventId, ack]));
}

/** More changes than this are news, whatever they are. */
const FEW = 50;

/**
 * The shop's present sequence, and whether anything has changed since `seq` that a check has to know: what the watch
 * and the reports themselves write is no news. Without `seq` everything is. `hasSchedule`: a schedule of reports is
 * among what was read of the changes.
 */
export async function newsSince(
  shop: Database,
  seq: string | null,
): Promise<{ readonly seq: string; readonly isNews: boolean; readonly hasSchedule: boolean }> {
  if (seq === null) return { seq: await shop.updateSeq(), isNews: true, hasSchedule: false };
  const { results, last_seq } = await shop.request<{ results: { id: string }[]; last_seq: string | number }>(
    'get',
    '_changes',
    undefined,
    { since: seq, limit: FEW },
  );
  const ids = results.map(({ id }) => id);
  const isOwn = ids.length < FEW && ids.every((id) => /^(?:alertEvent|reportRun):/.test(id));
  const hasSchedule = ids.some((id) => id.startsWith('reportSchedule:'));
  return { seq: String(last_seq), isNews: !isOwn, hasSchedule };
}

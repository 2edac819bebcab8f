import type { OnState } from '../delivery.ts';
import { sentenceOfReason } from '../reasons.ts';
import type { AttemptParts } from './attempts.ts';
import { backoff } from './backoff.ts';
import { type DeliveryDocument, isUnreported, settled } from './delivery-document.ts';

/** Tells the listener of states. */
export interface Reports {
  /** Tells of a delivery that is done, as often as its state has changed meanwhile; later again when nobody heard. */
  report(doc: DeliveryDocument): Promise<DeliveryDocument | null>;
  /** Tells of a state in passing; nobody has to hear it. */
  mention(doc: DeliveryDocument): Promise<void>;
  listen(listener: OnState): void;
}

/** The reports of one server, none heard before there is a listener. */
export function createReports({
  store,
  log,
  now,
  random,
}: Pick<AttemptParts, 'store' | 'log' | 'now' | 'random'>): Reports {
  let listener: OnState | null = null;

  async function report(doc: DeliveryDocument): Promise<DeliveryDocument | null> {
    if (doc.reported === doc.state) return doc;
    const heard = !isUnreported(doc) || (listener !== null && (await tell(doc)));
    const after = await store.change(doc, (fresh) => {
      if (fresh.phase !== 'DONE') return null;
      if (heard) return fresh.state === doc.state ? settled(fresh, now()) : { ...fresh, reported: doc.state };
      const wait = backoff(fresh.reports + 1, random);
      return { ...fresh, reports: fresh.reports + 1, dueAt: new Date(now().getTime() + wait).toISOString() };
    });
    // News came in while the listener wrote.
    return heard && after?.phase === 'DONE' && isUnreported(after) ? report(after) : after;
  }

  async function tell({ _id, delivery, state, stateAt, reason }: DeliveryDocument): Promise<boolean> {
    try {
      await listener?.(delivery, state, sentenceOfReason(reason), stateAt);
      return true;
    } catch (err) {
      log.warn({ err, delivery: _id }, 'the state of a delivery could not be told');
      return false;
    }
  }

  return {
    report,
    async mention(doc) {
      if (doc.delivery.eventId !== '') await tell(doc);
    },
    listen(heard) {
      listener = heard;
    },
  };
}

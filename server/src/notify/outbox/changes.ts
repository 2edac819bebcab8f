import { deliveryKey } from '../delivery.ts';
import type { DeliveryDocument } from './delivery-document.ts';
import type { OutboxStore } from './outbox-store.ts';

/** Changes of one document by others that a change of ours may meet. */
const TRIES = 8;

/**
 * Changes a document by `next`, again on its newest revision whenever somebody else was first. Resolves to the document
 * as it is then: unchanged when `next` gives null or the same, null when it has gone.
 */
export type Change = (
  doc: DeliveryDocument,
  next: (fresh: DeliveryDocument) => DeliveryDocument | null,
) => Promise<DeliveryDocument | null>;

export const changer =
  (store: Pick<OutboxStore, 'get' | 'save'>): Change =>
  async (doc, next) => {
    let fresh: DeliveryDocument | null = doc;
    for (let tries = 0; fresh && tries < TRIES; tries += 1) {
      const changed = next(fresh);
      if (!changed || changed === fresh) return fresh;
      const saved = await store.save(changed);
      if (saved.ok) return saved.value;
      fresh = await store.get(deliveryKey(doc.delivery.id));
    }
    return fresh;
  };

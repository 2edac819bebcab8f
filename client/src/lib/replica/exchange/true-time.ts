import { redate, type ShopDocument } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Outbox } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { Remote } from './remote.ts';
import type { Timekeeper } from './timekeeper.ts';
import { RemoteError } from './transport.ts';

export interface TrueTimeContext {
  readonly store: Store;
  readonly remote: Remote;
  readonly outbox: Outbox;
  readonly timekeeper: Timekeeper;
  /** Called when documents were re-dated. */
  onStored(): void;
}

/**
 * Before anything is exchanged: learns the true time from the server and gives it to what is still to be sent, once and
 * wholly. What the server holds already, though its answer was lost, stays as it is. Nothing else may be sent meanwhile.
 * Throws RemoteError.
 */
export async function settleTime(context: TrueTimeContext): Promise<void> {
  const { store, outbox, remote, timekeeper, onStored } = context;
  const unsent = unsentIds(context);
  if (unsent.length === 0) {
    timekeeper.correct();
    return;
  }
  const known = await remote.held(unsent.flatMap((id) => [id, `void:${id}`]));
  if (!timekeeper.isMeasured) throw new RemoteError('unavailable', 'the server did not tell the time');
  const redated = await store.exclusive(async () => {
    // What was recorded meanwhile is new to the server.
    const docs = [...(await store.many(unsentIds(context))).values()];
    const correction = timekeeper.correction(docs.flatMap(givenTo));
    if (!correction) return [];
    const changes = redate(docs, {
      instant: correction.instant,
      timezone: await timezoneOf(store),
      renamed: new Map(),
      known,
    });
    const refused = { ...store.state.refused };
    for (const { before } of changes) delete refused[before._id];
    const written = await store.redateLocked(changes, { ...timekeeper.corrected, refused });
    for (const { before, after } of changes) if (before._id !== after._id) outbox.drop(before._id);
    outbox.add(written);
    timekeeper.correct();
    return changes;
  });
  if (redated.length > 0) onStored();
}

const unsentIds = ({ outbox, store }: TrueTimeContext): string[] => [
  ...new Set([...outbox.all().map(({ id }) => id), ...Object.keys(store.state.refused)]),
];

/** The newest instants that this phone gave to a document. */
const givenTo = (doc: ShopDocument): Instant[] => ['updatedAt' in doc ? doc.updatedAt : doc.createdAt];

/** The shop's timezone as far as this phone knows it. */
export async function timezoneOf(store: Store): Promise<string> {
  const shop = await store.get('shop');
  return shop?.type === 'shop' ? shop.settings.timezone : 'Africa/Dakar';
}

import { type Redated, redate, type ShopDocument } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import { TOLERANCE_MS } from '../clock.ts';
import { type Outbox, recordedAt } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { RedatingNote } from '../types.ts';
import type { Remote } from './remote.ts';
import type { Correction, Timekeeper, Used } from './timekeeper.ts';
import { RemoteError } from './transport.ts';

export interface TrueTimeContext {
  readonly store: Store;
  readonly remote: Remote;
  readonly outbox: Outbox;
  readonly timekeeper: Timekeeper;
  /** Called when documents were re-dated. */
  onStored(): void;
}

/** Re-datings that are remembered, to be shown. */
const KEPT_NOTES = 10;

/**
 * Before anything is exchanged: learns the true time from the server and gives it to what is still to be sent, once and
 * wholly. What the server holds already, though its answer was lost, stays as it is. Nothing else may be sent
 * meanwhile. Throws RemoteError.
 */
export async function settleTime(context: TrueTimeContext): Promise<void> {
  const unsent = unsentIds(context);
  const known =
    unsent.length > 0
      ? await context.remote.held(unsent.flatMap((id) => [id, `void:${id}`]))
      : new Map<string, never>();
  if (unsent.length > 0 && !context.timekeeper.isMeasured) {
    throw new RemoteError('unavailable', 'the server did not tell the time');
  }
  await follow(context, known, (used) => context.timekeeper.measured(used));
}

/** Goes by the time that the server told, if nothing is there to be re-dated. */
export async function followServer({ store, outbox, timekeeper }: TrueTimeContext): Promise<void> {
  await store.exclusive(async () => {
    if (outbox.size > 0 || Object.keys(store.state.refused).length > 0) return;
    const correction = timekeeper.measured([]);
    if (correction) timekeeper.follow(correction);
  });
}

/** Goes by the time that the person told, until the server tells it. Nothing else may be sent meanwhile. */
export const followPerson = (context: TrueTimeContext, trueMs: number): Promise<void> =>
  follow(context, new Map(), (used) => context.timekeeper.told(trueMs, used));

/** The shop's timezone as far as this phone knows it. */
export async function timezoneOf(store: Store): Promise<string> {
  const shop = await store.get('shop');
  return shop?.type === 'shop' ? shop.settings.timezone : 'Africa/Dakar';
}

async function follow(
  context: TrueTimeContext,
  known: ReadonlyMap<string, ShopDocument>,
  correctionOf: (used: readonly Used[]) => Correction | null,
): Promise<void> {
  const { store, outbox, timekeeper, onStored } = context;
  const redated = await store.exclusive(async () => {
    // What was recorded meanwhile is new to the server.
    const docs = [...(await store.many(unsentIds(context))).values()];
    const refused = { ...store.state.refused };
    const correction = correctionOf(docs.map((doc) => usedBy(doc, refused[doc._id]?.at)));
    if (!correction) return [];
    const timezone = await timezoneOf(store);
    let changes: Redated[];
    let laterMs = 0;
    do {
      const instant = (given: Instant) => later(given, correction.instant(given), laterMs);
      changes = redate(docs, { instant, timezone, renamed: new Map(), known });
      laterMs += 1;
      // An id that was given up once would come back as a second version of itself, which no server takes.
    } while ((await store.moved(changes.map(({ after }) => after._id))).size > 0);
    for (const { before } of changes) delete refused[before._id];
    const now = correction.instant(timekeeper.now());
    const redatings = [...notesOf(changes, now), ...store.state.redatings].slice(0, KEPT_NOTES);
    const written = await store.redateLocked(changes, { ...correction.state, refused, redatings });
    for (const { before, after } of changes) if (before._id !== after._id) outbox.drop(before._id);
    outbox.add(written);
    timekeeper.follow(correction);
    timekeeper.saved(correction.state);
    return changes;
  });
  if (redated.length > 0) onStored();
}

/** `moved` so much later, unless it is where it was. */
const later = (given: Instant, moved: Instant, ms: number): Instant =>
  ms === 0 || moved === given ? moved : new Date(Date.parse(moved) + ms).toISOString();

/** What of `changes`, made at `at`, is worth telling the person. */
function notesOf(changes: readonly Redated[], at: Instant): RedatingNote[] {
  const moves = changes.map(({ before, after }) => ({ type: after.type, ms: moveOf(before, after) }));
  const moved = moves.filter(({ ms }) => Math.abs(ms) > TOLERANCE_MS);
  if (moved.length === 0) return [];
  const behindMs = moved.reduce((most, { ms }) => (Math.abs(ms) > Math.abs(most) ? ms : most), 0);
  const sales = moved.filter(({ type }) => type === 'sale').length;
  return [{ at, documents: moved.length, sales, behindMs }];
}

const unsentIds = ({ outbox, store }: TrueTimeContext): string[] => [
  ...new Set([...outbox.all().map(({ id }) => id), ...Object.keys(store.state.refused)]),
];

/** The newest instant that this phone gave to a document. */
const usedBy = (doc: ShopDocument, refusedAt: Instant | undefined): Used => ({
  at: recordedAt(doc),
  ...(refusedAt === undefined ? {} : { by: refusedAt }),
});

const moveOf = (before: ShopDocument, after: ShopDocument): number =>
  Date.parse(recordedAt(after)) - Date.parse(recordedAt(before));

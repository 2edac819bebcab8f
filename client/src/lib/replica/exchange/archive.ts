import { activityByDayAndProduct, activityOfRows } from '@digiboost/design-docs';
import { toDayValues } from '@digiboost/domain/ledger';
import { addDays, dayOfNumber } from '@digiboost/domain/shared/day';
import type { Projector } from '../projector.ts';
import type { Feed } from '../store/feed.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { Remote } from './remote.ts';

export interface ArchiveContext {
  readonly store: Store;
  readonly remote: Remote;
  readonly outbox: Outbox;
  readonly projector: Projector;
  readonly feed: Feed;
  /** Fetches and stores everything that the server has; whether that was nothing new. */
  catchUp(): Promise<boolean>;
}

const PAGE_DAYS = 60;

/**
 * Fetches one more page of the days before the window, the newest first, as totals per day and product. To be called
 * when everything that the server has is held here; false when the shop changed meanwhile: to be tried again.
 */
export async function archivePage(context: ArchiveContext): Promise<boolean> {
  const { store, remote, outbox, projector, feed } = context;
  const archive = store.state.archive;
  if (!archive) return true;
  const to = addDays(archive.before, -1);
  const from = addDays(archive.before, -PAGE_DAYS);
  const [page, older] = await remote.ask(activityByDayAndProduct, [
    { startkey: [from], endkey: [to, {}], group: true },
    { endkey: [from], inclusive_end: false },
  ]);
  // Nothing changed since before the question: the totals are of the moment up to which everything is held here. Were
  // they not, an event would count twice or never. (A view's own update_seq says less: it moves with its rows only.)
  if (!(await context.catchUp())) return false;
  return store.exclusive(async () => {
    await feed.pump();
    const last = (older?.rows ?? []).length === 0;
    const { rows, counts } = activityOfRows(page?.rows ?? []);
    await projector.archive({
      from,
      to,
      activity: rows.map((row) => ({
        day: dayOfNumber(row.day),
        productId: row.productId,
        at: row.at,
        activity: toDayValues(row),
      })),
      counts,
      notOnServer: new Set([...outbox.all().map(({ id }) => id), ...Object.keys(store.state.refused)]),
      last,
    });
    await store.saveStateLocked({ archive: last ? null : { before: from } });
    return true;
  });
}

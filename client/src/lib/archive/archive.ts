import { isReadable, type ShopDocument } from '@digiboost/domain/documents';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { faultOf } from '../replica/exchange/fetch-documents.ts';
import type { Remote, RemoteDocument } from '../replica/exchange/remote.ts';
import { RemoteError } from '../replica/exchange/transport.ts';
import { byDay, earliest, KNOWN, type Known, MONTH, noteMonth, stateOf } from './archive-notes.ts';
import type { ArchiveFault, ArchiveState } from './archive-service.ts';
import { DayStore } from './day-store.ts';
import { ALL_EVENTS, dayOfId, daysOf, type Month, type MonthSlice, monthOf, slicesOf } from './months.ts';

export interface ArchiveContext {
  /** The tenant's id. */
  readonly tenantId: string;
  readonly remote: Pick<Remote, 'ranges' | 'changedIds' | 'firstIds' | 'held'>;
  /** Runs `work` while nobody else writes the archive, in another tab neither. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Less when `signal` ends the waiting. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  report(error: unknown): void;
}

interface Bringing {
  readonly now: Instant;
  readonly signal: AbortSignal;
  /** 0..1 */
  onProgress(progress: number): void;
  /** A line that breaks is not tried again: what is here will do. */
  readonly isHasty?: boolean;
}

/** What a line that broke is given before it is given up, ms. */
const PAUSES = [1_000, 4_000];
/** Two requests under way keep the line busy while one waits for its first byte. */
const LINES = 2;

/**
 * Whole months of a shop's events, kept on this phone: fetched on demand by ranges of ids, read without a network. An
 * event that comes late to a month that is held is found among the server's changes when the archive is next asked to
 * fetch; until then `at` says of when it is.
 */
export class Archive {
  readonly #context: ArchiveContext;
  #opened: { readonly store: Promise<DayStore>; users: number } | null = null;
  #closing: Promise<void> = Promise.resolve();

  constructor(context: ArchiveContext) {
    this.#context = context;
  }

  state(): Promise<ArchiveState> {
    return this.#use(stateOf);
  }

  /** Fetches what of `months` is not here. What a cut line or a killed app left goes on where it stopped. */
  bring(months: readonly Month[], how: Bringing): Promise<Result<ArchiveState, ArchiveFault>> {
    return this.#fetch(how, async (store) => {
      const slices = [...new Set(months)].sort().reverse().flatMap(slicesOf);
      const held = await store.held(slices.flatMap(({ days }) => days));
      const left = slices.filter(({ days }) => !days.every((day) => held.has(day)));
      await this.#pull(store, slices.length, left, how);
      for (const month of months) await noteMonth(store, month);
    });
  }

  /** Fetches what came since to the months that are here. */
  refresh(how: Bringing): Promise<Result<ArchiveState, ArchiveFault>> {
    return this.#fetch({ ...how, isHasty: true }, async () => undefined);
  }

  /** Gives the room of `months` back. */
  free(months: readonly Month[]): Promise<ArchiveState> {
    return this.#context.alone(async () => {
      await this.#use(async (store) => {
        for (const month of months) {
          await store.forget(MONTH + month);
          await store.remove(`${month}-01`, `${month}-31`);
        }
        if ((await store.notes(MONTH)).length > 0) return;
        // Of months that never came whole nothing is shown; without them nothing needs to be known of what came since.
        await store.remove('', '9');
        await store.forget(KNOWN);
      });
      return this.state();
    });
  }

  /** Calls `read` with what is held of the days from..to that figures can be made from, a month at a time. */
  each(from: Day, to: Day, read: (events: readonly ShopDocument[]) => void): Promise<void> {
    return this.#use(async (store) => {
      const { months } = await stateOf(store);
      for (const { month } of months) {
        if (month < monthOf(from) || month > monthOf(to)) continue;
        const [first = month, last = month] = [daysOf(month)[0], daysOf(month).at(-1)];
        const days = await store.days(first < from ? from : first, last > to ? to : last);
        read(days.flatMap(({ events }) => events.filter(isReadable)));
      }
    });
  }

  async #fetch(how: Bringing, work: (store: DayStore) => Promise<void>): Promise<Result<ArchiveState, ArchiveFault>> {
    try {
      return await this.#context.alone(() =>
        this.#use(async (store) => {
          await this.#catchUp(store, how);
          await work(store);
          return ok(await stateOf(store));
        }),
      );
    } catch (error) {
      if (how.signal.aborted) return fail('cancelled');
      if (error instanceof RemoteError) return fail(faultOf(error));
      if (isFull(error)) return fail('full');
      this.#context.report(error);
      return fail('failed');
    }
  }

  /** Brings the held days up to what the server has now, or notes from where on they are to be. */
  async #catchUp(store: DayStore, how: Bringing): Promise<void> {
    const { remote } = this.#context;
    const known = await store.note<Known>(KNOWN);
    if (!known) {
      const { ids, seq } = await this.#insist(how, () => remote.firstIds(ALL_EVENTS));
      await store.write(KNOWN, { since: seq, at: how.now, first: earliest(ids, null) });
      return;
    }
    for (let { since, first } = known; ; ) {
      const page = await this.#insist(how, () => remote.changedIds(since));
      await this.#takeLate(store, page.ids, how);
      first = earliest(page.ids, first);
      since = page.since;
      await store.write(KNOWN, { since, at: page.isLast ? how.now : known.at, first });
      if (page.isLast) return;
    }
  }

  /** Puts the events `ids`, as the server has them now, to the days that are held. */
  async #takeLate(store: DayStore, ids: readonly string[], how: Bringing): Promise<void> {
    const days = new Map<Day, string[]>();
    for (const id of ids) {
      const day = dayOfId(id);
      if (day !== null) days.set(day, [...(days.get(day) ?? []), id]);
    }
    const held = await store.held([...days.keys()]);
    const wanted = [...days].flatMap(([day, own]) => (held.has(day) ? own : []));
    if (wanted.length === 0) return;
    const found = await this.#insist(how, () => this.#context.remote.held(wanted));
    for (const day of held) {
      const own = days.get(day) ?? [];
      const [before] = await store.days(day, day);
      const others = (before?.events ?? []).filter(({ _id }) => !own.includes(_id));
      await store.put([{ day, events: [...others, ...own.flatMap((id) => found.get(id) ?? [])] }]);
    }
    for (const month of new Set([...held].map(monthOf))) await noteMonth(store, month);
  }

  async #pull(store: DayStore, all: number, left: readonly MonthSlice[], how: Bringing): Promise<void> {
    const asked = new Map<number, ReturnType<typeof askFor>>();
    const askFor = async (slice: MonthSlice) => {
      try {
        const { docs } = await this.#insist(how, () => this.#context.remote.ranges(slice.ranges));
        return ok(byDay(slice.days, docs.map(withoutConflicts)));
      } catch (error) {
        return fail(error);
      }
    };
    const shareAt = (index: number): number => (all === 0 ? 1 : 1 - (left.length - index) / all);
    let fault: unknown;
    how.onProgress(shareAt(0));
    await store.pull(async (index) => {
      how.onProgress(shareAt(Math.min(index, left.length)));
      for (const [ahead, slice] of left.slice(index, index + LINES).entries()) {
        if (!asked.has(index + ahead)) asked.set(index + ahead, askFor(slice));
      }
      const answer = await asked.get(index);
      asked.delete(index);
      if (answer?.ok) return answer.value;
      // Told in the end: the replication would try again for ever.
      fault = answer?.error;
      return [];
    });
    if (fault !== undefined) throw fault;
  }

  /** Asks the server, again where a line broke or where it asks to wait. */
  async #insist<T>(how: Bringing, ask: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      if (how.signal.aborted) throw new RemoteError('aborted', 'cancelled');
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof RemoteError) || how.signal.aborted) throw error;
        // A minute of which all is used asks for its rest; that is no fault of the line.
        const isAskedToWait = error.retryAfterMs > 0 && error.retryAfterMs <= 60_000;
        const pause = isAskedToWait ? error.retryAfterMs : how.isHasty ? undefined : PAUSES[tries];
        if (pause === undefined || !['offline', 'unavailable'].includes(error.fault)) throw error;
        await this.#context.wait(pause, how.signal);
      }
    }
  }

  /** The database is open while somebody uses it: who opens it next sees what other tabs wrote. */
  async #use<T>(work: (store: DayStore) => Promise<T>): Promise<T> {
    this.#opened ??= {
      store: this.#closing.then(() => DayStore.open(`archive-${this.#context.tenantId}`)),
      users: 0,
    };
    const opened = this.#opened;
    opened.users += 1;
    try {
      return await work(await opened.store);
    } finally {
      opened.users -= 1;
      if (opened.users === 0) {
        this.#opened = null;
        this.#closing = opened.store.then(
          (store) => store.close(),
          () => undefined,
        );
        await this.#closing;
      }
    }
  }
}

const withoutConflicts = ({ _conflicts, ...doc }: RemoteDocument): ShopDocument => doc as unknown as ShopDocument;

/** Whether the phone has no room: RxDB tells the browser's own fault in the text of its own. */
const isFull = (error: unknown): boolean => {
  const told = error instanceof Error ? `${error.name} ${error.message}` : '';
  return /Quota/i.test(`${told} ${JSON.stringify(error) ?? ''}`);
};

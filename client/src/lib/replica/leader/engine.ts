import { isReadable, redate, type ShopDocument } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import { differs, type PhoneTime } from '../clock.ts';
import { Counters } from '../exchange/counters.ts';
import { Exchange } from '../exchange/exchange.ts';
import { fetchDocuments } from '../exchange/fetch-documents.ts';
import { push } from '../exchange/push.ts';
import { Receiver } from '../exchange/receiver.ts';
import { type IdRange, Remote } from '../exchange/remote.ts';
import { statusOf } from '../exchange/status.ts';
import { Timekeeper } from '../exchange/timekeeper.ts';
import { followPerson, followServer, settleTime, type TrueTimeContext, timezoneOf } from '../exchange/true-time.ts';
import type { CreateProjector, Projector } from '../projector.ts';
import { Feed } from '../store/feed.ts';
import { Outbox, recordedAt } from '../store/outbox.ts';
import type { Pouch } from '../store/pouch.ts';
import { isImmutable, Store } from '../store/store.ts';
import type { ClockState, FetchFault, RefusedDocument, SyncStatus, Unreadable } from '../types.ts';

export interface EngineOptions {
  readonly tenantId: string;
  readonly db: Pouch;
  /** The shop's database on the server, without a slash at the end. */
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly createProjector: CreateProjector;
  /** See Transport. */
  token(refused?: string, by?: string): Promise<string | null>;
  readonly time: PhoneTime;
  /** 0 <= x < 1 */
  random(): number;
  onStatus(status: SyncStatus): void;
  /** `addTraffic` is told what arrives; else bodies are counted as they are read, unpacked. */
  readonly receivesCountedElsewhere?: boolean;
  /** What a programmer should see. */
  report(error: unknown): void;
}

interface Parts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly projector: Projector;
  readonly feed: Feed;
  readonly counters: Counters;
  readonly timekeeper: Timekeeper;
  readonly populated: boolean;
}

/** An open line on which nothing was answered for this long may be dead: a phone changes networks. */
const QUIET_MS = 60_000;
/** How soon a clock that was set is noticed. */
const LOOK_AT_CLOCK_MS = 5_000;
/** So many documents are read before whoever else asks has a turn. */
const READ_PAGE = 500;

/** The phone's replica without its browser: stores, projects and exchanges. One at a time per database. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #projector: Projector;
  readonly #feed: Feed;
  readonly #remote: Remote;
  readonly #exchange: Exchange;
  readonly #receiver: Receiver;
  readonly #counters: Counters;
  readonly #timekeeper: Timekeeper;
  readonly #life = new AbortController();
  #clockState: ClockState = 'likely';
  #watch: ReturnType<typeof setInterval> | undefined;

  private constructor(options: EngineOptions, parts: Parts) {
    const { store, outbox, projector, feed, counters, timekeeper } = parts;
    this.#options = options;
    this.#store = store;
    this.#outbox = outbox;
    this.#projector = projector;
    this.#feed = feed;
    this.#counters = counters;
    this.#timekeeper = timekeeper;
    this.#remote = new Remote({
      url: options.url,
      fetch: options.fetch,
      signal: this.#life.signal,
      token: (refused, by) => options.token(refused, by),
      time: options.time,
      onAnswer: (serverMs, asked, answered) => {
        counters.answered(serverMs);
        timekeeper.answered(serverMs, asked, answered);
        this.#lookAtClock();
        // With nothing to re-date the clock is right from now on.
        if (timekeeper.isMeasured && timekeeper.needsCorrection)
          void followServer(this.#timing).then(() => this.#tell());
      },
      onTraffic: (bytesIn, bytesOut) => counters.addTraffic(options.receivesCountedElsewhere ? 0 : bytesIn, bytesOut),
    });
    this.#exchange = new Exchange({
      now: options.time.now,
      random: options.random,
      hasPending: () => this.#outbox.size > 0,
      push: () => this.#push(),
      receive: (signal) => this.#receiver.receive(signal),
      onChange: () => this.#tell(),
      report: options.report,
    });
    this.#receiver = new Receiver({
      ...parts,
      remote: this.#remote,
      now: () => timekeeper.now(),
      settleTime: () => this.#settleTime(),
      onProgress: (progress) => this.#exchange.progress(progress),
      onStored: () => this.#project(),
      onReceived: () => this.#received(),
      saveCounters: () => counters.save(),
      onWaiting: () => this.#exchange.waiting(),
      push: () => this.#push(),
      withoutSending: (work) => this.#exchange.withoutSending(work),
    });
  }

  /** Opens the store and the projections. Nothing is exchanged before `start`. */
  static async open(options: EngineOptions, devices: readonly string[]): Promise<Engine> {
    const store = await Store.open(options.db);
    const unknown = devices.filter((device) => !store.state.devices.includes(device));
    if (unknown.length > 0) await store.saveState({ devices: [...store.state.devices, ...unknown] });
    const outbox = await Outbox.open(store);
    // What was refused keeps its place among what is recorded later.
    const refused = [...(await store.many(Object.keys(store.state.refused))).values()].map(recordedAt);
    const newestRefused = Math.max(0, ...refused.map((at) => Date.parse(at)));
    const newestUnsent = () => Math.max(outbox.newest, newestRefused);
    const timekeeper = new Timekeeper(options.time, store.state, newestUnsent);
    const counters = new Counters(store, outbox, options.time, timekeeper);
    const ready: { engine?: Engine } = {};
    const projector = options.createProjector({ name: options.tenantId, now: () => timekeeper.now() });
    const { localSeq, populated } = await projector.open();
    const feed = new Feed(store, projector, localSeq, () => ready.engine?.takeSnapshot());
    const own = populated && store.state.populated;
    const engine = new Engine(options, { store, outbox, projector, feed, counters, timekeeper, populated: own });
    ready.engine = engine;
    if (populated) {
      feed.resume();
      engine.#project();
    }
    return engine;
  }

  get status(): SyncStatus {
    const state = {
      ...this.#store.state,
      clockOffsetMs: this.#timekeeper.correctionMs,
      lastExchangeAt: this.#counters.lastExchangeAt,
    };
    return statusOf(this.#exchange.activity, this.#outbox, state, this.#timekeeper.state);
  }

  /** Starts to exchange with the server, until `close`. */
  start(): void {
    this.#exchange.start();
    this.#watch = setInterval(() => this.#lookAtClock(), LOOK_AT_CLOCK_MS);
    this.#tell();
  }

  /** Another tab, with a device id of its own, writes through this engine. */
  async addDevice(device: string): Promise<void> {
    const { devices } = this.#store.state;
    if (!devices.includes(device)) await this.#store.saveState({ devices: [...devices, device] });
  }

  /** See Replica.put. `clockOffsetMs`: the correction of the clock by which the documents were dated. */
  async put(docs: readonly ShopDocument[], clockOffsetMs = this.#timekeeper.correctionMs): Promise<void> {
    const written = await this.#store.exclusive(async () => {
      const dated = await this.#dated(docs, clockOffsetMs);
      const { unsaved } = this.#timekeeper;
      const stored = await this.#store.putLocked(dated, (own) => this.#outbox.add(own), unsaved);
      this.#timekeeper.saved(unsaved);
      return stored;
    });
    if (written.length === 0) return;
    this.#project();
    this.#tell();
    this.#exchange.send();
  }

  /** A document that was re-dated is also found under the id that it had before. */
  async get(id: string): Promise<ShopDocument | null> {
    const found = await this.#store.get(id);
    if (found) return isReadable(found) ? found : null;
    const present = (await this.#store.moved([id])).get(id);
    return present === undefined ? null : this.#store.get(present);
  }

  /** Without what says nothing to its readers. */
  async range(query: { from: string; to: string; limit?: number; descending?: boolean }): Promise<ShopDocument[]> {
    return (await this.#store.range(query)).filter(isReadable);
  }

  /** See Replica.fetch. */
  fetch(ranges: readonly IdRange[]): Promise<Result<ShopDocument[], FetchFault>> {
    return fetchDocuments(this.#remote, ranges);
  }

  async refused(): Promise<RefusedDocument[]> {
    const { refused } = this.#store.state;
    const docs = await this.#store.many(Object.keys(refused));
    return Object.entries(refused).flatMap(([id, { reason, at }]) => {
      const doc = docs.get(id);
      return doc ? [{ doc, reason, at }] : [];
    });
  }

  /** See Replica.unreadable. */
  async unreadable(from: string): Promise<Unreadable> {
    const page = await this.#store.range({ from, to: '\uffff', limit: READ_PAGE });
    const last = page.length < READ_PAGE ? undefined : page.at(-1);
    return { count: page.filter((doc) => !isReadable(doc)).length, next: last ? `${last._id}\0` : null };
  }

  async unsent(): Promise<ShopDocument[]> {
    const ids = new Set([...this.#outbox.all().map(({ id }) => id), ...Object.keys(this.#store.state.refused)]);
    return [...(await this.#store.many([...ids])).values()];
  }

  /** Tries now: after a sign-in, a touch of the button, the network's return. Offers again what was refused. */
  async syncNow(): Promise<void> {
    await this.#outbox.offerRefused(this.#store.state.refused);
    this.#exchange.wake();
  }

  /** See Replica.tellTime. */
  async tellTime(at: Instant): Promise<void> {
    await followPerson(this.#timing, Date.parse(at));
    this.#tell();
  }

  /** See Replica.doubtTime. */
  doubtTime(): void {
    this.#timekeeper.doubt();
    this.#lookAtClock();
  }

  /** Tells how sure the time is when that changed; one that is no longer sure is asked for at once. */
  #lookAtClock(changed = false): void {
    const before = this.#clockState;
    this.#clockState = this.#timekeeper.state;
    if (changed || before !== this.#clockState) this.#tell();
    if (before === 'sure' && this.#clockState !== 'sure') this.#exchange.wake();
  }

  /** Tries now if the line may be another one than the one that is open or failed. */
  async wake(): Promise<void> {
    if (this.status.state === 'offline' || this.#counters.quietMs > QUIET_MS) this.#exchange.wake();
  }

  /** Takes a new snapshot of the server's figures at the next exchange. */
  takeSnapshot(): void {
    if (this.#receiver.takeSnapshot()) this.#exchange.wake();
  }

  /** Bytes that went over the network; kept per month. */
  addTraffic(bytesIn: number, bytesOut: number): void {
    this.#counters.addTraffic(bytesIn, bytesOut);
  }

  /** Ends the exchange and closes the store and the projections. */
  async close(): Promise<void> {
    this.#life.abort();
    clearInterval(this.#watch);
    await this.#exchange.stop();
    await this.#feed.pause();
    await this.#store.exclusive(async () => undefined);
    await this.#projector.close();
    await this.#options.db.close();
  }

  /** `docs` as they are to be stored when the time was corrected, or what they name re-dated, since they were made. */
  async #dated(docs: readonly ShopDocument[], clockOffsetMs: number): Promise<readonly ShopDocument[]> {
    const late = differs(clockOffsetMs, this.#timekeeper.correctionMs);
    const renamed = await this.#store.moved(docs.flatMap(namedBy));
    if (!late && renamed.size === 0) return docs;
    const shift = this.#timekeeper.correctionMs - clockOffsetMs;
    const timezone = await timezoneOf(this.#store);
    return docs.flatMap((doc) => {
      // It was stored before, and has been re-dated since.
      if (isImmutable(doc) && renamed.has(doc._id)) return [];
      const made = recordedAt(doc);
      const instant = (given: string) =>
        late && given === made ? new Date(Date.parse(given) + shift).toISOString() : given;
      const [redated] = redate([doc], { instant, timezone, renamed, known: new Map() });
      return [redated?.after ?? doc];
    });
  }

  #settleTime(): Promise<void> {
    return this.#timekeeper.needsCorrection ? this.#exchange.withoutSending(() => this.#settle()) : Promise.resolve();
  }

  async #settle(): Promise<void> {
    if (!this.#timekeeper.needsCorrection) return;
    await settleTime(this.#timing);
    this.#tell();
  }

  get #timing(): TrueTimeContext {
    return {
      store: this.#store,
      remote: this.#remote,
      outbox: this.#outbox,
      timekeeper: this.#timekeeper,
      onStored: () => this.#project(),
    };
  }

  async #push(): Promise<void> {
    await push({
      store: this.#store,
      remote: this.#remote,
      outbox: this.#outbox,
      settleTime: () => this.#settle(),
      now: () => this.#timekeeper.now(),
      onProgress: () => this.#tell(),
    });
  }

  #received(): void {
    if (this.#outbox.size > 0) this.#exchange.send();
    this.#tell();
  }

  #project(): void {
    this.#feed.pump().catch(this.#options.report);
  }

  #tell(): void {
    this.#options.onStatus(this.status);
  }
}

/** The ids that a document has or names of those that may have been re-dated. */
function namedBy(doc: ShopDocument): string[] {
  if (doc.type === 'void') return [doc._id, doc._id.slice('void:'.length)];
  if (doc.type === 'movement' && doc.orderId) return [doc._id, doc.orderId];
  if (doc.type === 'order')
    return [doc._id, ...Object.values(doc.receptions ?? {}).map(({ movementId }) => movementId)];
  return [doc._id];
}

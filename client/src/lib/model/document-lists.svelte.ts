import type { DocumentOf } from '@digiboost/domain/documents';
import { compareNames } from '@digiboost/domain/french';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { LazyList } from './lazy-list.svelte.ts';
import { order } from './notices.ts';
import type { ListedDocument, ListedType } from './records.ts';

/** Days for which an alert that is over is still listed. */
const EVENT_DAYS = 90;

/** How the documents of one type are listed. */
interface Listing<D> {
  /** How their ids begin; otherwise with their type. */
  readonly ids?: `${string}:`;
  /** Their order; those alike, and all without one, are in the order of their ids. */
  compare?(a: D, b: D): number;
  /** Whether one is listed on the day `today`. */
  isListed?(doc: D, today: Day): boolean;
}

/** Every type that the registry has listed, one line each. */
const LISTINGS: { readonly [T in ListedType]: Listing<DocumentOf<T>> } = {
  order: { compare: (a, b) => order(b.at, a.at) },
  alert: { compare: (a, b) => compareNames(a.name, b.name) },
  alertEvent: {
    compare: (a, b) => order(b.triggeredAt, a.triggeredAt),
    isListed: ({ closedAt, triggeredAt }, today) =>
      closedAt === undefined || triggeredAt >= addDays(today, -EVENT_DAYS),
  },
  acknowledgement: { ids: 'ack:' },
  customer: { compare: (a, b) => compareNames(a.name, b.name) },
  asset: { compare: (a, b) => order(b.boughtOn, a.boughtOn) },
  reportSchedule: {},
  reportRun: { compare: (a, b) => order(b.at, a.at) },
};

interface Reader {
  documents<D extends ListedDocument>(prefix: `${string}:`): Promise<D[]>;
}

/** The documents that screens list as they are, each list read when it is first looked at. */
export class DocumentLists {
  // Made at once: a screen's derived does not follow what is made while it is worked out.
  readonly #lists: ReadonlyMap<ListedType, LazyList<ListedDocument>>;
  readonly #reader: Reader;
  readonly #now: () => Instant;

  constructor(reader: Reader, now: () => Instant) {
    this.#reader = reader;
    this.#now = now;
    this.#lists = new Map((Object.keys(LISTINGS) as ListedType[]).map((type) => [type, this.#made(type)]));
  }

  /** The documents of one type. */
  of<T extends ListedType>(type: T): LazyList<DocumentOf<T>> {
    return must(this.#lists.get(type), 'list') as unknown as LazyList<DocumentOf<T>>;
  }

  /** Changed documents, from a notice. */
  patch(docs: readonly ListedDocument[]): void {
    for (const [type, list] of this.#lists) list.patch(docs.filter((doc) => doc.type === type));
  }

  /** All documents, from a notice. */
  replace(docs: readonly ListedDocument[]): void {
    for (const [type, list] of this.#lists) list.replace(this.#listed(type, docs));
  }

  reload(): void {
    for (const list of this.#lists.values()) list.reload();
  }

  #made(type: ListedType): LazyList<ListedDocument> {
    const { ids = `${type}:` as const, compare } = listingOf(type);
    return new LazyList(
      { keyOf: ({ _id }) => _id, compare: (a, b) => compare?.(a, b) || order(a._id, b._id) },
      async () => this.#listed(type, await this.#reader.documents(ids)),
    );
  }

  #listed(type: ListedType, docs: readonly ListedDocument[]): ListedDocument[] {
    const { isListed } = listingOf(type);
    const today = this.#now().slice(0, 10);
    return docs.filter((doc) => doc.type === type && (isListed?.(doc, today) ?? true));
  }
}

const listingOf = (type: ListedType): Listing<ListedDocument> => LISTINGS[type] as Listing<ListedDocument>;

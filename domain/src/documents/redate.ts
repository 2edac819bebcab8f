import { businessDay } from '../shared/clock.ts';
import { type Instant, isInstant } from '../shared/day.ts';
import { must } from '../shared/must.ts';
import { parseTimedId, timedId } from './event-id.ts';
import type { ShopDocument } from './registry.ts';
import { type Void, type Voidable, voidId } from './void.ts';

/** How documents that were recorded by a wrong clock are put right. */
export interface Redating {
  /** The true instant for one that this device gave; must keep their order. */
  instant(given: Instant): Instant;
  /** The shop's, for the business day. */
  readonly timezone: string;
  /** New ids by the ids that documents had before they were re-dated. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What is known elsewhere of these documents, by id: what it says stays as it is. */
  readonly known: ReadonlyMap<string, ShopDocument>;
}

/** A document as it was and as it is at its true time. */
export interface Redated {
  readonly before: ShopDocument;
  readonly after: ShopDocument;
}

type Timed = Extract<ShopDocument, { at: Instant }>;
const isTimed = (doc: ShopDocument): doc is Timed => 'at' in doc;
/** What names others comes after them. */
const ORDER: readonly string[] = ['order', 'count', 'movement', 'sale', 'return', 'cash', 'void'];
const rankOf = ({ type }: ShopDocument): number => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length);

/**
 * Those of `docs` that change, at their true time: their instants, the business day and the id that follow from them,
 * and the ids by which they name each other. The time of an event that a person or a file chose (it is not the one at
 * which it was recorded) stays, and so does everything that `known` says already.
 */
export function redate(docs: readonly ShopDocument[], redating: Redating): Redated[] {
  const renamed = new Map(redating.renamed);
  const follow = { ...redating, renamed };
  const redated: Redated[] = [];
  // An order's id does not follow from its receptions: it is known before the movements that name it.
  for (const doc of docs) if (doc.type === 'order') rename(doc, timeOf(doc, follow), follow);
  for (const doc of [...docs].sort((a, b) => rankOf(a) - rankOf(b))) {
    if (doc.type === 'order') continue;
    const after = doc.type === 'void' ? redatedVoid(doc, follow) : redatedDocument(doc, follow);
    if (after !== doc) redated.push({ before: doc, after });
  }
  for (const doc of docs) {
    if (doc.type !== 'order') continue;
    const after = redatedDocument(doc, follow);
    if (after !== doc) redated.push({ before: doc, after });
  }
  return redated;
}

type Following = Redating & { readonly renamed: Map<string, string> };

/** The instant at which a timed document counts once it is re-dated. What was voided under its id keeps it. */
function timeOf(doc: Timed, { instant, known }: Following): Instant {
  const stays = known.has(doc._id) || known.has(`void:${doc._id}`) || doc.at !== doc.createdAt;
  return stays ? doc.at : instant(doc.at);
}

/** The id of `doc` at the instant `at`; remembered for those that name it. */
function rename(doc: Timed, at: Instant, { renamed }: Following): Timed['_id'] {
  if (at === doc.at) return doc._id;
  const { type, device, n } = must(parseTimedId(doc._id), 'time in the id of an event');
  const id = timedId(type, at, device, n) as Timed['_id'];
  renamed.set(doc._id, id);
  return id;
}

function redatedDocument(doc: ShopDocument, redating: Following): ShopDocument {
  const known = redating.known.get(doc._id);
  const brought = redatedHandIn(doc, redating);
  if (brought) return brought;
  // Written once: what is known elsewhere is the document itself.
  if (known && !('updatedAt' in doc)) return doc;
  const moved = deep(doc, movesOf(known, redating)) as ShopDocument;
  if (!isTimed(doc)) return sameOr(doc, moved);
  const at = timeOf(doc, redating);
  const day = 'day' in doc && at !== doc.at ? { day: businessDay(at, redating.timezone) } : {};
  return sameOr(doc, { ...moved, at, _id: rename(doc, at, redating), ...day } as ShopDocument);
}

/** What another phone recorded, with the time at which it was handed in here; null of what was recorded here. */
function redatedHandIn(doc: ShopDocument, { known, instant }: Following): ShopDocument | null {
  if (!('handedIn' in doc) || !doc.handedIn) return null;
  if (known.has(doc._id)) return doc;
  return sameOr<ShopDocument>(doc, { ...doc, handedIn: { ...doc.handedIn, at: instant(doc.handedIn.at) } });
}

/** A void follows what it voids. */
function redatedVoid(doc: Void, redating: Following): ShopDocument {
  if (redating.known.has(doc._id)) return doc;
  const brought = redatedHandIn(doc, redating);
  if (brought) return brought;
  const original = doc._id.slice('void:'.length);
  const id = redating.renamed.get(original);
  const createdAt = redating.instant(doc.createdAt);
  const content = deep(doc.original, (text) => redating.renamed.get(text) ?? text) as Void['original'];
  if (id === undefined) return sameOr(doc, { ...doc, createdAt, original: content });
  const { at } = must(parseTimedId(id), 'time in the id of an event');
  return {
    ...doc,
    _id: voidId(id as Voidable['_id']),
    createdAt,
    original: { ...content, at, day: businessDay(at, redating.timezone) },
  };
}

/** What becomes of each text of a document: instants and stamps that nobody else knows move, new names are taken. */
function movesOf(known: ShopDocument | undefined, { instant, renamed }: Following): (text: string) => string {
  const fixed = new Set<string>();
  if (known) {
    deep(known, (text) => {
      fixed.add(text);
      return text;
    });
  }
  return (text) => {
    if (fixed.has(text)) return text;
    const name = renamed.get(text);
    if (name !== undefined) return name;
    if (isInstant(text)) return instant(text);
    // A stamp: `<instant>|<user>|<device>`.
    const at = text.slice(0, 24);
    return text[24] === '|' && isInstant(at) && !fixed.has(at) ? instant(at) + text.slice(24) : text;
  };
}

/** `value` with `move` applied to each text in it. */
function deep(value: unknown, move: (text: string) => string): unknown {
  if (typeof value === 'string') return move(value);
  if (Array.isArray(value)) return value.map((inner) => deep(inner, move));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, deep(inner, move)]));
}

const sameOr = <D extends ShopDocument>(doc: D, after: D): D =>
  JSON.stringify(after) === JSON.stringify(doc) ? doc : after;

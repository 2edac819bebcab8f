import { type Day, daysBetween } from '../shared/day.ts';

/** A time of the year that changes what is bought, from the first to the last day. Plain data. */
export interface CalendarEvent {
  /** What it is; events of the same kind are taken to have the same effect. */
  readonly kind: string;
  readonly from: Day;
  readonly to: Day;
  /** What it is taken for where a shop has not seen it. */
  readonly prior?: EffectPrior;
}

/** An effect that is not known: its most probable factor, and the standard deviation of its log. */
export interface EffectPrior {
  readonly factor: number;
  readonly doubt: number;
}

const UNKNOWN: EffectPrior = { factor: 1, doubt: 0.45 };
/** Expected orders (units over their dispersion) at which what was seen of an event counts as much as its prior. */
const SEEN_EQUALS_PRIOR = 30;
/** Share of the doubt that is left however much was seen: no year is like the last. */
const BETWEEN_YEARS = 0.3;
/** Share of the doubt that is left while the first event of its kind is not over. */
const FIRST_TIME = 0.7;
/** An effect is at least 1/4 and at most 4: more than that is a mistake of one day. */
const LARGEST_EFFECT = 4;

interface Seen {
  sold: number;
  expected: number;
}

/** What a shop has learnt of each kind of event. */
export interface CalendarState {
  readonly kinds: readonly EventKind[];
  /** Kinds of which the shop has been through one event. */
  readonly known: boolean[];
  readonly shop: readonly Seen[];
  /** By product, then by kind. */
  readonly products: readonly (readonly Seen[])[];
  /** Levels of the products before the events that are going on, in units per mean open day. */
  readonly levels: Float64Array;
  active: readonly number[];
}

/** A kind of event, by its name. */
export interface EventKind {
  readonly kind: string;
  readonly prior: EffectPrior;
}

export const newCalendarState = (kinds: readonly EventKind[], products: number): CalendarState => {
  const seen = () => kinds.map(() => ({ sold: 0, expected: 0 }));
  return {
    kinds,
    known: kinds.map(() => false),
    shop: seen(),
    products: Array.from({ length: products }, seen),
    levels: new Float64Array(products),
    active: [],
  };
};

/** The kinds of a calendar, each once. */
export const kindsOf = (calendar: readonly CalendarEvent[]): EventKind[] => [
  ...new Map(calendar.map(({ kind, prior = UNKNOWN }) => [kind, { kind, prior }])).values(),
];

/** For each of `days` days from `first`: the kinds, as indices, of the events that fall on it. */
export function eventsByDay(
  calendar: readonly CalendarEvent[],
  kinds: readonly EventKind[],
  first: Day,
  days: number,
): number[][] {
  const byDay = Array.from({ length: days }, (): number[] => []);
  for (const { kind, from, to } of calendar) {
    const index = kinds.findIndex((one) => one.kind === kind);
    const last = Math.min(days - 1, daysBetween(first, to));
    for (let day = Math.max(0, daysBetween(first, from)); day <= last; day++) {
      if (!byDay[day]?.includes(index)) byDay[day]?.push(index);
    }
  }
  return byDay;
}

/** Begins a day: a kind whose events were going on yesterday and are not today is known from now on. */
export function turnCalendar(state: CalendarState, active: readonly number[]): void {
  for (const kind of state.active) {
    if (!active.includes(kind) && (state.shop[kind]?.expected ?? 0) > 0) state.known[kind] = true;
  }
  state.active = active;
}

/**
 * The factor by which an event of this kind changes a product's demand: its own experience shrunk to the shop's, and
 * the shop's to the prior (gamma-Poisson, as with the weekdays), from the first day of the first event on.
 */
function effectOf(state: CalendarState, product: number, kind: number, dispersion: number): number {
  const shop = state.shop[kind];
  const own = state.products[product]?.[kind];
  const prior = state.kinds[kind]?.prior ?? UNKNOWN;
  if (!shop || !own) return prior.factor;
  const common = (shop.sold + SEEN_EQUALS_PRIOR * prior.factor) / (shop.expected + SEEN_EQUALS_PRIOR);
  const weight = SEEN_EQUALS_PRIOR * dispersion;
  const effect = (own.sold + weight * common) / (own.expected + weight);
  return Math.max(1 / LARGEST_EFFECT, Math.min(LARGEST_EFFECT, effect));
}

/** The relative standard deviation that these events together bring into a day's demand. */
export function eventDoubt(state: CalendarState, events: readonly number[]): number {
  let variance = 0;
  for (const kind of events) {
    const prior = state.kinds[kind]?.prior ?? UNKNOWN;
    const unseen = SEEN_EQUALS_PRIOR / ((state.shop[kind]?.expected ?? 0) + SEEN_EQUALS_PRIOR);
    const left = Math.max(unseen, state.known[kind] ? BETWEEN_YEARS ** 2 : FIRST_TIME ** 2);
    variance += left * prior.doubt ** 2;
  }
  return Math.sqrt(variance);
}

/** The factor by which these events together change a product's demand. */
export function eventFactor(
  state: CalendarState,
  product: number,
  events: readonly number[],
  dispersion: number,
): number {
  let factor = 1;
  for (const kind of events) factor *= effectOf(state, product, kind, dispersion);
  return factor;
}

/**
 * Takes in a product's open day during events: `units`, where `weekday` is the weekday's factor and `event` that of all
 * the events. What was expected is counted from the level before the events, for the level itself follows them.
 */
export function learnEvents(
  state: CalendarState,
  product: number,
  units: number,
  weekday: number,
  event: number,
  dispersion: number,
): void {
  const base = (state.levels[product] ?? 0) * weekday;
  if (base <= 0) return;
  for (const kind of state.active) {
    const shop = state.shop[kind];
    const own = state.products[product]?.[kind];
    if (!shop || !own) continue;
    // Without this kind, but with the others of the day.
    const expected = (base * event) / effectOf(state, product, kind, dispersion);
    shop.sold += units / dispersion;
    shop.expected += expected / dispersion;
    own.sold += units;
    own.expected += expected;
  }
}

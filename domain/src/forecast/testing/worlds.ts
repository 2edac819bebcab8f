import { addDays, type Day, weekday } from '../../shared/day.ts';
import type { CalendarEvent } from '../calendar.ts';
import type { DemandSeries } from '../demand-series.ts';

/** Days ahead of the origin of which a world knows what will be asked for. */
const AHEAD = 30;
const DAYS = 300;

/** A shop whose past was drawn by a known rule, and what its customers will ask for from the origin on. */
export interface World {
  readonly origin: Day;
  readonly calendar: readonly CalendarEvent[];
  readonly series: readonly DemandSeries[];
  /** Units asked for on each of the 30 days from the origin on, by product. */
  readonly ahead: readonly (readonly number[])[];
}

/** What one product is asked for. Day 0 is the origin, the past is negative. */
interface Product {
  /** Units expected of an open day of factor 1. */
  rate(day: number): number;
  /** Units of one order; 1 unless it says otherwise. */
  units?(): number;
  readonly from?: number;
}

interface Shop {
  readonly products: readonly Product[];
  readonly days?: number;
  readonly origin?: Day;
  readonly calendar?: readonly CalendarEvent[];
  /** What the whole shop's demand is multiplied by; the week of a usual shop unless it says otherwise. */
  factor?(day: number): number;
  isOpen?(day: number): boolean;
  /** NONE: nothing ever runs out. SEEN, HIDDEN: the shelf holds a week at most and is then empty for some days. */
  readonly runsOut?: 'NONE' | 'SEEN' | 'HIDDEN';
}

/** Draws of one seed: always the same. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Between 0 and 1 (mulberry32). */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.unit(); product > limit; product *= this.unit()) count++;
    return count;
  }

  /** One number for each of `count` products, `spread` times as much or as little for two of three. */
  around(median: number, spread: number, count = 24): number[] {
    return Array.from({ length: count }, () => median * spread ** this.normal());
  }
}

const USUAL_WEEK = [0.9, 0.9, 0.95, 1, 1.15, 1.45, 0.65];
/** A Monday without a feast of Senegal near. */
const ORIGIN = '2026-11-09';

/** Draws a shop's past and future. */
export function drawWorld(shop: Shop, draws: Draws): World {
  const { products, days = DAYS, origin = ORIGIN, calendar = [], runsOut = 'NONE' } = shop;
  const first = weekday(origin);
  const factor = shop.factor ?? ((day) => USUAL_WEEK[(((first + day) % 7) + 7) % 7] ?? 1);
  const series: DemandSeries[] = [];
  const ahead = products.map(({ rate, units, from = -days }, i) => {
    const start = Math.max(-days, from);
    const mean = units ? meanOf(units) : 1;
    const asked = Array.from({ length: AHEAD - start }, (_, at) => {
      const day = start + at;
      if (!(shop.isOpen?.(day) ?? true)) return 0;
      const orders = draws.poisson((Math.max(0, rate(day)) * factor(day)) / mean);
      let sum = 0;
      for (let order = 0; order < orders; order++) sum += units?.() ?? 1;
      return sum;
    });
    const past = asked.slice(0, -start);
    series.push({ id: `p${String(i).padStart(3, '0')}`, ...shelved(past, runsOut, draws) });
    return asked.slice(-start);
  });
  return { origin, calendar, series, ahead };
}

function meanOf(units: () => number): number {
  let sum = 0;
  for (let i = 0; i < 400; i++) sum += units();
  return sum / 400;
}

/** The demand as a shop whose shelf holds about a week, and is refilled some days after it ran out, would know it. */
function shelved(
  asked: readonly number[],
  runsOut: 'NONE' | 'SEEN' | 'HIDDEN',
  draws: Draws,
): Pick<DemandSeries, 'demand' | 'empty'> {
  if (runsOut === 'NONE') return { demand: asked, empty: new Uint8Array(asked.length) };
  const full = Math.max(2, Math.round((7 * asked.reduce((a, b) => a + b, 0)) / asked.length));
  const empty = new Uint8Array(asked.length);
  let left = full;
  let wait = 0;
  const demand = asked.map((units, day) => {
    if (left <= 0 && wait-- <= 0) left = full;
    if (left <= 0) empty[day] = 1;
    const sold = Math.min(left, units);
    left -= sold;
    if (sold > 0 && left <= 0) wait = 1 + Math.floor(6 * draws.unit());
    return sold;
  });
  return runsOut === 'SEEN' ? { demand, empty } : { demand };
}

/** A rate that wanders slowly, as those of real products do: half of what moved it is forgotten in ten weeks. */
function wandering(mean: number, draws: Draws, step = 0.03, days = DAYS): (day: number) => number {
  let log = 0;
  const path = Array.from({ length: days + AHEAD }, () => {
    log = 0.99 * log + step * draws.normal();
    return mean * Math.exp(log);
  });
  return (day) => path[day + days] ?? mean;
}

/** A product that is asked for in turns of about `on` and `off` days. */
function turns(rate: number, on: number, off: number, draws: Draws): (day: number) => number {
  let runs = draws.unit() < on / (on + off);
  const path = Array.from({ length: DAYS + AHEAD }, () => {
    if (draws.unit() < 1 / (runs ? on : off)) runs = !runs;
    return runs ? rate : 0;
  });
  return (day) => path[day + DAYS] ?? 0;
}

const payday = (day: number): boolean => {
  const date = Number(addDays(ORIGIN, day).slice(8));
  return date >= 25 || date <= 5;
};
const PAYDAYS: readonly CalendarEvent[] = Array.from({ length: 12 }, (_, month) => {
  const from = `2026-${String(month + 1).padStart(2, '0')}-25`;
  return { kind: 'PAYDAY', from, to: addDays(from, 10) };
});

/** A feast of twelve days, the first of them `from` days from the origin. */
const feast = (from: number): CalendarEvent => ({
  kind: 'FEAST',
  from: addDays(ORIGIN, from),
  to: addDays(ORIGIN, from + 11),
});
const during = (events: readonly CalendarEvent[], day: number): boolean => {
  const at = addDays(ORIGIN, day);
  return events.some(({ from, to }) => from <= at && at <= to);
};
const week = (day: number): number => USUAL_WEEK[((day % 7) + 7) % 7] ?? 1;

const steady = (rate: number) => ({ rate: () => rate });
const some = (draws: Draws): Product[] => draws.around(3, 2.5).map((rate) => ({ rate: wandering(rate, draws) }));

/** Each kind of shop, drawn with the numbers it is given. */
export const WORLDS = {
  steady: (draws) => ({ products: draws.around(3, 2.5).map(steady) }),
  usual: (draws) => ({ products: some(draws) }),
  intermittent: (draws) => ({ products: draws.around(0.25, 1.8, 40).map(steady) }),
  slow: (draws) => ({
    // Every other product is sold by the dozen.
    products: draws
      .around(0.2, 1.7, 60)
      .map((rate, i) => (i % 2 === 0 ? steady(rate) : { ...steady(12 * rate), units: () => 12 })),
  }),
  packs: (draws) => ({
    products: draws.around(9, 2).map((rate) => ({ rate: wandering(rate, draws), units: () => 12 })),
  }),
  wholesale: (draws) => ({
    products: draws.around(6, 2, 40).map((rate) => ({
      rate: wandering(rate, draws),
      units: () => [1, 2, 4, 6, 6, 12, 12, 24, 48][Math.floor(9 * draws.unit())] ?? 1,
    })),
  }),
  bulk: (draws) => ({
    // Now and then somebody takes many times what others do.
    products: draws.around(5, 2, 40).map((rate) => ({
      rate: wandering(rate, draws),
      units: () => (draws.unit() < 0.03 ? 80 + 160 * draws.unit() : 1 + 5 * draws.unit()) | 0,
    })),
  }),
  breadShop: (draws) => {
    // Few products, much of each, and days that are good or bad for all of them.
    const common = wandering(1, draws, 0.02);
    const weather = new Map<number, number>();
    const of = (day: number) => {
      if (!weather.has(day)) weather.set(day, Math.exp(0.2 * draws.normal()));
      return weather.get(day) ?? 1;
    };
    return {
      products: draws.around(50, 2, 6).map((rate) => ({ rate: wandering(rate, draws, 0.02) })),
      factor: (day) => week(day) * common(day) * of(day),
    };
  },
  seasideBakery: (draws) => {
    // Closed on Wednesdays and for a week at Christmas; three times as much in the season, which is beginning.
    const season = (day: number) => 1 + 2 * Math.exp(-(((day - 25) / 28) ** 2));
    return {
      days: 400,
      products: draws.around(12, 2, 14).map((rate) => ({ rate: wandering(rate, draws, 0.02, 400) })),
      factor: (day) => week(day) * (season(day) + season(day + 365) - 1),
      isOpen: (day) => day % 7 !== 2 && day % 7 !== -5 && !(day > -200 && day < -190),
    };
  },
  cafe: (draws) => ({
    products: draws
      .around(3, 2, 12)
      .map((rate, i) => ({ rate: i % 2 === 0 ? wandering(rate, draws) : turns(rate, 60, 15, draws) })),
    isOpen: (day) => !(day > -120 && day < -112),
  }),
  comesAndGoes: (draws) => ({
    products: draws.around(4, 2).map((rate, i) => ({ rate: i % 3 === 0 ? () => rate : turns(rate, 40, 20, draws) })),
  }),
  seasonal: (draws) => ({
    days: 400,
    products: draws.around(3, 2.5).map(steady),
    factor: (day) => week(day) * (1 + 0.6 * Math.sin((2 * Math.PI * (day + 20)) / 365)),
  }),
  growing: (draws) => ({
    products: draws.around(3, 2.5).map((rate) => ({ rate: (day) => rate * Math.exp(0.003 * day) })),
  }),
  closing: (draws) => ({ products: some(draws), isOpen: (day) => day < -10 || day >= 0 }),
  reopening: (draws) => ({ products: some(draws), isOpen: (day) => day < -24 || day >= -3 }),
  young: (draws) => ({ days: 64, products: some(draws) }),
  paydays: (draws) => ({
    products: some(draws),
    calendar: PAYDAYS,
    factor: (day) => week(day) * (payday(day) ? 1.4 : 0.8),
  }),
  feastSeen: (draws) => {
    const calendar = [feast(-200), feast(-90), feast(2)];
    return {
      products: some(draws),
      calendar,
      factor: (day) => week(day) * (during(calendar, day) ? 1.8 : 1),
    };
  },
  feastUnseen: (draws) => {
    const calendar = [feast(2)];
    const effect = draws.unit() < 0.5 ? 0.6 : 1.6;
    return {
      products: some(draws),
      calendar,
      factor: (day) => week(day) * (during(calendar, day) ? effect : 1),
    };
  },
  runsOutSeen: (draws) => ({ products: some(draws), runsOut: 'SEEN' }),
  runsOutHidden: (draws) => ({ products: some(draws), runsOut: 'HIDDEN' }),
  oneOff: (draws) => ({
    products: draws.around(3, 1.5).map((rate) => {
      const at = -10 - Math.floor(90 * draws.unit());
      return { rate: (day) => (day === at ? 150 * rate : rate) };
    }),
  }),
  replaced: (draws) => ({
    // Each of the first dozen gave way, on some day of the last half year, to one of the second.
    products: draws.around(4, 2, 12).flatMap((rate) => {
      const at = -20 - Math.floor(150 * draws.unit());
      return [{ rate: (day: number) => (day < at ? rate : 0) }, { rate: () => rate, from: at }];
    }),
  }),
} satisfies Record<string, (draws: Draws) => Shop>;

export type WorldName = keyof typeof WORLDS;

/** The world of that name and seed: always the same. */
export function worldOf(name: WorldName, seed: number): World {
  const draws = new Draws(1000 * seed + name.length * 7 + name.charCodeAt(0));
  return drawWorld(WORLDS[name](draws), draws);
}

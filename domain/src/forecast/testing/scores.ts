import { forecastShop } from '../forecast-shop.ts';
import { quantile } from '../negative-binomial.ts';
import { demandQuantile, HORIZON, type ProductForecast } from '../product-forecast.ts';
import { stockOut } from '../stock-out.ts';
import { type World, type WorldName, worldOf } from './worlds.ts';

/** How near the predicted days came, over stocks of 3 to 21 days of demand. */
export interface Score {
  readonly tasks: number;
  /** Mean error of the day of the stock-out, in days; and of each of the simple methods. */
  readonly error: number;
  readonly peers: Readonly<Record<Peer, number>>;
  /** Mean error of those that ran out within 15 days. */
  readonly soon: number;
  readonly soonPeers: Readonly<Record<Peer, number>>;
  /** Pinball loss of the demand of 15 days at 10, 50 and 90%, over the demand; and of the exponential smoothing. */
  readonly loss: number;
  readonly lossSes: number;
  /** Share of the days, and of the demands of 15 days, that lay within their 80% interval. */
  readonly covered: number;
  readonly coveredDemand: number;
  /** Days that were called reliable, and how many of them were right within two days. */
  readonly reliable: number;
  readonly right: number;
  /** Expected over actual demand of 15 days. */
  readonly bias: number;
}

type Peer = 'ses' | 'mean28' | 'lastWeek';
const PEERS: readonly Peer[] = ['ses', 'mean28', 'lastWeek'];

const COVERS = [3, 7, 10, 14, 21];
const LOOKED_BACK = 56;
const TOTAL_DAYS = 15;
const PROBABILITIES = [0.1, 0.5, 0.9];
/** Days from which the scatter of the exponential smoothing's demand is taken. */
const SCATTER_DAYS = 90;

/** The predictor and the simple methods on the worlds of that name and these seeds, side by side. */
export function scoreOf(name: WorldName, seeds: readonly number[], withCalendar = true): Score {
  const tally = new Tally();
  for (const seed of seeds) {
    const world = worldOf(name, seed);
    forecastsOf(world, withCalendar).forEach((forecast, i) => {
      tally.add(forecast, Array.from(world.series[i]?.demand ?? []), world.ahead[i] ?? []);
    });
  }
  return tally.score();
}

const forecastsOf = ({ series, origin, calendar }: World, withCalendar: boolean) =>
  forecastShop(series, { origin, ...(withCalendar ? { calendar } : {}) });

const noPeers = (): Record<Peer, number> => ({ ses: 0, mean28: 0, lastWeek: 0 });

/** Sums over forecasts and what then came. */
export class Tally {
  #tasks = 0;
  #error = 0;
  readonly #peers = noPeers();
  #soonTasks = 0;
  #soon = 0;
  readonly #soonPeers = noPeers();
  #covered = 0;
  #reliable = 0;
  #right = 0;
  #demands = 0;
  #expected = 0;
  #actual = 0;
  #coveredDemand = 0;
  #loss = 0;
  #lossSes = 0;

  /** A forecast that was made from `past`, after which `ahead` was asked for: 30 days of it. */
  add(forecast: ProductForecast, past: readonly number[], ahead: readonly number[]): void {
    if (!forecast.sufficient) return;
    const simple = peerRates(past);
    this.#addDemand(forecast, past, ahead, sumOf(simple.ses, TOTAL_DAYS));
    const usual = sumOf(past.slice(-LOOKED_BACK)) / Math.min(past.length, LOOKED_BACK);
    for (const stock of new Set(COVERS.map((days) => Math.max(1, Math.round(days * usual))))) {
      this.#addStock(forecast, stock, ahead, simple);
    }
  }

  #addDemand(forecast: ProductForecast, past: readonly number[], ahead: readonly number[], mean: number): void {
    const total = sumOf(ahead, TOTAL_DAYS);
    const [low, middle, high] = PROBABILITIES.map((p) => demandQuantile(forecast, TOTAL_DAYS, p)) as [
      number,
      number,
      number,
    ];
    this.#demands++;
    this.#expected += sumOf(forecast.daily, TOTAL_DAYS);
    this.#actual += total;
    if (total >= low && total <= high) this.#coveredDemand++;
    const variance = mean * Math.max(1.0001, dispersionOf(past.slice(-SCATTER_DAYS)));
    [low, middle, high].forEach((units, i) => {
      const p = PROBABILITIES[i] ?? 0.5;
      this.#loss += pinball(p, units, total);
      this.#lossSes += pinball(p, mean > 0 ? quantile({ mean, variance, whole: forecast.whole }, p) : 0, total);
    });
  }

  #addStock(forecast: ProductForecast, stock: number, ahead: readonly number[], simple: Record<Peer, number[]>): void {
    const day = firstDay(ahead, stock);
    const predicted = stockOut(forecast, stock);
    const off = Math.abs(predicted.day - day);
    this.#tasks++;
    this.#error += off;
    if (day <= TOTAL_DAYS) {
      this.#soonTasks++;
      this.#soon += off;
    }
    if (day >= predicted.from && day <= predicted.to) this.#covered++;
    if (predicted.reliability === 'RELIABLE') {
      this.#reliable++;
      if (off <= 2) this.#right++;
    }
    for (const peer of PEERS) {
      const peerOff = Math.abs(firstDay(simple[peer], stock) - day);
      this.#peers[peer] += peerOff;
      if (day <= TOTAL_DAYS) this.#soonPeers[peer] += peerOff;
    }
  }

  score(): Score {
    const mean = (sums: Record<Peer, number>, count: number): Record<Peer, number> => ({
      ses: sums.ses / count,
      mean28: sums.mean28 / count,
      lastWeek: sums.lastWeek / count,
    });
    const perUnit = 2 / (PROBABILITIES.length * this.#actual);
    return {
      tasks: this.#tasks,
      error: this.#error / this.#tasks,
      peers: mean(this.#peers, this.#tasks),
      soon: this.#soon / this.#soonTasks,
      soonPeers: mean(this.#soonPeers, this.#soonTasks),
      loss: this.#loss * perUnit,
      lossSes: this.#lossSes * perUnit,
      covered: this.#covered / this.#tasks,
      coveredDemand: this.#coveredDemand / this.#demands,
      reliable: this.#reliable,
      right: this.#right,
      bias: this.#expected / this.#actual,
    };
  }
}

function sumOf(values: ArrayLike<number>, days = values.length): number {
  let sum = 0;
  for (let day = 0; day < days; day++) sum += values[day] ?? 0;
  return sum;
}

const pinball = (p: number, units: number, actual: number): number =>
  Math.max(p * (actual - units), (p - 1) * (actual - units));

/** Variance over mean. */
function dispersionOf(units: readonly number[]): number {
  const mean = sumOf(units) / units.length;
  return mean > 0 ? sumOf(units.map((value) => (value - mean) ** 2)) / Math.max(1, units.length - 1) / mean : 1;
}

/** The day on which `daily` units will have taken `stock`; 31 when not within 30 days. */
function firstDay(daily: ArrayLike<number>, stock: number): number {
  let sum = 0;
  for (let day = 0; day < HORIZON; day++) {
    sum += daily[day] ?? 0;
    if (sum >= stock - 1e-9) return day + 1;
  }
  return HORIZON + 1;
}

/** What each of the simple methods expects of the next 30 days. */
function peerRates(demand: readonly number[]): Record<Peer, number[]> {
  const last = demand.slice(-28);
  const flat = (rate: number) => new Array<number>(HORIZON).fill(rate);
  return {
    ses: flat(exponential(demand)),
    mean28: flat(sumOf(last) / last.length),
    lastWeek: Array.from({ length: HORIZON }, (_, day) => demand[demand.length - 7 + (day % 7)] ?? 0),
  };
}

/** Simple exponential smoothing by the constant that would have done best on this history. */
function exponential(demand: readonly number[]): number {
  const start = sumOf(demand.slice(0, 14)) / Math.min(14, demand.length);
  let best = { errors: Number.POSITIVE_INFINITY, level: start };
  for (const news of [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4]) {
    let level = start;
    let errors = 0;
    for (const units of demand) {
      errors += (units - level) ** 2;
      level += news * (units - level);
    }
    if (errors < best.errors) best = { errors, level };
  }
  return best.level;
}

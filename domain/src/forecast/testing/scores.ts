import { forecastShop } from '../forecast-shop.ts';
import { demandQuantile, HORIZON } from '../product-forecast.ts';
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

const COVERS = [3, 7, 10, 14, 21];
const LOOKED_BACK = 56;

/** The predictor and the simple methods on the worlds of that name and these seeds, side by side. */
export function scoreOf(name: WorldName, seeds: readonly number[], withCalendar = true): Score {
  let [tasks, error, covered, reliable, right, expected, actual, demands, coveredDemand] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [soonTasks, soon] = [0, 0];
  const peers = { ses: 0, mean28: 0, lastWeek: 0 };
  const soonPeers = { ses: 0, mean28: 0, lastWeek: 0 };
  for (const seed of seeds) {
    const world = worldOf(name, seed);
    forecastsOf(world, withCalendar).forEach((forecast, i) => {
      const { demand } = world.series[i] ?? { demand: [] };
      const ahead = world.ahead[i] ?? [];
      const past = Array.from(demand).slice(-LOOKED_BACK);
      const usual = past.reduce((a, b) => a + b, 0) / past.length;
      if (!forecast.sufficient) return;
      const total = ahead.slice(0, 15).reduce((a, b) => a + b, 0);
      expected += forecast.daily.slice(0, 15).reduce((a, b) => a + b, 0);
      actual += total;
      demands++;
      if (total >= demandQuantile(forecast, 15, 0.1) && total <= demandQuantile(forecast, 15, 0.9)) coveredDemand++;
      const simple = peerRates(Array.from(demand));
      for (const stock of new Set(COVERS.map((days) => Math.max(1, Math.round(days * usual))))) {
        const day = firstDay(ahead, stock);
        const predicted = stockOut(forecast, stock);
        const off = Math.abs(predicted.day - day);
        tasks++;
        error += off;
        if (day <= 15) {
          soonTasks++;
          soon += off;
        }
        if (day >= predicted.from && day <= predicted.to) covered++;
        if (predicted.reliability === 'RELIABLE') {
          reliable++;
          if (off <= 2) right++;
        }
        for (const peer of ['ses', 'mean28', 'lastWeek'] as const) {
          const peerOff = Math.abs(firstDay(simple[peer], stock) - day);
          peers[peer] += peerOff;
          if (day <= 15) soonPeers[peer] += peerOff;
        }
      }
    });
  }
  for (const peer of ['ses', 'mean28', 'lastWeek'] as const) {
    peers[peer] /= tasks;
    soonPeers[peer] /= soonTasks;
  }
  return {
    tasks,
    error: error / tasks,
    peers,
    soon: soon / soonTasks,
    soonPeers,
    covered: covered / tasks,
    coveredDemand: coveredDemand / demands,
    reliable,
    right,
    bias: expected / actual,
  };
}

const forecastsOf = ({ series, origin, calendar }: World, withCalendar: boolean) =>
  forecastShop(series, { origin, ...(withCalendar ? { calendar } : {}) });

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
    mean28: flat(last.reduce((a, b) => a + b, 0) / last.length),
    lastWeek: Array.from({ length: HORIZON }, (_, day) => demand[demand.length - 7 + (day % 7)] ?? 0),
  };
}

/** Simple exponential smoothing by the constant that would have done best on this history. */
function exponential(demand: readonly number[]): number {
  const start = demand.slice(0, 14).reduce((a, b) => a + b, 0) / Math.min(14, demand.length);
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

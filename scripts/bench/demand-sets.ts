import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type DemandSeries, forecastShop, HORIZON } from '@digiboost/domain/forecast';
import { addDays, type Day, daysBetween } from '@digiboost/domain/shared/day';
import { type Score, Tally } from '../../domain/src/forecast/testing/scores.ts';

/** History that a forecast is made from at most, days between two origins, and origins of each set at most. */
const HISTORY = 400;
const BETWEEN = 28;
const ORIGINS = 12;
/** Days of the set before the first origin, and age of a product that is judged. */
const LEAST_HISTORY = 56;

/** The half of a set's products that may be looked at while something is changed, and the one kept to judge it. */
export const HALVES = ['look', 'judge'] as const;
export type Half = (typeof HALVES)[number];

/**
 * How the predictor does on real demand that it was not made on. A folder of `<set>.csv` or `<set>.csv.gz`, each with
 * the columns shop (may be left out), sku, date, qty: what one shop sold of one product on one day; a row that is not
 * there is a day without a sale, and a product begins with its first. A shop's products are forecast together; those of
 * the asked half are counted.
 */
export async function judgeDemandSets(folder: string, half: Half): Promise<Record<string, unknown>> {
  const files = (await readdir(folder)).filter((name) => /\.csv(\.gz)?$/.test(name)).sort();
  if (files.length === 0) throw new Error(`There is no .csv or .csv.gz in ${folder}.`);
  const sets: Record<string, unknown> = {};
  for (const file of files) {
    const bytes = await readFile(join(folder, file));
    const text = (file.endsWith('.gz') ? gunzipSync(new Uint8Array(bytes)) : bytes).toString('utf8');
    sets[file.replace(/\.csv(\.gz)?$/, '')] = judgedSet(readDemand(text), half);
  }
  return sets;
}

/** What was sold of one product: units by day, from the first day of the whole set on. */
interface SoldProduct {
  readonly id: string;
  readonly units: number[];
  start: number;
}

interface DemandSet {
  readonly first: Day;
  readonly days: number;
  readonly shops: readonly (readonly SoldProduct[])[];
}

function readDemand(text: string): DemandSet {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  const [shopAt, skuAt, dateAt, qtyAt] = ['shop', 'sku', 'date', 'qty'].map((name) => names.indexOf(name));
  if (skuAt === undefined || dateAt === undefined || qtyAt === undefined || Math.min(skuAt, dateAt, qtyAt) < 0)
    throw new Error(`The columns sku, date and qty are not all there: ${header}`);
  const rows = lines.map((line) => line.split(','));
  const dates = rows.map((cells) => cells[dateAt] ?? '').sort();
  const [first = '', last = first] = [dates[0], dates.at(-1)];
  const days = daysBetween(first, last) + 1;
  const shops = new Map<string, Map<string, SoldProduct>>();
  for (const cells of rows) {
    const shop = cells[shopAt ?? -1] ?? '';
    const id = cells[skuAt] ?? '';
    const products = shops.get(shop) ?? new Map<string, SoldProduct>();
    shops.set(shop, products);
    const product = products.get(id) ?? { id: `${shop}/${id}`, units: new Array<number>(days).fill(0), start: days };
    products.set(id, product);
    const day = daysBetween(first, cells[dateAt] ?? first);
    product.units[day] = (product.units[day] ?? 0) + Math.max(0, Number(cells[qtyAt]));
    product.start = Math.min(product.start, day);
  }
  return { first, days, shops: [...shops.values()].map((products) => [...products.values()]) };
}

function judgedSet({ first, days, shops }: DemandSet, half: Half): Record<string, unknown> {
  const tally = new Tally();
  let products = 0;
  for (const shop of shops) {
    products += shop.filter(({ id }) => halfOf(id) === half).length;
    for (let k = 0; k < ORIGINS; k++) {
      const origin = days - HORIZON - k * BETWEEN;
      if (origin < LEAST_HISTORY) break;
      judgeOrigin(tally, shop, origin, addDays(first, origin), half);
    }
  }
  return { shops: shops.length, products, ...rounded(tally.score()) };
}

function judgeOrigin(tally: Tally, shop: readonly SoldProduct[], at: number, origin: Day, half: Half): void {
  const known = shop.filter(({ start }) => start < at);
  const series = known.map(({ id, units, start }): DemandSeries => {
    const demand = units.slice(Math.max(start, at - HISTORY), at);
    return { id, demand, empty: new Uint8Array(demand.length) };
  });
  forecastShop(series, { origin }).forEach((forecast, i) => {
    const product = known[i];
    if (!product || halfOf(product.id) !== half || at - product.start < LEAST_HISTORY) return;
    tally.add(forecast, Array.from(series[i]?.demand ?? []), product.units.slice(at, at + HORIZON));
  });
}

/** The half that a product belongs to, by the parity of a hash of its name (FNV-1a). */
function halfOf(id: string): Half {
  let hash = 2_166_136_261;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return HALVES[(hash >>> 7) & 1] ?? 'look';
}

/** The figures as a table shows them; ratios are to the exponential smoothing. */
function rounded({ error, peers, soon, soonPeers, loss, lossSes, ...score }: Score): Record<string, number> {
  const to3 = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    tasks: score.tasks,
    dateMAE: to3(error),
    dateToSes: to3(error / peers.ses),
    dateToBest: to3(error / Math.min(...Object.values(peers))),
    soonMAE: to3(soon),
    soonToSes: to3(soon / soonPeers.ses),
    WQL: to3(loss),
    wqlToSes: to3(loss / lossSes),
    covered: to3(score.covered),
    coveredDemand: to3(score.coveredDemand),
    reliable: score.reliable,
    right: to3(score.right / score.reliable),
    bias: to3(score.bias),
  };
}

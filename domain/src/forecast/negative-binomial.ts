/**
 * Count distributions by mean and variance. Exact recursion of the negative binomial up to GRID expected units; beyond
 * it, the gamma of the same mean and variance by Wilson & Hilferty's cube root (1931) where that is accurate (shape >=
 * 4), else the recursion on a coarser grid. Goods sold by weight have no whole units: they take the finer grid.
 */
const GRID = 50;
const ACCURATE_SHAPE = 4;

/** Mean and variance of a demand, in units; `whole`: it comes in whole units. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly whole: boolean;
}

/** Standard normal distribution function (Abramowitz & Stegun 26.2.17, error < 1e-7). */
export function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    0.3989422804 *
    Math.exp((-z * z) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}

/** Standard normal quantile (Abramowitz & Stegun 26.2.23, error < 5e-4). */
export function normalQuantile(p: number): number {
  const q = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(Math.max(q, 1e-300)));
  const z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -z : z;
}

const usesGamma = ({ mean, variance }: Moments): boolean => mean > GRID && (mean * mean) / variance >= ACCURATE_SHAPE;

const cubeRootScale = ({ mean, variance }: Moments): number => variance / (9 * mean * mean);

/** Units per step of the recursion. */
const stepOf = ({ mean, whole }: Moments): number => (whole ? Math.max(1, mean / GRID) : mean / GRID);

/** Probability of 0 and of the ratio p(k+1)/p(k) = (k + r) / (k + 1) * q, for moments in steps. */
function recursion(moments: Moments, step: number): { zero: number; r: number; q: number } {
  const mean = moments.mean / step;
  // A count varies at least as Poisson's; just above it the two cannot be told apart.
  const ratio = Math.max(moments.variance / (step * moments.mean), 1.001);
  const r = mean / (ratio - 1);
  return { zero: Math.exp(-r * Math.log(ratio)), r, q: 1 - 1 / ratio };
}

/** P(demand >= x); 1 for x <= 0, and 0 for a demand whose mean is 0. */
export function probabilityAtLeast(moments: Moments, x: number): number {
  if (x <= 0) return 1;
  if (!(moments.mean > 0)) return 0;
  if (usesGamma(moments)) {
    const c = cubeRootScale(moments);
    const z = (Math.cbrt(Math.max(0, x - (moments.whole ? 0.5 : 0)) / moments.mean) - 1 + c) / Math.sqrt(c);
    return 1 - normalBelow(z);
  }
  const step = stepOf(moments);
  const { zero, r, q } = recursion(moments, step);
  const steps = step === 1 ? Math.ceil(x - 1e-9) : x / step;
  let p = zero;
  let below = 0;
  let k = 0;
  for (; k + 1 <= steps && below < 1 - 1e-9; k++) {
    below += p;
    p *= ((k + r) / (k + 1)) * q;
  }
  return Math.max(0, 1 - below - Math.max(0, steps - k) * p);
}

/** The demand that is not exceeded with probability `p` (0 < p < 1), in units. */
export function quantile(moments: Moments, p: number): number {
  if (!(moments.mean > 0) || p <= 0) return 0;
  const at = Math.min(p, 1 - 1e-6);
  if (usesGamma(moments)) {
    const c = cubeRootScale(moments);
    return Math.max(0, moments.mean * (1 - c + normalQuantile(at) * Math.sqrt(c)) ** 3);
  }
  const step = stepOf(moments);
  const { zero, r, q } = recursion(moments, step);
  let mass = zero;
  let below = zero;
  let k = 0;
  for (; below < at && k < 100_000; k++) {
    mass *= ((k + r) / (k + 1)) * q;
    below += mass;
  }
  return k * step;
}

/** E[max(demand - stock, 0)] in units: the demand that a stock of `stock` leaves unserved. */
export function expectedExcess(moments: Moments, stock: number): number {
  if (!(moments.mean > 0)) return 0;
  if (stock <= 0) return moments.mean - stock;
  // E[(D - s)+] = mean - s + E[(s - D)+], what is left over.
  return Math.max(0, moments.mean - stock + expectedLeftover(moments, stock));
}

const PANELS = 64;

function expectedLeftover(moments: Moments, stock: number): number {
  let left = 0;
  if (usesGamma(moments)) {
    // The integral of P(D < x) from 0 to the stock, by the midpoint rule.
    const width = stock / PANELS;
    for (let i = 0; i < PANELS; i++) left += (1 - probabilityAtLeast(moments, (i + 0.5) * width)) * width;
    return left;
  }
  const step = stepOf(moments);
  const steps = stock / step;
  const { zero, r, q } = recursion(moments, step);
  let p = zero;
  let below = 0;
  for (let k = 0; k < steps && below < 1 - 1e-9; k++) {
    left += (steps - k) * p;
    below += p;
    p *= ((k + r) / (k + 1)) * q;
  }
  return left * step;
}

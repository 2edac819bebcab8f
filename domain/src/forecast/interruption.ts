/**
 * Whether a product is still asked for: a two-state hidden Markov model, filtered (Hamilton 1989). A sale proves that
 * it runs; each day without one speaks against it, the more the better it sold. How often the shop's products stop, and
 * how soon they come back the longer they have been away, is learnt from them.
 */

/** P(a running product stops on a day), as long as the shop has shown few stops. */
const FIRST_STOPS = 0.0005;
/**
 * Days without a sale from which how soon a product comes back is another question, and P(it does on a day) as long as
 * the shop has shown few returns after so long: half of what has been away for so long has come back when it is twice.
 */
const AGES = [0, 7, 14, 28, 56, 112] as const;
const FIRST_RESUMES = [0.05, 0.05, 0.03, 0.015, 0.0075, 0.003] as const;
/** Stops and returns as which those first values count. */
const PRIOR = 2;
/**
 * Least P(no sale on a day | running): a feast, a closed shop, an unrecorded day. Else one such day would convince the
 * model that what sells a hundred units a day is no longer asked for.
 */
const LEAST_ZERO = 0.1;

/** What is known of one product's presence at the end of a day: P(running), and open days since it last sold. */
export interface Presence {
  running: number;
  quiet: number;
}

/** How the shop's products stop and come back: probabilities, and the expected counts that they are learnt from. */
export interface Stops {
  /** P(a running product stops on a day). */
  stops: number;
  /** P(an interrupted one comes back on a day), by how long it has been quiet. */
  readonly resumes: number[];
  ran: number;
  readonly returned: number[];
  readonly waited: number[];
}

export const newStops = (): Stops => ({
  stops: FIRST_STOPS,
  resumes: [...FIRST_RESUMES],
  ran: 0,
  returned: AGES.map(() => 0),
  waited: AGES.map(() => 0),
});

const ageOf = (quiet: number): number => {
  let age = 0;
  while (quiet >= (AGES[age + 1] ?? Number.POSITIVE_INFINITY)) age++;
  return age;
};

/** P(a product that is interrupted, and has been quiet for so many days, comes back on the next). */
export const resumesAfter = ({ resumes }: Stops, quiet: number): number => resumes[ageOf(quiet)] ?? 0;

/** P(running) on the day after one that ended like this, as long as nothing is seen of it. */
export const nextRunning = ({ running, quiet }: Presence, shop: Stops): number =>
  running * (1 - shop.stops) + (1 - running) * resumesAfter(shop, quiet);

/**
 * Takes in a day with or without a sale, which a running product has none on with `zero`; `learns`: what is seen counts
 * in how the shop's products behave.
 */
export function observe(of: Presence, shop: Stops, sale: boolean, zero: number, learns: boolean): void {
  const { running, quiet } = of;
  const next = nextRunning(of, shop);
  if (learns) {
    const age = ageOf(quiet);
    shop.ran += running;
    shop.waited[age] = (shop.waited[age] ?? 0) + 1 - running;
    if (sale) shop.returned[age] = (shop.returned[age] ?? 0) + ((1 - running) * (shop.resumes[age] ?? 0)) / next;
  }
  const both = next * Math.max(zero, LEAST_ZERO);
  of.running = sale ? 1 : both / (both + 1 - next);
  of.quiet = sale ? 0 : quiet + 1;
}

/** Ends a week: what was seen is believed from now on; `away` is the expected number of products that do not run. */
export function learnStops(shop: Stops, away: number): void {
  let all = away;
  for (let age = 0; age < AGES.length; age++) {
    const returned = shop.returned[age] ?? 0;
    all += returned;
    shop.resumes[age] = (PRIOR + returned) / (PRIOR / (FIRST_RESUMES[age] ?? 1) + (shop.waited[age] ?? 0));
  }
  shop.stops = (PRIOR + all) / (PRIOR / FIRST_STOPS + shop.ran);
}

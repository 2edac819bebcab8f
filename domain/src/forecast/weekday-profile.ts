/**
 * How demand is spread over the week. A factor of 1 is the mean of the days on which the shop is open; the level of a
 * product is its demand on such a day. Everything decays, so that a week that changes is followed.
 */

/** Share kept of what a weekday had taught, each time it comes again: half of it is forgotten in 12 and in 26 weeks. */
const SHOP_MEMORY = 0.5 ** (1 / 12);
const OWN_MEMORY = 0.5 ** (1 / 26);
/** Share of an opening's news; a weekday is taken for closed after about three closed ones in a row. */
const OPENING_NEWS = 0.2;
const USUALLY_OPEN = 0.5;
/** Expected orders (units over their dispersion) at which a product's own week counts as much as the shop's. */
const OWN_EQUALS_SHOP = 30;
/**
 * Selling products expected on a day on which nothing was sold: from here on the shop was closed (P < e^-5 if open).
 */
const SURELY_OPEN = 5;

const perWeekday = (value: number): number[] => [value, value, value, value, value, value, value];

/** The shop's week. Weekdays are 0 = Monday … 6 = Sunday. */
export interface WeekdayProfile {
  readonly sold: number[];
  readonly expected: number[];
  /** Share of these weekdays on which the shop was open, of late. */
  readonly open: number[];
  /** Demand of the weekday over that of the mean open day. */
  readonly factors: number[];
}

export const newWeekdayProfile = (): WeekdayProfile => ({
  sold: perWeekday(1),
  expected: perWeekday(1),
  open: perWeekday(0.9),
  factors: perWeekday(1),
});

/** Whether a day without any sale was a closed one, given how many products should have sold. */
export const wasClosed = (profile: WeekdayProfile, day: number, expectedSellers: number): boolean =>
  expectedSellers * (profile.factors[day] ?? 1) >= SURELY_OPEN || !isOpenOn(profile, day);

/** Whether the shop is usually open on that weekday. */
export const isOpenOn = (profile: WeekdayProfile, day: number): boolean => (profile.open[day] ?? 1) >= USUALLY_OPEN;

/** Takes in whether the shop was open today. */
export function learnOpening({ open }: WeekdayProfile, day: number, isOpen: boolean): void {
  open[day] = (open[day] ?? 1) + OPENING_NEWS * ((isOpen ? 1 : 0) - (open[day] ?? 1));
}

/**
 * Takes in an open day: `sold` against the `expected` of a mean open day, both summed over the products and each
 * divided by its dispersion (the quasi-likelihood estimate of a common factor; McCullagh & Nelder 1989, ch. 9).
 */
export function learnWeekday(profile: WeekdayProfile, day: number, sold: number, expected: number): void {
  profile.sold[day] = SHOP_MEMORY * (profile.sold[day] ?? 0) + sold;
  profile.expected[day] = SHOP_MEMORY * (profile.expected[day] ?? 0) + expected;
  let sum = 0;
  let openDays = 0;
  for (let d = 0; d < 7; d++) {
    const ratio = (profile.sold[d] ?? 1) / (profile.expected[d] ?? 1);
    profile.factors[d] = ratio;
    if (isOpenOn(profile, d)) {
      sum += ratio;
      openDays++;
    }
  }
  if (sum <= 0) return;
  const scale = openDays / sum;
  for (let d = 0; d < 7; d++) profile.factors[d] = (profile.factors[d] ?? 1) * scale;
}

/** A product's own week: units sold and units expected by its level alone, by weekday. */
export interface OwnWeek {
  readonly sold: number[];
  readonly expected: number[];
}

export const newOwnWeek = (): OwnWeek => ({ sold: perWeekday(0), expected: perWeekday(0) });

/** Takes a day into the product's own week. */
export function learnOwnDay({ sold, expected }: OwnWeek, day: number, units: number, level: number): void {
  sold[day] = OWN_MEMORY * (sold[day] ?? 0) + units;
  expected[day] = OWN_MEMORY * (expected[day] ?? 0) + level;
}

/** The product's factor of a weekday: its own week shrunk to the shop's (gamma-Poisson), by what it has sold. */
export function weekdayFactor(own: OwnWeek, shop: WeekdayProfile, day: number, dispersion: number): number {
  const weight = OWN_EQUALS_SHOP * dispersion;
  return ((own.sold[day] ?? 0) + weight * (shop.factors[day] ?? 1)) / ((own.expected[day] ?? 0) + weight);
}

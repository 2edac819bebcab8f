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
/** Weeks of the shop's profile that the week which is to prove itself starts from. */
const TRIAL_WEEKS = 2;
/** Log odds of a product that has not sold yet that its sales keep to days of their own, and the most they become. */
const FIRST_ODDS = -3;
const MOST_ODDS = 6;
/** P(a day has a sale) from which the weekdays of the sales say nothing. */
const NEARLY_EVERY_DAY = 0.8;
/** Share of a day's news in how wrong both weeks were, and days of equal errors that they start from. */
const ERROR_NEWS = 0.02;
const ERROR_PRIOR = 0.1;

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

/** Whether the shop is usually open on that weekday. */
export const isOpenOn = (profile: WeekdayProfile, day: number): boolean => (profile.open[day] ?? 1) >= USUALLY_OPEN;

/** Takes in a day that the shop was open on with that probability. */
export function learnOpening({ open }: WeekdayProfile, day: number, isOpen: number): void {
  open[day] = (open[day] ?? 1) + OPENING_NEWS * (isOpen - (open[day] ?? 1));
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

/**
 * A product's own week: units sold and units expected by its level alone, by weekday; the squared errors that its
 * days had by its own week and by the shop's, in units per unit expected; and on which weekdays it was sold at all.
 */
export interface OwnWeek {
  readonly sold: number[];
  readonly expected: number[];
  /** Days with a sale, by weekday. */
  readonly days: number[];
  /** Log odds that its sales keep to days of their own rather than to the shop's, and that probability. */
  odds: number;
  alone: number;
  ownErrors: number;
  shopErrors: number;
}

/** Days on which it was sold, the last ones counting most. */
export const saleDays = ({ days }: OwnWeek): number => days.reduce((sum, count) => sum + count, 0);

export const newOwnWeek = (): OwnWeek => ({
  sold: perWeekday(0),
  expected: perWeekday(0),
  days: perWeekday(0),
  odds: FIRST_ODDS,
  alone: 1 / (1 + Math.exp(-FIRST_ODDS)),
  ownErrors: ERROR_PRIOR,
  shopErrors: ERROR_PRIOR,
});

/** Takes a day into the product's own week. */
export function learnOwnDay(own: OwnWeek, shop: WeekdayProfile, day: number, units: number, level: number): void {
  const { sold, expected, days } = own;
  const soldBefore = sold[day] ?? 0;
  const expectedBefore = expected[day] ?? 0;
  if (level > 0) {
    const common = shop.factors[day] ?? 1;
    const trial = (soldBefore + TRIAL_WEEKS * level * common) / (expectedBefore + TRIAL_WEEKS * level);
    own.ownErrors += ERROR_NEWS * ((units - level * trial) ** 2 / level - own.ownErrors);
    own.shopErrors += ERROR_NEWS * ((units - level * common) ** 2 / level - own.shopErrors);
  }
  sold[day] = OWN_MEMORY * soldBefore + units;
  expected[day] = OWN_MEMORY * expectedBefore + level;
  days[day] = OWN_MEMORY * (days[day] ?? 0) + (units > 0 ? 1 : 0);
}

/**
 * A day with a sale speaks for days of its own where the weekdays of earlier sales told it better than the shop's week
 * does (the predictive odds of two multinomials); `often` is P(a day has a sale). What sells nearly every day says
 * nothing, however much it sells.
 */
export function learnSaleDay(own: OwnWeek, shop: WeekdayProfile, day: number, often: number): void {
  if (!(often > 0 && often < NEARLY_EVERY_DAY)) return;
  const { days } = own;
  let all = TRIAL_WEEKS;
  let sum = 0;
  for (let d = 0; d < 7; d++) {
    all += days[d] ?? 0;
    if (isOpenOn(shop, d)) sum += Math.min(1, often * (shop.factors[d] ?? 1));
  }
  const common = Math.min(1, often * (shop.factors[day] ?? 1)) / sum;
  if (!(common > 0 && sum > 0)) return;
  const alone = ((days[day] ?? 0) + TRIAL_WEEKS * common) / all;
  own.odds = Math.max(FIRST_ODDS, Math.min(MOST_ODDS, own.odds + Math.log(alone / common)));
  own.alone = 1 / (1 + Math.exp(-own.odds));
}

/**
 * The product's factor of a weekday: its own week shrunk to the shop's (gamma-Poisson) by what it has sold, and the
 * less the better its own week has told its days than the shop's did: what sells on Saturdays alone is soon known by
 * it.
 */
export function weekdayFactor(
  own: OwnWeek,
  shop: WeekdayProfile,
  day: number,
  dispersion: number,
  level: number,
): number {
  const ratio = Math.min(1, own.ownErrors / own.shopErrors);
  const common = OWN_EQUALS_SHOP * dispersion * ratio * ratio;
  const trial = TRIAL_WEEKS * level;
  const weight = trial < common ? common + own.alone * (trial - common) : common;
  return ((own.sold[day] ?? 0) + weight * (shop.factors[day] ?? 1)) / ((own.expected[day] ?? 0) + weight);
}

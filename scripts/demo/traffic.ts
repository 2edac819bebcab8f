import { type Day, weekday } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';

/** Busier on Saturdays, quieter on Sundays; index 0 is Monday. */
const WEEK = [0.92, 0.94, 0.97, 1, 1.12, 1.25, 0.8];
/** Salaries arrive in the last days of a month and are spent in its first ones. */
const payDay = (day: Day): number => {
  const date = Number(day.slice(8));
  return date >= 28 || date <= 5 ? 1.28 : date >= 20 && date <= 26 ? 0.88 : 1;
};
/** Hours of the day by their share of sales, 8 h to 22 h. */
const HOURS = [3, 4, 5, 6, 8, 9, 7, 5, 5, 6, 8, 11, 12, 8, 3];
/** The sums of the first weights, of the first two, and so on. */
export const runningSums = (weights: readonly number[]): number[] => {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
};
export const HOUR_SUMS = runningSums(HOURS);

/** How many customers come on a day, compared with an ordinary one. */
export const busyness = (day: Day): number => must(WEEK[weekday(day)]) * payDay(day);

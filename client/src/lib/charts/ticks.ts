import { addDays, type Day, daysBetween, weekday } from '@digiboost/domain/shared/day';

const EPOCH: Day = '1970-01-01';
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];

/** A day as a number of days since 1970-01-01, and back: where it lies on the axis. */
export const positionOf = (day: Day): number => daysBetween(EPOCH, day);
export const dayAt = (position: number): Day => addDays(EPOCH, Math.round(position));

/** The days that an axis from `first` to `last` names, at most `most` of them: days, Mondays, or firsts of months. */
export function dayTicks(first: Day, last: Day, most: number): Day[] {
  const span = daysBetween(first, last) + 1;
  const room = Math.max(Math.floor(most), 1);
  if (span <= 0) return [];
  if (span <= room) return every(first, last, 1);
  if (span <= 2 * room) return every(first, last, 2);
  const monday = addDays(first, (7 - weekday(first)) % 7);
  for (const step of [7, 14]) {
    if (monday <= last && Math.ceil(span / step) <= room) return every(monday, last, step);
  }
  for (const step of MONTH_STEPS) {
    const months = monthsFrom(first, last, step);
    if (months.length > 0 && months.length <= room) return months;
  }
  return [first];
}

function every(first: Day, last: Day, step: number): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, step)) days.push(day);
  return days;
}

function monthsFrom(first: Day, last: Day, step: number): Day[] {
  const months: Day[] = [];
  let month = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  for (;;) {
    const day = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
    if (day > last) return months;
    if (day >= first && month % step === 0) months.push(day);
    month += 1;
  }
}

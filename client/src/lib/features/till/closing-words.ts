import { formatDayNear, formatMoney, formatTime } from '@digiboost/domain/french';
import { money } from '../../i18n/fr/money.ts';
import { till as words } from '../../i18n/fr/till.ts';
import type { ReviewedClosing } from '../../model/money-reader.ts';

/** A difference in words: counted less expected, FCFA. */
export const differenceText = (difference: number): string =>
  difference === 0 ? words.right : difference < 0 ? words.missing(-difference) : words.tooMuch(difference);

/** When a closing was made, as near as can be. */
export const closedAt = ({ closing }: Pick<ReviewedClosing, 'closing'>, today: string, timezone: string): string =>
  `${formatDayNear(closing.day, today)} ${formatTime(closing.at, timezone)}`;

/** A closing as it is shared. */
export function closingText(reviewed: ReviewedClosing, shop: string, when: string): string {
  const parts = reviewed.parts.map(({ method, expected, counted, left, difference }) =>
    [
      `${money.methods[method]} : ${differenceText(difference)}`,
      `  ${words.expected} ${formatMoney(expected)}, ${words.counted.toLowerCase()} ${formatMoney(counted)}`,
      `  ${words.left} ${formatMoney(left)}`,
    ].join('\n'),
  );
  return [`${shop}, ${when}`, ...parts, reviewed.closing.note ?? ''].filter(Boolean).join('\n');
}

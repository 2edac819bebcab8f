import type { Payment } from '@digiboost/domain/documents';

/** How many categories have a colour of their own before they begin again: `--hue-1` to `--hue-8`. */
const HUES = 8;

/** The name of a colour of the tokens that something is filled with, without its dashes: "hue-3", "pay-wave". */
export type Fill = string;

const PAYMENTS: Readonly<Record<Payment, Fill>> = {
  CASH: 'pay-cash',
  WAVE: 'pay-wave',
  ORANGE_MONEY: 'pay-orange-money',
  BANK: 'pay-bank',
  CREDIT: 'pay-credit',
};

/** The colour of a method of payment; grey where it is not known. */
export const paymentFill = (payment: Payment | null): Fill => (payment ? PAYMENTS[payment] : 'line-strong');

/** Each category's colour: they keep it as the shop makes more. A product without a category is grey. */
export function categoryFills(
  categories: readonly { readonly _id: string; readonly createdAt: string }[],
): (id: string | null | undefined) => Fill {
  const inOrder = [...categories].sort((a, b) => {
    const [one, other] = [`${a.createdAt} ${a._id}`, `${b.createdAt} ${b._id}`];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  const fills = new Map(inOrder.map(({ _id }, index) => [_id, `hue-${(index % HUES) + 1}`]));
  return (id) => (id && fills.get(id)) || 'line-strong';
}

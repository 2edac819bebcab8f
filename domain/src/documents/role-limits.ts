import type { Cash, CashKind } from './cash.ts';
import type { Closing } from './closing.ts';
import type { Count } from './count.ts';
import { FREE_LINE } from './free-line.ts';
import type { Movement } from './movement.ts';
import type { Return } from './return.ts';
import type { Sale } from './sale.ts';
import { saleLineAmount } from './settlement.ts';
import type { RoleLimits } from './shop.ts';
import type { Void } from './void.ts';

/** What a role may be kept from seeing: costs and margins, the money of the till, who owes what. */
export const SEEN = ['COSTS', 'TILL', 'DEBTS'] as const;
/** What sellers may be kept from doing by themselves. */
export const DONE = ['PRICE', 'VOID', 'RETURN', 'CASH_OUT', 'CLOSING'] as const;
type Done = (typeof DONE)[number];
/** Everything that an administrator may keep from a role. */
export type Right = (typeof SEEN)[number] | Done;

/** What an event may need an administrator's word for; CREDIT: a customer who owes more than their limit. */
export type Beyond = Done | 'DISCOUNT' | 'CREDIT';

/** What of a version an event says: under which it was recorded, and what of it concerns such an event. */
export type EventLimits = NonNullable<Sale['limits']>;

/** The money that goes out of the till. */
const OUTGOING: readonly CashKind[] = ['EXPENSE', 'SUPPLIER_PAYMENT', 'OWNER_OUT', 'LOAN_OUT', 'TRANSFER'];

/** The events that people record, which a limit may concern. */
export type LimitedEvent = Sale | Return | Void | Movement | Count | Cash | Closing;

const CONCERNS: Readonly<Partial<Record<LimitedEvent['type'], Done>>> = {
  sale: 'PRICE',
  void: 'VOID',
  return: 'RETURN',
  cash: 'CASH_OUT',
  closing: 'CLOSING',
};

/** The version that was in force at `at`; undefined: none was, everything was allowed. */
export const limitsAt = (versions: readonly RoleLimits[] | undefined, at: string): RoleLimits | undefined =>
  versions?.reduce<RoleLimits | undefined>(
    (last, version) => (version.since <= at && version.since >= (last?.since ?? '') ? version : last),
    undefined,
  );

/** The version that was set last. */
export const latestLimits = (versions: readonly RoleLimits[] | undefined): RoleLimits | undefined =>
  limitsAt(versions, '9999');

/** Whether somebody of `role` has `right` without asking, as the shop's limits stand. */
export function hasRight(versions: readonly RoleLimits[] | undefined, role: string | undefined, right: Right): boolean {
  const version = latestLimits(versions);
  return !version || (role !== 'user' && role !== 'viewer') || !version[role].includes(right);
}

/** What an event of `type` that a seller records under `version` says of it; undefined where nothing concerns it. */
export function limitsFor(type: string, version: RoleLimits): EventLimits | undefined {
  const right = Object.hasOwn(CONCERNS, type) ? CONCERNS[type as LimitedEvent['type']] : undefined;
  if (!right) return undefined;
  const denied = version.user.filter((one) => one === right);
  return { key: version.key, ...(type === 'sale' ? { discount: version.discount } : {}), denied };
}

/** What of `event` goes beyond `limits`: what an administrator's word is needed for. */
export function beyondLimits(event: LimitedEvent, { discount = 100, denied }: EventLimits): readonly Beyond[] {
  const isDenied = (right: Done): boolean => denied.includes(right);
  switch (event.type) {
    case 'sale': {
      if (event.status === 'MISSED') return [];
      const beyond: Beyond[] = isDenied('PRICE') && event.lines.some(isOwnPrice) ? ['PRICE'] : [];
      return isMoreThan(event, discount) ? [...beyond, 'DISCOUNT'] : beyond;
    }
    case 'void':
      // Somebody asked for it, or did not: neither goods nor money.
      return isDenied('VOID') && !(event.original.type === 'sale' && event.original.status === 'MISSED')
        ? ['VOID']
        : [];
    case 'return':
      return isDenied('RETURN') ? ['RETURN'] : [];
    case 'cash':
      return isDenied('CASH_OUT') && OUTGOING.includes(event.kind) ? ['CASH_OUT'] : [];
    case 'closing':
      return isDenied('CLOSING') ? ['CLOSING'] : [];
  }
  return [];
}

/** Whether whoever sold it made the price: another one than the catalogue's, or that of what is in no catalogue. */
const isOwnPrice = ({ productId, unitPrice, listPrice = unitPrice }: Sale['lines'][number]): boolean =>
  productId === FREE_LINE || listPrice !== unitPrice;

/** FCFA that were taken off a ticket. */
export const discountOf = ({ lines }: Pick<Sale, 'lines'>): number =>
  lines.reduce((sum, { discount = 0 }) => sum + discount, 0);

/** Whether more than `percent` of what the lines come to was taken off a ticket. */
function isMoreThan({ lines }: Sale, percent: number): boolean {
  const whole = lines.reduce((sum, line) => sum + saleLineAmount({ ...line, discount: 0 }), 0);
  return discountOf({ lines }) * 100 > whole * percent;
}

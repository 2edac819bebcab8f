import { daysBetween, isDay, isInstant } from '../shared/day.ts';
import type { Cash } from './cash.ts';
import type { Closing } from './closing.ts';
import type { Count } from './count.ts';
import { parseTimedId } from './event-id.ts';
import { FIRST_INSTANT, isWithin, PLAUSIBLE, type Range } from './limits.ts';
import type { Movement } from './movement.ts';
import type { Return } from './return.ts';
import type { Sale } from './sale.ts';
import { METHODS, PAYMENTS, returnAmount, ticketAmount } from './settlement.ts';
import type { Void } from './void.ts';

/** What moves stock or money, or records demand. */
export type LedgerEvent = Sale | Return | Void | Movement | Count | Cash | Closing;

/** Whether `doc` is stored under one of their types. */
export const hasLedgerType = ({ type }: { readonly type?: unknown }): boolean =>
  isOneOf(type, ['sale', 'return', 'void', 'movement', 'count', 'cash', 'closing']);

/**
 * Whether `doc` is one of them, and one that figures can be made from: its times, products, quantities and amounts are
 * such, and the server has not set it aside. Whatever else is stored under those types is left out of every figure, on
 * the phone as on the server. Apart from the registry, so that views need not carry the schemas; longer texts and
 * further fields than those allow do no harm.
 */
export function isLedgerEvent(doc: object): doc is LedgerEvent {
  const { _id, type, original, setAside, createdAt, deviceId } = doc as Loose;
  if (setAside !== undefined || !isText(_id) || !isText(deviceId) || !isText(createdAt)) return false;
  if (!isInstant(createdAt)) return false;
  if (type !== 'void') return isContent(doc, _id) || ((type === 'count' || type === 'closing') && isFound(doc, _id));
  return isObject(original) && _id.startsWith('void:') && isContent(original, _id.slice('void:'.length));
}

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown, range: Range): value is number => typeof value === 'number' && isWithin(value, range);
const isFcfa = (value: unknown): boolean => isNumber(value, [0, PLAUSIBLE.price]) && value % 1 === 0;
const isOneOf = (value: unknown, names: readonly string[]): boolean => isText(value) && names.includes(value);
/** Entries of a list that has some, and no more than a document may hold. */
const isList = (value: unknown, isEntry: (entry: Loose) => boolean): boolean =>
  Array.isArray(value) && value.length <= 500 && value.every((entry) => isObject(entry) && isEntry(entry));
const isReference = (value: unknown, type: string): boolean =>
  isText(value) && /^[a-z]+:[a-z0-9][a-z0-9_-]{0,63}$/.test(value) && value.startsWith(`${type}:`);
const isGoods = (productId: unknown, quantity: unknown): boolean =>
  isReference(productId, 'product') && isNumber(quantity, [0, PLAUSIBLE.quantity]);
const mayRefer = (value: unknown, type: string): boolean => value === undefined || isReference(value, type);
const mayBe = (value: unknown, names: readonly string[]): boolean => value === undefined || isOneOf(value, names);

/** Whether it tells the time of its id, and the day of that time. */
function isTimed({ type, at, day }: Loose, id: string): boolean {
  const timed = parseTimedId(id);
  if (timed === null || timed.type !== type || timed.at !== at || !isInstant(timed.at) || timed.at < FIRST_INSTANT)
    return false;
  return isText(day) && isDay(day) && Math.abs(daysBetween(timed.at.slice(0, 10), day)) < 2;
}

/** Whether `content` says what a sale, a return, a movement or a cash document says, under its id or a void's. */
function isContent(content: Loose | object, id: string): boolean {
  const said = content as Loose;
  const { type, productId, movementType, quantity, unitCost, supplierId, customerId, customerName } = said;
  if (!isTimed(said, id) || !mayRefer(supplierId, 'supplier') || !mayRefer(customerId, 'customer')) return false;
  switch (type) {
    case 'sale':
      return (customerName === undefined || isText(customerName)) && isTicket(said as unknown as Sale);
    case 'return':
      return isTakenBack(said as unknown as Return);
    case 'movement':
      return (
        isReference(productId, 'product') &&
        isOneOf(movementType, ['ENTRY', 'EXIT', 'ADJUSTMENT']) &&
        isNumber(quantity, [movementType === 'ADJUSTMENT' ? -PLAUSIBLE.quantity : 0, PLAUSIBLE.quantity]) &&
        (unitCost === undefined || isNumber(unitCost, [0, PLAUSIBLE.price]))
      );
    case 'cash':
      return isText(said.kind) && isFcfa(said.amount) && mayBe(said.method, METHODS) && mayBe(said.toMethod, METHODS);
  }
  return false;
}

function isTicket(sale: Sale): boolean {
  const { lines, status, payment, payments } = sale;
  const isLine = ({ productId, quantity, unitPrice, unit, discount, label }: Loose): boolean =>
    isGoods(productId, quantity) &&
    isFcfa(unitPrice) &&
    (label === undefined || isText(label)) &&
    (unit === undefined || (isObject(unit) && isNumber(unit.count, [0, PLAUSIBLE.quantity]))) &&
    (discount === undefined || isFcfa(discount));
  if (!isList(lines, isLine) || !isOneOf(status, ['DELIVERED', 'MISSED']) || !mayBe(payment, PAYMENTS)) return false;
  return payments === undefined || arePartsOf(payments, () => ticketAmount(sale));
}

/** Whether `parts` are amounts by method, and no more than the whole. */
const arePartsOf = (parts: Sale['payments'] & {}, whole: () => number): boolean =>
  isList(parts, ({ method, amount }) => isOneOf(method, METHODS) && isFcfa(amount)) &&
  parts.reduce((sum, { amount }) => sum + amount, 0) <= whole();

function isTakenBack({ saleId, lines, refunds }: Return): boolean {
  const isLine = ({ productId, quantity, amount }: Loose): boolean => isGoods(productId, quantity) && isFcfa(amount);
  return isText(saleId) && isList(lines, isLine) && arePartsOf(refunds, () => returnAmount({ lines }));
}

/** Whether `doc` says what a count or a closing says. */
function isFound(doc: object, id: string): boolean {
  const { type, productId, counted, parts, seen } = doc as Loose;
  if (!isTimed(doc as Loose, id)) return false;
  if (type === 'count') return isGoods(productId, counted);
  const isPart = ({ method, expected, counted, left }: Loose): boolean =>
    isOneOf(method, METHODS) && Number.isSafeInteger(expected) && isFcfa(counted) && isFcfa(left);
  return isList(parts, isPart) && (seen === undefined || (Array.isArray(seen) && seen.every(isText)));
}

import type { FoundPart, StockChanges, ToldEarlier } from '@digiboost/domain/alerts';
import type { AlertId } from '@digiboost/domain/documents/alert';
import type { ProductId } from '@digiboost/domain/documents/product';
import { METHODS } from '@digiboost/domain/documents/settlement';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { foundPart } from '@digiboost/domain/shop/money-facts';
import type { OnHand } from './on-hand.ts';
import { type Activity, activityOfRows } from './rows.ts';
import type { AskView } from './view.ts';
import {
  activityByDayAndProduct,
  closingsByMethodAndTime,
  messagesBySubjectAndTime,
  recordsByDevice,
  stockByProduct,
} from './views.ts';

const instant = (ms: number): Instant => new Date(ms).toISOString();

/**
 * The newest changes of the stock of some products since their last count, `limit` of each at most: what tells since
 * when their stock is where it is. One question to one view.
 */
export async function stockChanges(
  ask: AskView,
  products: readonly ProductId[],
  stock: ReadonlyMap<ProductId, OnHand>,
  limit: number,
): Promise<Map<ProductId, StockChanges>> {
  if (products.length === 0) return new Map();
  const countedAtOf = (product: ProductId) => stock.get(product)?.countedAtMs ?? null;
  const answers = await ask(
    stockByProduct,
    products.map((product) => {
      const countedAt = countedAtOf(product);
      const endkey = countedAt === null ? [product] : [product, countedAt + 1];
      return { reduce: false, descending: true, startkey: [product, {}], endkey, limit };
    }),
  );
  return new Map(
    products.map((product, index) => {
      const rows = (answers[index]?.rows ?? []).map(({ key: [, at], value }) => ({ at: instant(at), delta: value }));
      const countedAt = countedAtOf(product);
      const changed = rows.reduce((sum, { delta }) => sum + delta, 0);
      const count =
        countedAt === null ? null : { at: instant(countedAt), milli: (stock.get(product)?.milli ?? 0) - changed };
      return [product, { rows, count, complete: rows.length < limit }];
    }),
  );
}

/** What happened to each product on each day from..to, both included. */
export async function activityOf(ask: AskView, from: Day, to: Day): Promise<Activity> {
  const [answer] = await ask(activityByDayAndProduct, [{ group: true, startkey: [from], endkey: [to, {}] }]);
  return activityOfRows(answer?.rows ?? []);
}

/** What the closings of the day `from` or later found; `timezone` is the shop's. */
export async function closingsFound(ask: AskView, from: Day, timezone: string | undefined): Promise<FoundPart[]> {
  // A business day may begin on the day before in UTC.
  const first = Date.parse(`${addDays(from, -1)}T00:00:00.000Z`);
  const answers = await ask(
    closingsByMethodAndTime,
    METHODS.map((method) => ({ startkey: [method, first], endkey: [method, {}] })),
  );
  return answers.flatMap(({ rows }, index) =>
    rows.map(({ key: [, at], value: [expected, counted] }) =>
      foundPart(instant(at), { method: must(METHODS[index], 'method'), expected, counted }, timezone),
    ),
  );
}

/** When each device last recorded something, by its own clock. */
export async function lastRecords(ask: AskView): Promise<Map<string, Instant>> {
  const [answer] = await ask(recordsByDevice, [{ group: true }]);
  return new Map((answer?.rows ?? []).map(({ key, value }) => [key, instant(value.max)]));
}

/**
 * What earlier events of these subjects of one alert told, not longer ago than `since`: a shelf that empties again is
 * told again after the repeat interval only. One question to one view.
 */
export async function toldSince(
  ask: AskView,
  alert: AlertId,
  subjects: readonly string[],
  since: Instant,
): Promise<ToldEarlier[]> {
  if (subjects.length === 0) return [];
  const answers = await ask(
    messagesBySubjectAndTime,
    subjects.map((subject) => ({ startkey: [alert, subject, since], endkey: [alert, subject, {}] })),
  );
  return answers.flatMap(({ rows }) =>
    rows.map(({ key: [, subject, at], value: [channel, recipient, occasion, state] }) => ({
      subject,
      occasion,
      sent: { channel, recipient, state, at },
    })),
  );
}

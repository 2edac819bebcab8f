import {
  type Author,
  draftOrder,
  LIMITS,
  type Movement,
  type Order,
  type OrderId,
  type OrderLine,
  type SupplierId,
  timedId,
} from '@digiboost/domain/documents';
import { receive, send } from '@digiboost/domain/purchase';
import { addDays, type Day } from '@digiboost/domain/shared/day';

/** The manager's hour for orders, once the shop has closed: HH:MM. */
const HOUR = '22:30';

/** The orders that a made-up shop sends: one a day and supplier, written down as deliveries come. */
export class OrderBook {
  readonly #author: Pick<Author, 'by' | 'deviceId'>;
  /** Nothing is written after this instant. */
  readonly #until: string;
  readonly #orders = new Map<OrderId, Order>();

  constructor(author: Pick<Author, 'by' | 'deviceId'>, until: string) {
    this.#author = author;
    this.#until = until;
  }

  /** Sends an order on the evening of `day`; null when that evening has not come, or it has more lines than fit. */
  send(day: Day, supplierId: SupplierId, lines: readonly OrderLine[], leadTimeDays: number): OrderId | null {
    const at = `${day}T${HOUR}:00.000Z`;
    if (at > this.#until || lines.length === 0 || lines.length > LIMITS.order.lines) return null;
    const id = timedId('order', at, this.#author.deviceId, `o${this.#orders.size.toString(36)}`);
    const expectedDay = addDays(day, leadTimeDays);
    const author = { ...this.#author, at };
    this.#orders.set(id, send(draftOrder({ id, supplierId, lines, expectedDay }, author), expectedDay, author));
    return id;
  }

  /** Writes down in its order what a movement brought. */
  receive({ _id, orderId, productId, quantity, unitCost, at }: Movement): void {
    const order = orderId ? this.#orders.get(orderId as OrderId) : undefined;
    if (!order || at > this.#until) return;
    const line = { productId, quantity, movementId: _id, ...(unitCost === undefined ? {} : { unitCost }) };
    this.#orders.set(order._id, receive(order, [line], { ...this.#author, at }).order);
  }

  /** Every order as it stands. */
  all(): Order[] {
    return [...this.#orders.values()];
  }
}

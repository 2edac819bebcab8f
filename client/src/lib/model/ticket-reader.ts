import type { Sale, Void } from '@digiboost/domain/documents';
import { addDays } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import type { FetchFault, Replica } from '../replica/types.ts';
import type { Ticket } from './types.ts';

/** Zones in which the shop's day is the day of the instant in UTC. */
export const isUtc = (timezone: string | undefined): boolean =>
  timezone === undefined || timezone === 'Africa/Dakar' || timezone === 'UTC';

/** Whole tickets of a span of days: those that the phone holds, and older ones of the server. */
export class TicketReader {
  readonly #documents: Pick<Replica, 'range' | 'fetch'>;
  readonly #timezone: () => string | undefined;

  /** `timezone`: the shop's, undefined while it is not known. */
  constructor(documents: Pick<Replica, 'range' | 'fetch'>, timezone: () => string | undefined) {
    this.#documents = documents;
    this.#timezone = timezone;
  }

  /** The held tickets of the days from..to, newest first, at most `limit`. */
  async held(from: string, to: string, limit?: number): Promise<Ticket[]> {
    const { sales, voids, margin } = this.#ranges(from, to);
    const limited = limit === undefined || margin > 0 ? {} : { limit };
    const found = await Promise.all([
      this.#documents.range<Sale>({ ...sales, descending: true, ...limited }),
      this.#documents.range<Void>(voids),
    ]);
    return ticketsOf(...found, from, to).slice(0, limit);
  }

  /** The tickets of the days from..to as the server has them, newest first, or why it could not be asked. */
  async older(from: string, to: string): Promise<Result<Ticket[], FetchFault>> {
    const { sales, voids } = this.#ranges(from, to);
    const found = await this.#documents.fetch([sales, voids]);
    if (!found.ok) return found;
    const older = found.value.filter((doc) => doc.type === 'sale');
    const cancelled = found.value.filter((doc) => doc.type === 'void');
    return { ok: true, value: ticketsOf(older.reverse(), cancelled, from, to) };
  }

  /** The ids that the tickets of the days from..to and their voids may have. */
  #ranges(from: string, to: string) {
    // Elsewhere than in UTC a shop's day begins and ends on another day of the instants that the ids hold.
    const margin = isUtc(this.#timezone()) ? 0 : 1;
    const first = addDays(from, -margin);
    const end = addDays(to, 1 + margin);
    return {
      sales: { from: `sale:${first}`, to: `sale:${end}` },
      voids: { from: `void:sale:${first}`, to: `void:sale:${end}` },
      margin,
    };
  }
}

/** The tickets of the days from..to among `sales`, in their order. */
function ticketsOf(sales: readonly Sale[], voids: readonly Void[], from: string, to: string): Ticket[] {
  const voided = new Map<string, Void>(voids.map((doc) => [doc._id, doc]));
  return sales
    .filter(({ day }) => day >= from && day <= to)
    .map((sale) => ({ sale, voided: voided.get(`void:${sale._id}`) ?? null }));
}

import type { LedgerEvent, RoleLimits, ShopDocument } from '@digiboost/domain/documents';
import { isLedgerEvent } from '@digiboost/domain/documents';
import {
  reviewOfSellers,
  type SalesPeriod,
  type SellerSums,
  type SellersReview,
  salesBySeller,
} from '@digiboost/domain/kpis';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays } from '@digiboost/domain/shared/day';
import type { Replica } from '../../replica/types.ts';

/** What the shop says beside its events. */
interface SellersShop {
  readonly timezone: string;
  readonly limits: readonly RoleLimits[] | undefined;
  isAdmin(person: string): boolean;
}

/** What a limit may concern; a day before the period begins a shop's day elsewhere than in Dakar. */
const TYPES = ['sale', 'return', 'cash', 'closing'] as const;

/** What each person of the shop recorded in a period, as far as this phone holds it. */
export class SellersView {
  sums = $state.raw<readonly SellerSums[] | null>(null);
  review = $state.raw<SellersReview>({ toCheck: [], approved: [] });
  readonly #documents: Pick<Replica, 'range'>;
  #asked = 0;

  constructor(documents: Pick<Replica, 'range'>) {
    this.#documents = documents;
  }

  /** Reads it anew; of two readings the later one stands. */
  async read(period: SalesPeriod, { timezone, limits, isAdmin }: SellersShop): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    const from = addDays(period.from, -1);
    const ranges = [
      ...TYPES.map((type) => ({ from: `${type}:${from}`, to: `${type};` })),
      { from: 'void:', to: 'void;' },
    ];
    const read = await Promise.all(ranges.map((range) => this.#documents.range<ShopDocument>(range)));
    if (turn !== this.#asked) return;
    const events = read.flat().filter((doc): doc is ShopDocument & LedgerEvent => isLedgerEvent(doc));
    const isWithin = ({ createdAt }: LedgerEvent): boolean => {
      const day = businessDay(createdAt, timezone);
      return day >= period.from && day <= period.to;
    };
    const { toCheck, approved } = reviewOfSellers(events, limits, isAdmin);
    this.sums = salesBySeller(events, period, timezone);
    this.review = {
      toCheck: toCheck.filter(({ event }) => isWithin(event)),
      approved: approved.filter(({ event }) => isWithin(event)),
    };
  }
}

import { type OrderId, type ProductId, productId } from '@digiboost/domain/documents';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import type { DemoProduct } from './catalogue.ts';
import type { Scenario } from './scenario.ts';

/** One product of a made-up shop, as the days change it. */
export interface Shelf {
  readonly id: ProductId;
  readonly demo: DemoProduct;
  readonly perDay: number;
  /** Days that the manager likes an order of it to last. */
  readonly coverDays: number;
  /** From this day on nobody asks for it any more. */
  readonly outOfFashion: Day;
  stock: number;
  /** Units on the way, and the day they arrive. */
  arriving: { day: Day; units: number; orderId?: OrderId } | null;
  /** Days for which the supplier has none: how a rupture comes about. */
  droughtUntil: Day;
}

/** Bread is ordered for days, soap for weeks. */
const COVER_DAYS = [10, 15, 21, 28];
/** Longer than it takes to be called dormant. */
const ASLEEP_DAYS = 75;
const NEVER = '9999-12-31';

/** The shelves on the first morning; the catalogue's figures times `pace`. */
export function shelvesOf(scenario: Scenario, pace: number): Shelf[] {
  return scenario.products.map((demo, rank) => ({
    id: productId(demo.code.toLowerCase()),
    demo,
    perDay: demo.perDay * pace,
    coverDays: must(COVER_DAYS[rank % COVER_DAYS.length]),
    // The last of the catalogue sleeps on the shelf when the shop opens.
    outOfFashion: rank === scenario.products.length - 1 ? addDays(scenario.to, -ASLEEP_DAYS) : NEVER,
    stock: roundUp(demo.perDay * pace * 12, demo.packSize),
    arriving: null,
    droughtUntil: '',
  }));
}

/** At least one pack, and whole ones. */
export const roundUp = (units: number, pack: number): number => Math.max(1, Math.ceil(units / pack)) * pack;

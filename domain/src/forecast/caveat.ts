/** Why a forecast is to be taken with care, as plain data. */
export type Caveat =
  /** The whole shop has recorded nothing for so many days: it was closed, or nobody wrote the sales down. */
  | { readonly kind: 'CLOSED'; readonly days: number }
  /** In the weeks that begin on this day ahead the shop was closed for so many days a year ago. */
  | { readonly kind: 'CLOSED_LAST_YEAR'; readonly days: number; readonly day: number }
  /** The product has probably stopped selling, for a while or for good. */
  | { readonly kind: 'STOPPING' }
  /** A special period that this shop has not been through begins on this day ahead, 1 being the first. */
  | { readonly kind: 'EVENT'; readonly event: string; readonly day: number }
  /** One order of so many units, so many days ago, is far from what is usual and not expected again. */
  | { readonly kind: 'LARGE_ORDER'; readonly units: number; readonly ago: number }
  /** Whether the shelf was empty is not known: days without a sale may have been days without stock. */
  | { readonly kind: 'STOCK_UNKNOWN' };

/** P(interrupted) from which a product has probably stopped: it is not bought any more until it sells again. */
export const STOPPING = 0.5;

/** Whether a product with these caveats has probably stopped selling. */
export const isStopping = ({ caveats }: { readonly caveats: readonly Caveat[] }): boolean =>
  caveats.some(({ kind }) => kind === 'STOPPING');

/** Whether a stock-out by day `to` with these caveats may be called reliable, all else being well. */
export const mayBeReliable = (caveats: readonly Caveat[], to: number): boolean =>
  caveats.every((caveat) => {
    if (caveat.kind === 'EVENT' || caveat.kind === 'CLOSED_LAST_YEAR') return caveat.day > to;
    return caveat.kind === 'LARGE_ORDER';
  });

import {
  demandQuantile,
  expectedDemand,
  expectedShortfall,
  isStopping,
  type ProductForecast,
} from '../forecast/index.ts';

/** The demand of one product over the days to come, as purchasing asks for it. Units, of the first `days` days. */
export interface DemandCurve {
  /** False: too little history to order by it. */
  readonly sufficient: boolean;
  /** It has probably stopped selling: nothing is ordered until it sells again. */
  readonly stopping?: boolean;
  expected(days: number): number;
  /** The demand that is not exceeded with probability `p`. */
  quantile(days: number, p: number): number;
  /** What `stock` units would probably not serve. */
  shortfall(days: number, stock: number): number;
}

/** What is sold by the piece is wanted by the piece. */
const wholeUp = ({ whole }: ProductForecast, units: number): number => (whole ? Math.ceil(units - 1e-6) : units);

/** A product's forecast as a demand curve. */
export const demandCurve = (forecast: ProductForecast): DemandCurve => ({
  sufficient: forecast.sufficient,
  stopping: isStopping(forecast),
  expected: (days) => expectedDemand(forecast, days),
  quantile: (days, p) => wholeUp(forecast, demandQuantile(forecast, days, p)),
  shortfall: (days, stock) => (days > 0 ? expectedShortfall(forecast, days, stock) : 0),
});

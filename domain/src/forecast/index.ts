export * from './back-test.ts';
export { type Caveat, isStopping } from './caveat.ts';
export { type DemandSeries, demandSeries } from './demand-series.ts';
export * from './forecast-shop.ts';
export {
  demandQuantile,
  expectedDemand,
  expectedShortfall,
  HORIZON,
  type ProductForecast,
} from './product-forecast.ts';
export type { Reliability } from './reliability.ts';
export { SENEGAL } from './senegal-calendar.ts';
export { type StockOut, stockOut } from './stock-out.ts';

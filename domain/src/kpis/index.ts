export * from './overview.ts';
export * from './revenue.ts';
export * from './service-rate.ts';
export * from './stock-health.ts';
export * from './stock-status.ts';
export * from './valuation.ts';

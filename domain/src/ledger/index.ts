export * from './daily-stock.ts';
export * from './day-columns.ts';
export * from './day-row.ts';
export * from './entries.ts';
export * from './ledger-product.ts';
export * from './stock.ts';
export * from './tickets.ts';

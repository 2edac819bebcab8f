export * from './activity.ts';
export * from './entries.ts';
export * from './stock.ts';
export * from './tickets.ts';

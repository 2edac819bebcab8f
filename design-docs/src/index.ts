export * from './accounts.ts';
export * from './alert-facts.ts';
export type { EventsByTimeValue } from './alerts/events_by_time.ts';
export * from './on-hand.ts';
export * from './rows.ts';
export * from './view.ts';
export * from './views.ts';

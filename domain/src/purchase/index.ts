export * from './budget.ts';
export * from './demand-curve.ts';
export * from './order-life.ts';
export * from './order-text.ts';
export * from './purchase-list.ts';
export * from './received-twice.ts';
export * from './recommend.ts';
export * from './whatsapp-link.ts';

export * from './elision.ts';
export * from './fold.ts';
export * from './list.ts';
export * from './number.ts';
export * from './plural.ts';
export * from './time.ts';
export * from './typography.ts';
export * from './unit.ts';

export * from './book.ts';
export * from './expected.ts';
export * from './facts.ts';
export * from './forecast-book.ts';
export * from './outlook.ts';
export * from './product-analysis.ts';
export * from './purchases.ts';
export * from './ruptures.ts';

export * from './advice.ts';
export * from './alert-facts.ts';
export * from './book.ts';
export * from './expected.ts';
export * from './forecast-book.ts';
export * from './outlook.ts';
export * from './product-analysis.ts';
export * from './ruptures.ts';

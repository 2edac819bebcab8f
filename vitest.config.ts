import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{domain,design-docs,couch,server,client,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'client/build/**', 'client/e2e/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

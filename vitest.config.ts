import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const TESTS = '{domain,design-docs,couch,papers,server,client,scripts}/**/*.test.ts';
/** Tests of classes whose state is reactive: they run Svelte's browser runtime, compiled on the way. */
const RUNE_TESTS = 'client/**/*.svelte.test.ts';
const OUTPUT = ['**/node_modules/**', '**/dist/**', 'client/build/**', 'client/e2e/**'];

const limits = { testTimeout: 30_000, hookTimeout: 60_000 };
const alias = { $lib: fileURLToPath(new URL('./client/src/lib', import.meta.url)) };

export default defineConfig({
  test: {
    // All of them: by default one processor is left idle, which on a machine of two is half of it.
    maxWorkers: availableParallelism(),
    projects: [
      { resolve: { alias }, test: { ...limits, name: 'node', include: [TESTS], exclude: [...OUTPUT, RUNE_TESTS] } },
      {
        plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
        resolve: { alias, conditions: ['browser'] },
        test: {
          ...limits,
          name: 'runes',
          environment: './client/browser-runtime.ts',
          server: { deps: { inline: ['svelte'] } },
          include: [RUNE_TESTS],
          exclude: OUTPUT,
        },
      },
    ],
  },
});

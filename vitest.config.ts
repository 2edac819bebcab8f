import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const TESTS = '{domain,design-docs,couch,papers,server,client,scripts}/**/*.test.ts';
/** Tests of classes whose state is reactive: they run Svelte's browser runtime, compiled on the way. */
const RUNE_TESTS = 'client/**/*.svelte.test.ts';
/** Tests that change what the others share: a list's lines, a package's functions. */
const LONE_TESTS = [
  'scripts/recipes.test.ts',
  'server/src/accounts/login.test.ts',
  'server/src/security/ended-session.test.ts',
];
const OUTPUT = ['**/node_modules/**', '**/dist/**', 'client/build/**', 'client/e2e/**'];

const limits = { testTimeout: 30_000, hookTimeout: 60_000 };
const alias = { $lib: fileURLToPath(new URL('./client/src/lib', import.meta.url)) };

export default defineConfig({
  test: {
    // All of them: by default one processor is left idle, which on a machine of two is half of it.
    maxWorkers: availableParallelism(),
    projects: [
      {
        resolve: { alias },
        // Reading the modules anew for each file took longer than its tests.
        test: {
          ...limits,
          name: 'node',
          isolate: false,
          include: [TESTS],
          exclude: [...OUTPUT, RUNE_TESTS, ...LONE_TESTS],
        },
      },
      { resolve: { alias }, test: { ...limits, name: 'lone', include: LONE_TESTS } },
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

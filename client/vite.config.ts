import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig } from 'vite';
import { manifest } from './manifest.ts';

/** Chunks fetched when first used, then kept: they would cost every phone data for what few shops open. */
const ON_DEMAND = /(?:xlsx|wasm)/;

const backend = process.env.BACKEND_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [
    sveltekit(),
    SvelteKitPWA({
      strategies: 'generateSW',
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      kit: { adapterFallback: '200.html', spa: true },
      workbox: {
        globPatterns: ['client/**/*.{js,css}', 'client/icons/{icon.svg,icon-192.png}'],
        globIgnores: ['**/*xlsx*', '**/*.wasm'],
        maximumFileSizeToCacheInBytes: 1_000_000,
        inlineWorkboxRuntime: true,
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        navigateFallbackDenylist: [/^\/api\//, /^\/db\//, /^\/(?:health|ready|metrics)$/],
        runtimeCaching: [
          {
            urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/_app/immutable/'),
            handler: 'CacheFirst',
            options: { cacheName: 'on-demand', expiration: { maxEntries: 40 } },
          },
        ],
      },
    }),
  ],
  worker: {
    format: 'es',
    rolldownOptions: { output: { chunkFileNames: '_app/immutable/workers/[name]-[hash].js' } },
  },
  build: {
    rolldownOptions: {
      output: {
        // The name is what keeps a chunk out of the precache.
        chunkFileNames: (chunk) =>
          chunk.moduleIds.some((id) => id.includes('node_modules') && ON_DEMAND.test(id))
            ? '_app/immutable/chunks/xlsx.[hash].js'
            : '_app/immutable/chunks/[hash].js',
      },
    },
  },
  server: { proxy: { '/api': backend, '/db': backend, '/health': backend } },
});

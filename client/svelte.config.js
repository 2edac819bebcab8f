import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';

// Kit hashes the scripts it writes, not the page template's own style: that one is hashed here.
const template = readFileSync(new URL('./src/app.html', import.meta.url), 'utf8');
const templateStyles = [...template.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
  ([, css]) => `sha256-${createHash('sha256').update(css).digest('base64')}`,
);

// Kit's route announcer carries one style attribute; it is allowed by its hash, and no other is.
const ANNOUNCER_STYLE = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

// Another name at each build: the precached page is known by it. This file is read several times in one build, by child
// processes too: the first reading decides.
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
process.env.DIGIBOOST_BUILT ??= new Date().toISOString().replace(/[-:]|\..*$/g, '');

/** @type {import('@sveltejs/kit').Config} */
const config = {
  compilerOptions: {
    runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
  },
  kit: {
    adapter: adapter({ fallback: '200.html', precompress: true }),
    version: { name: `${version}-${process.env.DIGIBOOST_BUILT}` },
    // An absolute base lets the one fallback page open any deep link offline.
    paths: { relative: false },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'style-src': ['self', ...templateStyles],
        'style-src-attr': ['unsafe-hashes', ANNOUNCER_STYLE],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'media-src': ['self', 'blob:'],
        'object-src': ['none'],
        'form-action': ['self'],
        'base-uri': ['self'],
      },
    },
    // The service worker is registered by $lib/update, which decides when a new version may take over.
    serviceWorker: { register: false },
  },
};

export default config;

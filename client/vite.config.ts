import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { archiveScripts, LATER_FOLDER, ON_DEMAND_FOLDER } from './app-archive.ts';
import { manifest } from './manifest.ts';

/** Libraries fetched when first used, then kept: they would cost every phone data for what few shops open. */
const ON_DEMAND = /node_modules\/(?:@e965\/xlsx|[^"]*\.wasm)/;

/** Pictures of the help: texts that hold them, which come with what may come later. */
const HELP_PICTURES = /features\/help\/pictures/;

/** Puts those libraries' chunks, the workers' too, in a folder of their own, which the precache leaves out. */
const onDemandFolder = (): Plugin => ({
  name: 'on-demand-folder',
  applyToEnvironment: ({ name }) => name === 'client',
  outputOptions: (options) => ({
    ...options,
    chunkFileNames: (chunk) => {
      if (chunk.moduleIds.some((id) => ON_DEMAND.test(id))) return `${ON_DEMAND_FOLDER}[hash].js`;
      if (chunk.moduleIds.some((id) => HELP_PICTURES.test(id))) return `${LATER_FOLDER}[hash].js`;
      const usual = options.chunkFileNames ?? '[hash].js';
      return typeof usual === 'function' ? usual(chunk) : usual;
    },
  }),
});

/** Workers without which a shop opens, sells and counts: they draw papers and read files. */
const LATER = /(?:papers|import)\.worker\.ts/;
/** One that few phones use. */
const SELDOM = /archive\.worker\.ts/;

type ChunkNames = Exclude<Rolldown.OutputOptions['chunkFileNames'], undefined>;

/** Puts what such a worker is made of in a folder of its own, which comes after all else, or when it is first used. */
const laterFolder = (): Plugin => {
  let folder: string | null = null;
  return {
    name: 'later-folder',
    buildStart({ input }) {
      const name = JSON.stringify(input);
      folder = LATER.test(name) ? LATER_FOLDER : SELDOM.test(name) ? ON_DEMAND_FOLDER : null;
    },
    outputOptions: (options) => {
      const inFolder =
        (usual: typeof options.chunkFileNames): ChunkNames =>
        (chunk) => {
          if (folder) return `${folder}[name]-[hash].js`;
          return typeof usual === 'function' ? usual(chunk) : (usual ?? '[name]-[hash].js');
        };
      return {
        ...options,
        entryFileNames: inFolder(options.entryFileNames),
        chunkFileNames: inFolder(options.chunkFileNames),
      };
    },
  };
};

/** What jsPDF would load to draw web pages, and to read pictures of them: no paper has any. */
const WEB_PAGES = /^(?:html2canvas|canvg|dompurify|fast-png)$/;

/** Puts nothing in the place of those. */
const papersAlone = (): Plugin => ({
  name: 'papers-alone',
  enforce: 'pre',
  resolveId: (id) => (WEB_PAGES.test(id) ? '\0nothing' : null),
  load: (id) => (id === '\0nothing' ? 'export default null; export const decode = null;' : null),
});

/** The modules that Kit loads for the first screen, one for each layout and page. */
const firstNodes = new Set<string>();

/** Joins them to the app's own module: each on its own is a request before anything is painted. */
const firstScreen = (): Plugin => ({
  name: 'first-screen',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  transform(code, id) {
    if (!id.endsWith('/client-optimized/app.js')) return null;
    // The root layout and the error page, then what the screen at the root is made of.
    const [, page, layouts] = /"\/\(app\)": \[(\d+),\[([\d,]+)\]\]/.exec(code) ?? [];
    if (!page || !layouts) this.error('The routes do not name the first screen.');
    const nodes = ['0', '1', page, ...layouts.split(',')];
    for (const node of nodes) firstNodes.add(id.replace('app.js', `nodes/${node}.js`));
    const imports = nodes.map((node) => `import * as node${node} from './nodes/${node}';\n`).join('');
    const joined = nodes.reduce(
      (text, node) => text.replace(`() => import('./nodes/${node}')`, `() => Promise.resolve(node${node})`),
      code,
    );
    return { code: imports + joined, map: null };
  },
});

/** What stands around every screen; what it and the first screen import comes with it. */
const SHELL = /src\/(?:lib\/update\/|routes\/(?:\+|\(app\)\/(?:\+|Frame|Nav)))/;

/** What further screens are made of, and the first is not: lists, sheets, fields. */
const CONTROLS = /src\/lib\/ui\//;

/** What the overview asks for as soon as it stands: its further cards, the alerts, the way to the analyses. */
const AFTER_THE_FIGURES =
  /src\/lib\/(?:features\/home\/AheadCards|features\/alerts\/open-board|insight\/insight-client)/;

const backend = process.env.BACKEND_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [
    sveltekit(),
    firstScreen(),
    onDemandFolder(),
    SvelteKitPWA({
      strategies: 'injectManifest',
      filename: 'sw.ts',
      injectRegister: false,
      manifest,
      injectManifest: {
        globPatterns: ['client/**/*.{js,css}', 'client/icons/{icon.svg,icon-192.png}'],
        globIgnores: ['**/on-demand/**', 'client/service-worker.js', 'client/sw.js', 'prerendered/**'],
        maximumFileSizeToCacheInBytes: 1_000_000,
        manifestTransforms: [archiveScripts],
      },
    }),
  ],
  // No true time is before it: what a phone's clock says is held against it.
  define: { __BUILT_AT__: JSON.stringify(new Date().toISOString()) },
  worker: { format: 'es', plugins: () => [laterFolder(), onDemandFolder(), papersAlone()] },
  build: {
    rolldownOptions: {
      output: {
        // The first screen, and what every screen uses, in one chunk: each further file is a round trip through the
        // service worker before anything is painted. Svelte apart: it changes less often than the app, and is then not
        // sent again.
        codeSplitting: {
          groups: [
            { name: 'svelte', test: /node_modules\/(?:svelte|@sveltejs|esm-env|devalue)\//, priority: 2 },
            {
              name: 'shell',
              test: (id) => SHELL.test(id) || firstNodes.has(id),
              priority: 1,
            },
            { name: 'after-the-figures', test: AFTER_THE_FIGURES },
            { name: 'controls', test: CONTROLS },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': backend, '/db': backend, '/health': backend } },
});

import { createServer } from 'vite';
import { startProviders } from './shared/providers.ts';
import { sentenceOf } from './shared/sentence.ts';

// The backend as `npm start` has it, behind Vite's development server, which reloads the app at every edit.
process.env.PORT ??= '3000';
process.env.BACKEND_URL = `http://127.0.0.1:${process.env.PORT}`;
const providers = await startProviders();
await import('./start.ts');
providers.announce();
try {
  // SvelteKit finds its configuration and its sources from the folder it runs in.
  process.chdir('client');
  const vite = await createServer({ server: { port: 5173 } });
  await vite.listen();
  vite.printUrls();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

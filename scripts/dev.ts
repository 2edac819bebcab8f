import { startLoopbackProviders } from '@digiboost/server/loopback';
import { createServer } from 'vite';
import { sentenceOf } from './shared/sentence.ts';

/** Ports of the stand-ins, always the same, so that a page that shows them can stay open. */
const TWILIO_PORT = 4010;
const SMTP_PORT = 4025;

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

/**
 * Starts the stand-ins for WhatsApp and SMTP on this machine and names them in the environment, unless it already holds
 * providers. Messages arrive nowhere; the stand-ins show what they took, and report it as delivered.
 */
async function startProviders(): Promise<{ announce(): void }> {
  const hasOwn = ['TWILIO_ACCOUNT_SID', 'META_PHONE_NUMBER_ID', 'SMTP_SERVER'].some((name) => process.env[name]);
  if (hasOwn) return { announce: () => {} };
  const { env, pages } = await startLoopbackProviders({ twilioPort: TWILIO_PORT, smtpPort: SMTP_PORT });
  Object.assign(process.env, env);
  return {
    announce() {
      const lines = Object.entries(pages).map(([name, page]) => `  ${name.padEnd(13)}: ${page}`);
      process.stdout.write(`\nFournisseurs de démonstration\n${lines.join('\n')}\n\n`);
    },
  };
}

import { startLoopbackProviders } from '@digiboost/server/loopback';

/** Ports of the stand-ins, always the same, so that a page that shows them can stay open. */
const TWILIO_PORT = 4010;
const SMTP_PORT = 4025;

/**
 * Starts the stand-ins for WhatsApp and SMTP on this machine and names them in the environment, unless it already holds
 * providers. Messages arrive nowhere; the stand-ins show what they took, and report it as delivered.
 */
export async function startProviders(): Promise<{ announce(): void }> {
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

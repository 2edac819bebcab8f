import { json } from './behaviour.ts';
import { listenHere } from './loopback-server.ts';
import { type SmtpLoopback, startSmtpLoopback } from './smtp-loopback.ts';
import { startTwilioLoopback, type TwilioLoopback } from './twilio-loopback.ts';

/** Stand-ins for a deployment's providers on this machine. */
export interface LoopbackProviders {
  readonly twilio: TwilioLoopback;
  readonly smtp: SmtpLoopback;
  /** The environment variables that make a server use them. */
  readonly env: Readonly<Record<string, string>>;
  /** Where people see what they took, by the provider's name. */
  readonly pages: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts the stand-ins. WhatsApp messages are reported as delivered by themselves unless `autoDeliver` is false. */
export async function startLoopbackProviders(
  options: { readonly twilioPort?: number; readonly smtpPort?: number; readonly autoDeliver?: boolean } = {},
): Promise<LoopbackProviders> {
  const { twilioPort = 0, smtpPort = 0, autoDeliver = true } = options;
  const twilio = await startTwilioLoopback({ port: twilioPort, autoDeliver });
  const smtp = await startSmtpLoopback(smtpPort);
  const inbox = await listenHere((_req, res) => json(res, 200, { emails: smtp.emails }));
  const { accountSid, authToken, from, templates } = twilio.config;
  return {
    twilio,
    smtp,
    env: {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_WHATSAPP_FROM: from,
      TWILIO_TEMPLATES: Object.entries(templates)
        .map((pair) => pair.join('='))
        .join(','),
      TWILIO_API_URL: twilio.url,
      SMTP_SERVER: smtp.config.host,
      SMTP_PORT: String(smtp.config.port),
      SMTP_USER: smtp.config.user ?? '',
      SMTP_PASSWORD: smtp.config.password ?? '',
      FROM_EMAIL: smtp.config.from,
    },
    pages: { WhatsApp: twilio.url, 'E-mail': inbox.url },
    async close() {
      await Promise.all([twilio.close(), smtp.close(), inbox.close()]);
    },
  };
}

import nodemailer from 'nodemailer';
import { z } from 'zod';
import { smtpOptions } from './channels/email.ts';
import {
  type MetaConfig,
  type NotifyConfig,
  notifyConfig,
  notifyEnvironment,
  type SmtpConfig,
  type TwilioConfig,
} from './notify-config.ts';

/** What a provider says when it is asked without anything being sent. */
export interface ProviderFinding {
  readonly what: string;
  readonly state: 'ok' | 'fault' | 'unknown';
  readonly said: string;
  readonly todo?: string;
}

/** The channels that the environment `env` describes, or null when it is not valid. */
export function notifyIn(env: Readonly<Record<string, string | undefined>>): NotifyConfig | null {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = z.object(notifyEnvironment).safeParse(present);
  return parsed.success ? notifyConfig(parsed.data, env.PUBLIC_URL) : null;
}

const TIMEOUT_MS = 10_000;
const ENV = 'correct it in .env and restart the server';

/**
 * Asks each configured provider whether it knows us and has approved our templates; nothing is sent. `businessAccount`
 * is Meta's id of the account that holds the templates.
 */
export async function checkProviders(
  { whatsapp, smtp }: Pick<NotifyConfig, 'whatsapp' | 'smtp'>,
  businessAccount: string | undefined,
): Promise<ProviderFinding[]> {
  const byPhone =
    whatsapp === null
      ? [
          {
            what: 'WhatsApp',
            state: 'unknown',
            said: 'not configured here',
            todo: 'alerts go by e-mail alone',
          } as const,
        ]
      : whatsapp.provider === 'twilio'
        ? await twilio(whatsapp)
        : await meta(whatsapp, businessAccount);
  return [...byPhone, await mail(smtp)];
}

/** The answer's status and JSON; null when nobody answers. */
async function asked(url: string, authorization: string): Promise<{ status: number; body: unknown } | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { headers: { authorization }, redirect: 'error', signal });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return null;
  }
}

function credentials(what: string, answer: { status: number } | null, names: string): ProviderFinding {
  if (answer === null) return { what, state: 'unknown', said: 'does not answer', todo: 'look again later' };
  if (answer.status < 300) return { what, state: 'ok', said: 'the credentials are taken' };
  return { what, state: 'fault', said: `refuses the credentials (${answer.status})`, todo: `${names}: ${ENV}` };
}

/** One line for all templates: those that no provider has approved by name. */
function templates(states: readonly (readonly [type: string, state: string])[], variable: string): ProviderFinding {
  const what = 'WhatsApp templates';
  const waiting = states.filter(([, state]) => state !== 'approved').map(([type, state]) => `${type} ${state}`);
  if (states.length === 0)
    return { what, state: 'fault', said: 'none is named', todo: `name approved templates in ${variable}` };
  return waiting.length === 0
    ? { what, state: 'ok', said: `${states.length} approved` }
    : { what, state: 'fault', said: waiting.join(', '), todo: `have them approved, or correct ${variable}` };
}

async function twilio(config: TwilioConfig): Promise<ProviderFinding[]> {
  const { accountSid, authToken, apiUrl } = config;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const at = (host: string): string => apiUrl?.replace(/\/$/, '') ?? host;
  const account = await asked(`${at('https://api.twilio.com')}/2010-04-01/Accounts/${accountSid}.json`, authorization);
  const known = credentials('WhatsApp by Twilio', account, 'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN');
  if (known.state !== 'ok') return [known];
  const states = Object.entries(config.templates).map(async ([type, sid]) => {
    const answer = await asked(`${at('https://content.twilio.com')}/v1/Content/${sid}/ApprovalRequests`, authorization);
    const { whatsapp } = (answer?.body ?? {}) as { whatsapp?: { status?: string } };
    return [type, whatsapp?.status ?? (answer?.status === 404 ? 'unknown to Twilio' : 'not told')] as const;
  });
  return [known, templates(await Promise.all(states), 'TWILIO_TEMPLATES')];
}

async function meta(config: MetaConfig, businessAccount: string | undefined): Promise<ProviderFinding[]> {
  const base = config.apiUrl.replace(/\/$/, '');
  const authorization = `Bearer ${config.accessToken}`;
  const number = await asked(`${base}/${config.phoneNumberId}?fields=verified_name`, authorization);
  const known = credentials('WhatsApp by Meta', number, 'META_PHONE_NUMBER_ID, META_ACCESS_TOKEN');
  if (known.state !== 'ok') return [known];
  if (businessAccount === undefined) {
    const todo = 'set META_BUSINESS_ACCOUNT_ID for this command: it holds the templates';
    return [known, { what: 'WhatsApp templates', state: 'unknown', said: 'whose account is not said', todo }];
  }
  const list = await asked(`${base}/${businessAccount}/message_templates?fields=name,status&limit=500`, authorization);
  const { data = [] } = (list?.body ?? {}) as { data?: readonly { name?: string; status?: string }[] };
  const states = Object.entries(config.templates).map(([type, name]) => {
    const found = data.find((one) => one.name === name);
    return [type, found?.status?.toLowerCase() ?? 'unknown to Meta'] as const;
  });
  return [known, templates(states, 'META_TEMPLATES')];
}

async function mail(smtp: SmtpConfig | null): Promise<ProviderFinding> {
  const what = 'e-mail by SMTP';
  if (smtp === null)
    return { what, state: 'unknown', said: 'not configured here', todo: 'alerts go by WhatsApp alone' };
  const transport = nodemailer.createTransport(smtpOptions(smtp, TIMEOUT_MS));
  try {
    await transport.verify();
    return { what, state: 'ok', said: 'the credentials are taken' };
  } catch (error) {
    const { responseCode } = error as { responseCode?: number };
    const said = responseCode === undefined ? 'does not answer' : `refuses us (${responseCode})`;
    return { what, state: 'fault', said, todo: `SMTP_SERVER, SMTP_PORT, SMTP_USER, SMTP_PASSWORD: ${ENV}` };
  } finally {
    transport.close();
  }
}

import { z } from 'zod';

/** Which channels this deployment has. */
export interface NotifyConfig {
  readonly whatsapp: TwilioConfig | MetaConfig | null;
  readonly smtp: SmtpConfig | null;
  readonly push: PushConfig | null;
  /** Whether messages of channels without a provider are kept for the shop to see, instead of failing. */
  readonly localOutbox: boolean;
  /** Messages of one shop in 24 hours. */
  readonly messagesPerDay?: number | undefined;
}

/** WhatsApp by Twilio. */
export interface TwilioConfig {
  readonly provider: 'twilio';
  readonly accountSid: string;
  readonly authToken: string;
  /** The sender's number in E.164. */
  readonly from: string;
  /** ContentSid of the approved template of each alert type; DEFAULT serves those that have none. */
  readonly templates: Templates;
  /** Another address than Twilio's own. */
  readonly apiUrl?: string | undefined;
}

/** WhatsApp by Meta's Cloud API. */
export interface MetaConfig {
  readonly provider: 'meta';
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly appSecret: string;
  /** What Meta has to say when it first calls the webhook. */
  readonly verifyToken: string;
  /** Name of the approved template of each alert type; DEFAULT serves those that have none. */
  readonly templates: Templates;
  readonly language: string;
  readonly apiUrl: string;
}

/** E-mail by SMTP. */
export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The sender, such as `Digiboost PME <alertes@digiboost.sn>`. */
  readonly from: string;
}

/** Web Push with a key of one's own (VAPID, RFC 8292). */
export interface PushConfig {
  /** The P-256 private key, 32 bytes in base64url. */
  readonly privateKey: string;
  /** Whom a push service may write to: `mailto:` or https. */
  readonly subject: string;
  /** Push services beside the browsers' own that subscriptions may name: host, or host:port. */
  readonly otherServices?: readonly string[];
}

/** The provider's name of a template by alert type, TEST and DEFAULT. */
export type Templates = Readonly<Record<string, string>>;

export const NO_CHANNELS: NotifyConfig = { whatsapp: null, smtp: null, push: null, localOutbox: false };

const phone = (name: string) =>
  z.string().regex(/^\+\d{7,15}$/, { error: `${name} must be a number such as +221771234567` });
const address = (name: string) => z.url({ protocol: /^https?$/, error: `${name} must be an address` });

/** `RUPTURE=HX1,DEFAULT=HX2` as a record. */
const templates = (name: string) =>
  z
    .string()
    .regex(/^\s*[A-Z_]+=[\w-]+(\s*,\s*[A-Z_]+=[\w-]+)*\s*$/, {
      error: `${name} must be such as RUPTURE=name,DEFAULT=name`,
    })
    .transform((text) => Object.fromEntries(text.split(',').map((one) => one.trim().split('=') as [string, string])))
    .default({});

/** The environment variables of the channels. */
export const notifyEnvironment = {
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC\w+$/, { error: 'TWILIO_ACCOUNT_SID must begin with AC' })
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_WHATSAPP_FROM: phone('TWILIO_WHATSAPP_FROM').optional(),
  TWILIO_TEMPLATES: templates('TWILIO_TEMPLATES'),
  TWILIO_API_URL: address('TWILIO_API_URL').optional(),
  META_PHONE_NUMBER_ID: z.string().regex(/^\d+$/, { error: 'META_PHONE_NUMBER_ID must be digits' }).optional(),
  META_ACCESS_TOKEN: z.string().optional(),
  META_APP_SECRET: z.string().optional(),
  META_VERIFY_TOKEN: z.string().optional(),
  META_TEMPLATES: templates('META_TEMPLATES'),
  META_TEMPLATE_LANGUAGE: z
    .string()
    .regex(/^[a-z]{2}(_[A-Z]{2})?$/, { error: 'META_TEMPLATE_LANGUAGE must be such as fr' })
    .default('fr'),
  META_API_URL: address('META_API_URL').default('https://graph.facebook.com/v23.0'),
  SMTP_SERVER: z.string().optional(),
  SMTP_PORT: z.coerce.number({ error: 'SMTP_PORT must be a number' }).int().min(1).max(65535).default(587),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  FROM_EMAIL: z.string().includes('@', { error: 'FROM_EMAIL must be an e-mail address' }).optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, { error: 'VAPID_PRIVATE_KEY must be 32 bytes in base64url' })
    .optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:.+@.+|https:\/\/.+)$/, { error: 'VAPID_SUBJECT must be mailto:… or https://…' })
    .optional(),
  PUSH_SERVICES: z.string().optional(),
  MESSAGES_PER_DAY: z.coerce
    .number({ error: 'MESSAGES_PER_DAY must be a number' })
    .int()
    .min(1, { error: 'MESSAGES_PER_DAY must be at least 1' })
    .optional(),
  LOCAL_OUTBOX: z.enum(['0', '1'], { error: 'LOCAL_OUTBOX must be 0 or 1' }).default('0'),
};

type Values = z.infer<z.ZodObject<typeof notifyEnvironment>>;

const TWILIO = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_WHATSAPP_FROM'] as const;
const META = ['META_PHONE_NUMBER_ID', 'META_ACCESS_TOKEN', 'META_APP_SECRET', 'META_VERIFY_TOKEN'] as const;

/** What the variables leave incomplete: one sentence each. A provider is chosen by giving all that it needs. */
export function notifyFaults(values: Values): string[] {
  const given = (names: readonly (keyof Values)[]) => names.filter((name) => values[name] !== undefined);
  const incomplete = [TWILIO, META].flatMap((names) => {
    const missing = names.filter((name) => values[name] === undefined);
    return given(names).length > 0 && missing.length > 0 ? [`${missing.join(', ')} is missing.`] : [];
  });
  if (given(TWILIO).length > 0 && given(META).length > 0)
    incomplete.push('Choose one of TWILIO_… and META_…, not both.');
  if (values.SMTP_SERVER !== undefined && values.FROM_EMAIL === undefined) incomplete.push('FROM_EMAIL is missing.');
  return incomplete;
}

/** The channels that the variables describe; `publicUrl` is where people reach the app. */
export function notifyConfig(values: Values, publicUrl: string | undefined): NotifyConfig {
  return {
    whatsapp: twilioOf(values) ?? metaOf(values),
    smtp: smtpOf(values),
    push: pushOf(values, publicUrl),
    localOutbox: values.LOCAL_OUTBOX === '1',
    ...(values.MESSAGES_PER_DAY === undefined ? {} : { messagesPerDay: values.MESSAGES_PER_DAY }),
  };
}

function twilioOf(values: Values): TwilioConfig | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_WHATSAPP_FROM: from } = values;
  if (accountSid === undefined || authToken === undefined || from === undefined) return null;
  const { TWILIO_TEMPLATES, TWILIO_API_URL: apiUrl } = values;
  return { provider: 'twilio', accountSid, authToken, from, templates: TWILIO_TEMPLATES, apiUrl };
}

function metaOf(values: Values): MetaConfig | null {
  const { META_PHONE_NUMBER_ID: phoneNumberId, META_ACCESS_TOKEN: accessToken } = values;
  const { META_APP_SECRET: appSecret, META_VERIFY_TOKEN: verifyToken } = values;
  if (phoneNumberId === undefined || accessToken === undefined) return null;
  if (appSecret === undefined || verifyToken === undefined) return null;
  return {
    provider: 'meta',
    phoneNumberId,
    accessToken,
    appSecret,
    verifyToken,
    templates: values.META_TEMPLATES,
    language: values.META_TEMPLATE_LANGUAGE,
    apiUrl: values.META_API_URL,
  };
}

function smtpOf({ SMTP_SERVER, SMTP_PORT, SMTP_USER, SMTP_PASSWORD, FROM_EMAIL }: Values): SmtpConfig | null {
  if (SMTP_SERVER === undefined || FROM_EMAIL === undefined) return null;
  return { host: SMTP_SERVER, port: SMTP_PORT, user: SMTP_USER, password: SMTP_PASSWORD, from: FROM_EMAIL };
}

function pushOf(values: Values, publicUrl: string | undefined): PushConfig | null {
  if (values.VAPID_PRIVATE_KEY === undefined) return null;
  const mail = /<?([^<>\s]+@[^<>\s]+)>?/.exec(values.FROM_EMAIL ?? '')?.[1];
  const ownPage = publicUrl?.startsWith('https:') ? publicUrl : undefined;
  return {
    privateKey: values.VAPID_PRIVATE_KEY,
    subject: values.VAPID_SUBJECT ?? ownPage ?? (mail ? `mailto:${mail}` : 'mailto:admin@localhost'),
    otherServices: (values.PUSH_SERVICES ?? '').split(',').flatMap((host) => host.trim() || []),
  };
}

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CONTROL_DATABASE } from '@digiboost/couch/provisioning';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { z } from 'zod';
import { type BackupConfig, backupConfig, backupEnvironment } from './backup/backup-config.ts';
import { type ModelConfig, modelConfig, modelEnvironment } from './conversation/model.ts';
import { LOG_LEVELS, type LogLevel } from './http/log.ts';
import {
  NO_CHANNELS,
  type NotifyConfig,
  notifyConfig,
  notifyEnvironment,
  notifyFaults,
} from './notify/notify-config.ts';

/** Everything the server needs to know before it starts. */
export interface ServerConfig {
  /** TCP port; 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  /** CouchDB's address with the server's own credentials. */
  readonly couchUrl: string;
  /** The control database's name. */
  readonly controlDatabase: string;
  /** EC P-256 private key in PEM, which signs the access tokens. */
  readonly jwtPrivateKey: string;
  /** The key's name; its thumbprint when not given. */
  readonly jwtKid?: string | undefined;
  /**
   * Where people reach the app, when it is not the address of the request; https makes cookies Secure and sets HSTS.
   */
  readonly publicUrl?: string | undefined;
  readonly logLevel: LogLevel;
  /** Express's `trust proxy`: how many reverse proxies stand before the server, or their addresses. */
  readonly trustProxy: number | string | false;
  /** The folder of the built app; without one, only the API is served. */
  readonly clientDir?: string | undefined;
  readonly limits: {
    /** API requests per minute and IP address. */
    readonly requestsPerMinute: number;
    /** Failed logins of one account, or of one device that knows it, before further ones have to wait. */
    readonly failedLogins: number;
  };
  /** The providers that carry messages to people. */
  readonly notify: NotifyConfig;
  /** Where the night's backup goes; null: nowhere. */
  readonly backup: BackupConfig;
  /** What answers free questions on WhatsApp; null: nothing does. */
  readonly model: ModelConfig | null;
}

/** What holds when the environment says nothing. */
export const DEFAULTS = {
  port: 3000,
  host: '127.0.0.1',
  controlDatabase: CONTROL_DATABASE,
  logLevel: 'info',
  trustProxy: false,
  clientDir: fileURLToPath(new URL('../../client/build', import.meta.url)),
  limits: { requestsPerMinute: 100, failedLogins: 5 },
  notify: NO_CHANNELS,
  backup: null,
  model: null,
} as const satisfies Partial<ServerConfig>;

const environment = z.object({
  PORT: z.coerce
    .number({ error: 'PORT must be a number' })
    .int()
    .min(0)
    .max(65535, { error: 'PORT must be at most 65535' })
    .default(DEFAULTS.port),
  HOST: z.string().min(1, { error: 'HOST must not be empty' }).default(DEFAULTS.host),
  COUCHDB_URL: z
    .url({
      protocol: /^https?$/,
      error: 'COUCHDB_URL must be an address such as http://admin:password@127.0.0.1:5984',
      abort: true,
    })
    .refine((url) => new URL(url).username !== '', { error: 'COUCHDB_URL must hold a user and a password' })
    .refine((url) => new URL(url).pathname === '/', { error: 'COUCHDB_URL must not hold a path' }),
  JWT_PRIVATE_KEY: z.string().optional(),
  JWT_PRIVATE_KEY_FILE: z.string().optional(),
  JWT_KID: z
    .string()
    .regex(/^[\w-]{1,64}$/, { error: 'JWT_KID must be letters, digits, - and _' })
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'PUBLIC_URL must be an address such as https://shop.example' })
    .optional(),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}` })
    .default(DEFAULTS.logLevel),
  TRUST_PROXY: z
    .string()
    .regex(/^(\d{1,2}|[\da-f.:/]+(,\s*[\da-f.:/]+)*|loopback|uniquelocal)$/i, {
      error: 'TRUST_PROXY must be a number of proxies or their addresses',
    })
    .optional(),
  CLIENT_DIR: z.string().default(DEFAULTS.clientDir),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number({ error: 'RATE_LIMIT_PER_MINUTE must be a number' })
    .int()
    .min(1)
    .default(DEFAULTS.limits.requestsPerMinute),
  ...notifyEnvironment,
  ...backupEnvironment,
  ...modelEnvironment,
});

/** The configuration in `env`, or one sentence per fault. Empty variables count as absent. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Result<ServerConfig, string[]> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map(({ path: [name], message }) =>
        message.includes(String(name)) ? `${message}.` : `${String(name)} is missing or not valid.`,
      ),
    );
  }
  const values = parsed.data;
  const faults = notifyFaults(values);
  if (faults.length > 0) return fail(faults);
  const key = signingKeyText(values.JWT_PRIVATE_KEY, values.JWT_PRIVATE_KEY_FILE);
  if (!key.ok) return fail([key.error]);
  const backup = backupConfig(values);
  if (!backup.ok) return fail([backup.error]);
  const proxies = values.TRUST_PROXY;
  return ok({
    port: values.PORT,
    host: values.HOST,
    couchUrl: values.COUCHDB_URL,
    controlDatabase: DEFAULTS.controlDatabase,
    jwtPrivateKey: key.value,
    jwtKid: values.JWT_KID,
    publicUrl: values.PUBLIC_URL,
    logLevel: values.LOG_LEVEL,
    trustProxy: proxies === undefined ? DEFAULTS.trustProxy : /^\d+$/.test(proxies) ? Number(proxies) : proxies,
    clientDir: values.CLIENT_DIR,
    limits: { ...DEFAULTS.limits, requestsPerMinute: values.RATE_LIMIT_PER_MINUTE },
    notify: notifyConfig(values, values.PUBLIC_URL),
    backup: backup.value,
    model: modelConfig(values),
  });
}

function signingKeyText(text: string | undefined, file: string | undefined): Result<string, string> {
  let pem = text;
  if (pem === undefined) {
    if (file === undefined) return fail('JWT_PRIVATE_KEY or JWT_PRIVATE_KEY_FILE is missing.');
    try {
      pem = readFileSync(file, 'utf8');
    } catch {
      return fail('JWT_PRIVATE_KEY_FILE cannot be read.');
    }
  }
  // An environment file holds the key on one line.
  pem = pem.replaceAll('\\n', '\n');
  return isP256(pem) ? ok(pem) : fail('JWT_PRIVATE_KEY must be an EC P-256 private key in PEM.');
}

function isP256(pem: string): boolean {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return false;
  }
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

import { couchAdmin } from '@digiboost/couch/provisioning';
import type { Express } from 'express';
import { createServices, type Services } from '../accounts/services.ts';
import { generateSigningKeyPem, loadSigningKey } from '../accounts/signing-key.ts';
import { createApp } from '../app.ts';
import { DEFAULTS, type ServerConfig } from '../config.ts';
import { connectCouch } from '../couch/client.ts';
import { createLog } from '../http/log.ts';
import { createNotify } from '../notify/notify.ts';
import { NO_CHANNELS } from '../notify/notify-config.ts';
import { scheduledReports } from '../reports/scheduled-reports.ts';

const TWILIO = { provider: 'twilio', accountSid: 'AC1', authToken: 't', from: '+221771234567', templates: {} } as const;
const META = {
  provider: 'meta',
  apiUrl: 'http://127.0.0.1:1',
  phoneNumberId: '1',
  accessToken: 't',
  appSecret: 's',
  verifyToken: 'v',
  language: 'fr',
  templates: {},
} as const;
const PROVIDERS = { twilio: TWILIO, meta: META };
const NOBODY = 'http://a:b@127.0.0.1:1';

/** The whole application over whatever answers at `couchUrl`; without one, over a database that does not answer. */
export async function bareApp({
  couchUrl = NOBODY,
  whatsapp = 'twilio',
  ...given
}: Partial<ServerConfig> & { whatsapp?: keyof typeof PROVIDERS } = {}): Promise<{ app: Express; services: Services }> {
  const couch = connectCouch(couchUrl);
  const key = await loadSigningKey(generateSigningKeyPem());
  const services = createServices({ couch, admin: couchAdmin(couchUrl), controlDatabase: 'control', key });
  const notifyConfig = { ...NO_CHANNELS, whatsapp: PROVIDERS[whatsapp] };
  const config = { ...DEFAULTS, couchUrl, jwtPrivateKey: '', notify: notifyConfig, ...given };
  const log = createLog('silent');
  const now = () => new Date();
  const notify = createNotify({ config, log, services, now });
  const status = () => ({ watching: false, hearing: false, tickedAt: null, waiting: 0, lagMs: 0, checked: 0 });
  const make = () => Promise.reject(new Error('No report is made of nothing'));
  const reports = scheduledReports({ services, make, outbox: notify.outbox, isOnDuty: () => false, log, now });
  const app = createApp({ config, log, couch, services, notify, reports, watch: { status }, now });
  return { app, services };
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { couchAdmin, provisionFiles, provisionServer } from '@digiboost/couch/provisioning';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { createServices } from './accounts/services.ts';
import { loadSigningKey } from './accounts/signing-key.ts';
import { createApp } from './app.ts';
import { nightlyBackup } from './backup/nightly.ts';
import { DEFAULTS, type ServerConfig } from './config.ts';
import { connectCouch } from './couch/client.ts';
import { filesDatabase } from './couch/kept-files.ts';
import { createLog } from './http/log.ts';
import { createNotify } from './notify/notify.ts';
import { reportMaker } from './reports/process/supervisor.ts';
import { type ScheduledReports, scheduledReports } from './reports/scheduled-reports.ts';
import { stateMetrics } from './state-metrics.ts';
import { createWatch, type Watch } from './watch/watch.ts';

/** What starting needs; the rest has defaults. */
export type ServerOptions = Pick<ServerConfig, 'couchUrl' | 'jwtPrivateKey'> &
  Partial<Omit<ServerConfig, 'couchUrl' | 'jwtPrivateKey'>> & {
    readonly log?: Logger;
    readonly now?: () => Date;
  };

/** A server that listens. */
export interface RunningServer {
  /** Where it answers, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The watch over the shops' alerts. */
  readonly watch: Pick<Watch, 'tick' | 'idle' | 'status'>;
  /** The automatic reports. */
  readonly reports: Pick<ScheduledReports, 'look'>;
  /** Stops listening, lets answers under way finish for a moment, and resolves once all connections are closed. */
  close(): Promise<void>;
}

// A phone on 3G pays a second for a new connection; most reverse proxies keep theirs for 60 s.
const KEEP_ALIVE_MS = 75_000;
const CLOSING_MS = 2_000;

/** Prepares CouchDB, then serves the API, the shops' databases and the app. Rejects when CouchDB or the port refuse. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { log: givenLog, now = () => new Date(), ...given } = options;
  const config: ServerConfig = { ...DEFAULTS, ...given };
  const log = givenLog ?? createLog(config.logLevel);
  const key = await loadSigningKey(config.jwtPrivateKey, config.jwtKid);
  const admin = couchAdmin(config.couchUrl);
  const { jwtKey } = await provisionServer(admin, key);
  if (jwtKey === 'by-hand') {
    log.warn({ kid: key.kid }, 'CouchDB must be given the public key in its configuration: its settings are locked');
  }
  await provisionFiles(admin, filesDatabase(config.controlDatabase));
  const couch = connectCouch(config.couchUrl);
  const services = createServices({ couch, admin, controlDatabase: config.controlDatabase, key });
  const register = new Registry();
  const notify = createNotify({ config, log, services, now, register });
  const { couchUrl } = config;
  const { outbox } = notify;
  // One of several servers watches: it is the one that does what is done once.
  const isOnDuty = (): boolean => watch.status().watching;
  const maker = reportMaker(couchUrl, () => ({ secret: key.paperSecret, home: notify.home() }));
  const reports = scheduledReports({ services, make: maker.make, outbox, isOnDuty, log, now });
  const onScheduleOfReports = (tenantId: string) => void reports.lookAt(tenantId);
  const watch = createWatch({ couchUrl, couch, services, outbox, onScheduleOfReports, log, now, register });
  const nightly = nightlyBackup({
    config: config.backup,
    couchUrl,
    admin,
    files: { 'jwt_private_key.pem': config.jwtPrivateKey },
    isOnDuty,
    log,
    now,
    register,
  });
  stateMetrics(register, { couch, notify, watch, now });
  const server = createServer(createApp({ config, log, couch, services, notify, reports, watch, now, register }));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 5_000;
  const { ended } = services;
  await ended.start(now, log);
  const url = await listen(server, config.port, config.host);
  // Not before: a server that finds its port taken sends nothing.
  await notify.start(url);
  await watch.start();
  await nightly.start();
  reports.start();
  log.info({ url }, 'listening');
  return {
    url,
    watch,
    reports,
    async close() {
      await nightly.stop();
      await maker.close();
      await reports.stop();
      await watch.stop();
      await close(server);
      await notify.stop();
      ended.stop();
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  // Rejects on 'error': the port is taken, or the address is not ours.
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${actual}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  // Longpolls never finish by themselves.
  const force = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
  await closed;
  clearTimeout(force);
}

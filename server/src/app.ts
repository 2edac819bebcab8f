import cookieParser from 'cookie-parser';
import express, { type Express, Router } from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { agentKeys } from './accounts/agent-keys.ts';
import { authRoutes } from './accounts/auth-routes.ts';
import { companionRoutes } from './accounts/companion-routes.ts';
import { invitationRoutes } from './accounts/invitation-routes.ts';
import { knownDevices } from './accounts/known-device.ts';
import { addressLimit, loginLimit } from './accounts/login-limit.ts';
import { passwordRoutes } from './accounts/password-routes.ts';
import { guard as createGuard } from './accounts/require-user.ts';
import { seenDevices } from './accounts/seen-devices.ts';
import type { Services } from './accounts/services.ts';
import { tenantRoutes } from './accounts/tenant-routes.ts';
import { tokenBearers } from './accounts/token-bearer.ts';
import { userRoutes } from './accounts/user-routes.ts';
import { adminRoutes } from './admin/admin-routes.ts';
import { agentAudit } from './agents/audit.ts';
import { keyRoutes } from './agents/key-routes.ts';
import { mcpRoutes } from './agents/mcp-routes.ts';
import { alertRoutes } from './alerts/alert-routes.ts';
import { docsRoutes, LLMS_TXT } from './api-docs.ts';
import type { ServerConfig } from './config.ts';
import { assistant } from './conversation/assistant.ts';
import { webhookRoutes } from './conversation/webhook-routes.ts';
import type { Couch } from './couch/client.ts';
import { agentRoutes } from './figures/agent-routes.ts';
import { analyticsRoutes } from './figures/analytics-routes.ts';
import { dashboardRoutes } from './figures/dashboard-routes.ts';
import { moneyRoutes } from './figures/money-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { compress } from './http/compress.ts';
import { couchRelay } from './http/couch-relay.ts';
import { door } from './http/door.ts';
import { errorHandler, methodNotAllowed, notFound } from './http/errors.ts';
import { securityHeaders } from './http/headers.ts';
import { requestLog } from './http/log.ts';
import { metrics } from './http/metrics.ts';
import { sameOrigin } from './http/origin.ts';
import { requestRateLimit } from './http/rate-limit.ts';
import { standingEvents } from './http/standing-events.ts';
import { staticFiles } from './http/static-files.ts';
import { Turnstile } from './http/turnstile.ts';
import { leftOutRoutes } from './integrity/left-out-routes.ts';
import { FILES_PATH, fileRoutes } from './notify/file-link.ts';
import { mailRoutes, ownMailRoutes } from './notify/mail-routes.ts';
import type { Notify } from './notify/notify.ts';
import { channelRoutes, deliveryRoutes } from './notify/notify-routes.ts';
import { MESSAGES_PER_DAY } from './notify/outbox/outbox.ts';
import { passwordMessage } from './notify/password-message.ts';
import { pushRoutes } from './notify/push-routes.ts';
import { testRoutes } from './notify/test-routes.ts';
import { OPERATIONS } from './operations.ts';
import { askedReports } from './reports/asked-reports.ts';
import { paperPages } from './reports/paper-page.ts';
import { PAPERS_PATH } from './reports/paper-seal.ts';
import { reportRoutes } from './reports/report-routes.ts';
import type { ScheduledReports } from './reports/scheduled-reports.ts';
import { shopBooks } from './shop/shop-books.ts';
import { keptMoney } from './shop/shop-money.ts';
import type { Watch } from './watch/watch.ts';

/** What the application is made of; nothing in it listens or reads the environment. */
export interface AppParts {
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly couch: Couch;
  readonly services: Services;
  readonly notify: Notify;
  readonly reports: Pick<ScheduledReports, 'runs'>;
  readonly watch: Pick<Watch, 'status'>;
  readonly now: () => Date;
  /** Where the rest of the server keeps its metrics. */
  readonly register?: Registry;
}

/** The whole HTTP application: API, shops' databases and the app's files. */
export function createApp(parts: AppParts): Express {
  const { config, log, couch, services, notify, reports, watch, now, register } = parts;
  const { limits, publicUrl } = config;
  const { users, tenants, sessions, families, ended, key } = services;
  const logins = loginLimit(limits.failedLogins);
  const guard = createGuard(users.store, families, key, now);

  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.disable('x-powered-by');
  // Express's own tags cost CPU on every answer; files and CouchDB bring theirs.
  app.set('etag', false);
  const { measure, expose } = metrics(register);
  app.use(requestLog(log), measure, ...securityHeaders(publicUrl), compress());
  const verbs = methodNotAllowed(OPERATIONS);
  // Before the routers, each of which would tell its own verbs alone.
  app.use((req, res, next) => (req.method === 'OPTIONS' ? verbs(req, res, next) : next()));
  app.get('/metrics', expose);
  app.use(healthRoutes(couch, services.control, { notify, watch }));
  app.use(
    '/db',
    door({
      relay: couchRelay(config.couchUrl, log),
      turnstile: new Turnstile(),
      identify: tokenBearers(key, ended, now),
      whenEnded: ended.whenEnded,
      onAnswered: seenDevices(services.devices, log, now),
      checkEvents: standingEvents(couch),
      now,
    }),
  );

  // Before the rate limit and the JSON reader: providers call from few addresses, and sign the body as it comes.
  const books = shopBooks();
  const money = keptMoney();
  const keys = agentKeys(services.control, users.store);
  const audit = agentAudit(services.control);
  const { control, files } = services;
  const asking = { tenants: tenants.store, files, runs: reports.runs, fileSecret: key.fileSecret, log, now };
  const agentParts = { books, money, askReport: askedReports(asking), audit, shop: tenants.store.shop, now };
  const home = publicUrl?.replace(/\/$/, '');
  const told = config.model && assistant(config.model, { ...agentParts, home, control, log });
  const webhookParts = { notify, tenants: tenants.store, books, money, assistant: told, publicUrl, log, now };
  app.use('/api/v1/webhooks', webhookRoutes(webhookParts));
  const before = [sameOrigin(publicUrl), requestRateLimit(limits.requestsPerMinute)];
  app.use(mcpRoutes({ ...agentParts, keys, before, publicUrl, log }));
  const { stops } = notify;
  // Before the rate limit: mail programs press the button from few addresses, and a link's seal is cheap to check.
  // Like webhooks: providers fetch what a message brings.
  app.use(FILES_PATH, fileRoutes(key.fileSecret, files, now));
  app.use(PAPERS_PATH, paperPages(key.paperSecret));
  app.use('/api/v1/mail', mailRoutes({ secret: key.mailSecret, stops, tenants: tenants.store, now }));
  const api = Router();
  api.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  api.use(requestRateLimit(limits.requestsPerMinute), express.json({ limit: '100kb' }), cookieParser());
  api.use(
    authRoutes({
      sessions,
      guard,
      loginLimit: logins,
      devices: knownDevices(key.deviceSecret, publicUrl),
      ownOrigin: sameOrigin(publicUrl),
      publicUrl,
      now,
    }),
  );
  api.use(companionRoutes(sessions, logins, guard, now));
  const addresses = addressLimit(limits.failedLogins);
  // Before the users: `invitations` is no person's id.
  api.use(invitationRoutes({ invitations: services.invitations, tenants: tenants.store, addresses }, guard, now));
  api.use(
    passwordRoutes(
      {
        links: services.passwordLinks,
        send: (member, token, by, at) =>
          notify.outbox.enqueue([passwordMessage(member, token, by, { home: notify.home(), now: at })]),
        asked: addressLimit(limits.failedLogins),
        ownOrigin: sameOrigin(publicUrl),
        log,
        now,
      },
      guard,
    ),
  );
  api.use(userRoutes(users.service, guard, { logins, addresses }, now));
  api.use(tenantRoutes(tenants.service, guard, now));
  api.use(moneyRoutes(tenants.store, guard, now, money));
  api.use(dashboardRoutes(tenants.store, guard, now, books));
  api.use(analyticsRoutes(tenants.store, guard, now, books));
  api.use(keyRoutes(keys, audit, guard, now));
  api.use(agentRoutes(tenants.store, guard, now, books));
  api.use(channelRoutes(notify, guard), ownMailRoutes(stops, guard, now));
  api.use(pushRoutes(config.notify.push, notify.subscriptions, guard, now));
  api.use(deliveryRoutes(notify, services, guard), testRoutes(notify.outbox, services, guard, now));
  api.use(alertRoutes(services, guard, now));
  api.use(reportRoutes(services, { runs: reports.runs, outbox: notify.outbox, home: notify.home }, guard, now));
  api.use(leftOutRoutes(couch, services, guard, now));
  app.use('/api/v1', api);
  app.use(
    '/admin',
    adminRoutes({
      services,
      outbox: notify.outbox,
      home: notify.home,
      perDay: config.notify.messagesPerDay ?? MESSAGES_PER_DAY,
      logins,
      publicUrl,
      requestsPerMinute: limits.requestsPerMinute,
      now,
    }),
  );
  app.use('/api/docs', docsRoutes());
  app.get('/llms.txt', (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.type('text/plain').send(LLMS_TXT);
  });
  app.use(verbs);
  app.use('/api', notFound);

  for (const files of staticFiles(config.clientDir)) app.use(files);
  app.use(notFound);
  app.use(errorHandler(log));
  return app;
}

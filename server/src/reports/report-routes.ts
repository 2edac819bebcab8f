import { randomBytes } from 'node:crypto';
import { type ReportRun, type ReportSchedule, reportRunId } from '@digiboost/domain/documents';
import { nextDue, PERIOD_FAULTS, REPORTS, subjectOf } from '@digiboost/domain/reports';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard, Member } from '../accounts/require-user.ts';
import type { Services } from '../accounts/services.ts';
import { recipientFaults } from '../alerts/recipient-faults.ts';
import { fileId } from '../couch/kept-files.ts';
import { pageOf } from '../http/page.ts';
import { userRateLimit } from '../http/rate-limit.ts';
import { fileHeaders } from '../notify/file-link.ts';
import type { Outbox } from '../notify/outbox/outbox.ts';
import { mergedDocuments, shopDocument } from '../shop/catalogue.ts';
import type { Showing } from '../shop/rights.ts';
import { isToldTo } from './asked-reports.ts';
import { GENERATE_REPORT, REPORT_FILE, REPORT_RUNS, SCHEDULED_REPORTS, SEAL_PAPER } from './operations.ts';
import { PAPERS_PATH, paperToken } from './paper-seal.ts';
import type { ReportRuns } from './report-runs.ts';

/** Reports that one person may ask for in a minute: each reads a shop whole. */
const REPORTS_PER_MINUTE = 10;
const SEALS_PER_MINUTE = 30;

const shown = (run: ReportRun) => ({
  id: run._id,
  reportType: run.reportType,
  title: `${REPORTS[run.reportType].title} ${subjectOf(REPORTS[run.reportType], run)}`,
  from: run.from,
  to: run.to,
  at: run.at,
  madeAt: run.createdAt,
  scheduleId: run.scheduleId ?? null,
  fileName: run.fileName,
  size: run.size,
  fault: run.fault ?? null,
  sent: Object.values(run.sent).map(({ channel, recipient, state, at, reason }) => ({
    channel,
    recipient,
    state,
    at,
    reason: reason ?? null,
  })),
});

/** A shop's reports: made now, those that make themselves, what was made, and the files. */
export function reportRoutes(
  { tenants, users, files, key }: Pick<Services, 'tenants' | 'users' | 'files' | 'key'>,
  { runs, outbox, home }: { readonly runs: ReportRuns; readonly outbox: Pick<Outbox, 'left'>; home(): string },
  guard: Guard,
  now: () => Date,
): Router {
  const runsOf = async (tenantId: string): Promise<ReportRun[]> =>
    (await mergedDocuments<ReportRun>(tenants.store.shop(tenantId), 'reportRun')).sort((a, b) =>
      a.at < b.at ? 1 : -1,
    );

  /** What says whom the caller's shop shows what; an administrator sees everything. */
  const showingOf = async ({ tenantId, role }: Member): Promise<Showing> => ({
    shop: role === 'admin' ? null : await shopDocument(tenants.store.shop(tenantId)),
  });

  return apiRoutes(guard)
    .on(
      GENERATE_REPORT,
      async ({ caller, body, res, send, refuse }) => {
        const { tenantId, role } = caller;
        const { reportType, channels, recipients, from, to } = body;
        if (!isToldTo(await showingOf(caller), caller, reportType)) return refuse('forbidden');
        if (recipients.length > 0 && role !== 'admin') {
          const detail = 'Seul un administrateur envoie un rapport par le serveur.';
          return refuse('invalid-request', [{ field: 'recipients', detail }]);
        }
        const faults = recipientFaults({ channels, recipients }, await users.store.list(tenantId));
        if (faults.length > 0) return refuse('invalid-request', faults);
        if (recipients.length * channels.length > (await outbox.left(tenantId))) return refuse('too-many-messages');
        const at = now().toISOString();
        const id = reportRunId(at, randomBytes(8).toString('hex'));
        const made = await runs.make(tenantId, { id, at, reportType, period: { from, to }, channels, recipients });
        if (!made.ok) return refuse('invalid-request', [{ field: 'to', detail: PERIOD_FAULTS[made.error] }]);
        res.location(`/api/v1/reports/runs/${encodeURIComponent(id)}/file`);
        send(201, { run: shown(made.value) });
      },
      userRateLimit(REPORTS_PER_MINUTE),
    )
    .on(SCHEDULED_REPORTS, async ({ caller: { tenantId }, query, send }) => {
      const shop = tenants.store.shop(tenantId);
      const [schedules, document, made] = await Promise.all([
        mergedDocuments<ReportSchedule>(shop, 'reportSchedule'),
        shopDocument(shop),
        runsOf(tenantId),
      ]);
      const at = now().toISOString();
      const { items, next } = pageOf(
        schedules.filter(({ frequency }) => frequency !== 'ONCE'),
        query,
      );
      send(200, {
        next,
        schedules: items.map((schedule) => {
          const { _id: id, reportType, frequency, channels, recipients, isActive } = schedule;
          const last = made.find(({ scheduleId }) => scheduleId === id);
          const nextAt = nextDue(schedule, at, document?.settings.timezone);
          const lastRun = last ? shown(last) : null;
          return { id, reportType, frequency, channels, recipients, isActive, nextAt, lastRun };
        }),
      });
    })
    .on(REPORT_RUNS, async ({ caller: { tenantId }, query, send }) => {
      const { items, next } = pageOf(await runsOf(tenantId), query);
      send(200, { runs: items.map(shown), next });
    })
    .on(REPORT_FILE, async ({ caller, params, res, refuse }) => {
      const { tenantId } = caller;
      const showing = await showingOf(caller);
      if (caller.role !== 'admin') {
        const run = await tenants.store.shop(tenantId).get<ReportRun>(params.id);
        if (run?.type === 'reportRun' && !isToldTo(showing, caller, run.reportType)) return refuse('forbidden');
      }
      const file = await files.read(tenantId, fileId(params.id));
      if (!file) return refuse('file-gone');
      for (const [name, value] of Object.entries(fileHeaders(file.name))) res.setHeader(name, value);
      res.type(file.mediaType).send(Buffer.from(file.bytes));
    })
    .on(
      SEAL_PAPER,
      async ({ caller: { tenantId }, body, send }) => {
        const shop = (await tenants.store.shopName(tenantId)) ?? tenantId;
        const token = paperToken(key.paperSecret, body, { shop, sealedAt: now().toISOString() });
        send(200, { url: `${home()}${PAPERS_PATH}/${token}` });
      },
      userRateLimit(SEALS_PER_MINUTE),
    ).router;
}

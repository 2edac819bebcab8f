import { LIMITS, type ReportSchedule, reportRunId } from '@digiboost/domain/documents';
import { dueReport } from '@digiboost/domain/reports';
import cron from 'node-cron';
import type { Logger } from 'pino';
import { fileId } from '../couch/kept-files.ts';
import { mergedDocuments, shopDocument } from '../shop/catalogue.ts';
import { type ReportRuns, type RunParts, reportRuns, type WantedRun } from './report-runs.ts';

/** What the automatic reports need. */
export interface ScheduleParts extends RunParts {
  /** Whether this server is the one that does what is done once. */
  readonly isOnDuty: () => boolean;
  readonly log: Logger;
}

/** The reports that the server makes by itself. */
export interface ScheduledReports {
  readonly runs: ReportRuns;
  start(): void;
  stop(): Promise<void>;
  /** Makes what is due in every shop; resolves once it is made. */
  look(): Promise<void>;
  /** Makes what is due in one shop, of which the server just heard. */
  lookAt(tenantId: string): Promise<void>;
}

/** Mornings begin on a quarter of an hour in every timezone. */
const QUARTERS = '*/15 * * * *';
/** A report that still fails so long after it was due is given up, and shows as failed. */
const TRIED_MS = 24 * 3_600_000;

/**
 * The automatic reports. Every quarter of an hour, each shop's schedules are asked what is due by the shop's own clock;
 * a report that is due and has no run yet is made. So one outage, however long, costs one report of each kind, made
 * when it ends; and of two servers one finds what the other has made.
 */
export function scheduledReports(parts: ScheduleParts): ScheduledReports {
  const { services, isOnDuty, log, now } = parts;
  const { tenants, files } = services;
  const runs = reportRuns(parts);
  let task: ReturnType<typeof cron.schedule> | null = null;
  let turn: Promise<void> = Promise.resolve();
  let cleanedOn = '';

  async function makeDue(tenantId: string): Promise<void> {
    const shop = tenants.store.shop(tenantId);
    const schedules = (await mergedDocuments<ReportSchedule>(shop, 'reportSchedule')).filter(
      ({ isActive }) => isActive,
    );
    if (schedules.length === 0) return;
    const timezone = (await shopDocument(shop))?.settings.timezone;
    for (const schedule of schedules) {
      const due = dueReport(schedule, now().toISOString(), timezone);
      if (due) await make(tenantId, wantedOf(schedule, due));
    }
  }

  async function make(tenantId: string, wanted: WantedRun): Promise<void> {
    try {
      const made = await runs.make(tenantId, wanted);
      if (made.ok) await runs.send(tenantId, made.value);
      else await runs.giveUp(tenantId, wanted, 'period');
    } catch (err) {
      log.error({ err, tenantId, run: wanted.id }, 'an automatic report could not be made');
      if (now().getTime() - Date.parse(wanted.at) > TRIED_MS) {
        await runs.giveUp(tenantId, wanted, 'failed').catch(() => undefined);
      }
    }
  }

  /** Looks, one shop after the other and one look after the other; a shop that fails costs the others nothing. */
  function inTurn(shops: () => Promise<readonly string[]>): Promise<void> {
    turn = turn.then(async () => {
      if (!isOnDuty()) return;
      const tenantIds = await shops().catch(() => []);
      for (const tenantId of tenantIds) {
        await makeDue(tenantId).catch((err: unknown) => log.warn({ err, tenantId }, 'a shop’s reports were not read'));
      }
    });
    return turn;
  }

  async function clean(): Promise<void> {
    const today = now().toISOString().slice(0, 10);
    if (!isOnDuty() || today === cleanedOn) return;
    cleanedOn = today;
    await files
      .removeOld(LIMITS.report.keptDays, now())
      .catch((err: unknown) => log.warn({ err }, 'old files could not be removed'));
  }

  const ready = async (): Promise<string[]> =>
    (await tenants.store.list()).filter(({ status }) => status === 'ready').map(({ id }) => id);
  const look = async (): Promise<void> => {
    await inTurn(ready);
    await clean();
  };
  return {
    runs,
    look,
    lookAt: (tenantId) => inTurn(async () => [tenantId]),
    start() {
      task = cron.schedule(QUARTERS, () => void look(), { timezone: 'UTC', suppressMissedWarning: true });
      void look();
    },
    async stop() {
      await task?.stop();
      await turn;
    },
  };
}

/** What a schedule wants; its id follows from the schedule and the time, whoever works it out. */
function wantedOf(schedule: ReportSchedule, { at, period }: Pick<WantedRun, 'at' | 'period'>): WantedRun {
  const { _id: scheduleId, reportType, channels, recipients } = schedule;
  const id = reportRunId(at, fileId(scheduleId).slice(0, 16));
  return { id, at, scheduleId, reportType, period, channels, recipients };
}

import { advance, messageOfDelivery, type Person } from '@digiboost/domain/alerts';
import {
  newDocument,
  type ReportRun,
  type ReportRunId,
  type ReportScheduleId,
  type ReportType,
  revise,
} from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import type { PeriodFault } from '@digiboost/domain/reports';
import type { Instant } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Services } from '../accounts/services.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import { fileId } from '../couch/kept-files.ts';
import type { OnState } from '../notify/delivery.ts';
import type { Outbox } from '../notify/outbox/outbox.ts';
import { shopDocument } from '../shop/catalogue.ts';
import type { MakeReport } from './process/supervisor.ts';
import { type Audience, deliveriesOf, marksOf } from './report-message.ts';

/** What making and sending reports needs. */
export interface RunParts {
  readonly services: Pick<Services, 'tenants' | 'users' | 'files'>;
  readonly make: MakeReport;
  readonly outbox: Pick<Outbox, 'enqueue' | 'left'>;
  readonly now: () => Date;
}

/** A report that is to be made, and whom it is sent to. */
export interface WantedRun extends Audience {
  readonly id: ReportRunId;
  readonly at: Instant;
  readonly scheduleId?: ReportScheduleId;
  readonly reportType: ReportType;
  readonly period: SalesPeriod;
}

/** Who writes runs. */
const SERVER = 'server';

/** Makes reports, keeps their files, and sends them. */
export interface ReportRuns {
  /** Makes a run, or takes the one that is there already. A wrong period makes none. */
  make(tenantId: string, wanted: WantedRun): Promise<Result<ReportRun, PeriodFault>>;
  /** Writes down that a run could not be made, so that nobody waits for it. */
  giveUp(tenantId: string, wanted: WantedRun, fault: NonNullable<ReportRun['fault']>): Promise<void>;
  /** Hands a run's messages to the outbox, again those that may never have reached it. */
  send(tenantId: string, run: ReportRun): Promise<void>;
}

/** The runs over the shops' databases: a run's id follows from what is wanted, so that two servers make it once. */
export function reportRuns({ services, make, outbox, now }: RunParts): ReportRuns {
  const { tenants, users, files } = services;
  const peopleOf = async (tenantId: string): Promise<Person[]> =>
    (await users.store.list(tenantId))
      .filter(({ isActive }) => isActive)
      .map(({ id, name, whatsapp, email }) => ({ id, name, whatsapp, email }));

  const runOf = (wanted: WantedRun, found: Pick<ReportRun, 'fileName' | 'size' | 'fault' | 'sent'>): ReportRun => {
    const { id: _id, at, scheduleId, reportType, period } = wanted;
    const { from, to } = period;
    const said = { _id, type: 'reportRun', at, reportType, from, to, ...found } as const;
    return newDocument<ReportRun>(
      { ...said, ...(scheduleId ? { scheduleId } : {}) },
      { at: now().toISOString(), by: SERVER, deviceId: SERVER },
    );
  };

  /** Stores a run; when another server was first, that one's stands. */
  async function stored(tenantId: string, run: ReportRun): Promise<ReportRun> {
    const shop = tenants.store.shop(tenantId);
    const put = await shop.put(run);
    return (put.ok ? { ...run, _rev: put.value } : await shop.get<ReportRun>(run._id)) ?? run;
  }

  async function send(tenantId: string, run: ReportRun): Promise<void> {
    if (!Object.values(run.sent).some(({ state }) => state === 'QUEUED')) return;
    const [people, document] = await Promise.all([peopleOf(tenantId), shopDocument(tenants.store.shop(tenantId))]);
    const shop = { tenantId, name: document?.name ?? '', timezone: document?.settings.timezone };
    await outbox.enqueue(deliveriesOf(run, shop, people));
  }

  return {
    send,
    async giveUp(tenantId, wanted, fault) {
      await stored(tenantId, runOf(wanted, { fileName: '', size: 0, fault, sent: {} }));
    },
    async make(tenantId, wanted) {
      const shop = tenants.store.shop(tenantId);
      const known = await shop.get<ReportRun>(wanted.id);
      if (known) return ok(known);
      const made = await make(tenantId, wanted.reportType, wanted.period, now());
      if (!made.ok) return fail(must(made.error === 'tenant' ? null : made.error, 'the database of a shop'));
      const { name, mediaType, bytes } = made.value;
      const kept = await files.keep({ tenantId, id: fileId(wanted.id), name, mediaType, at: wanted.at }, bytes);
      if (!kept.ok) {
        return ok(await stored(tenantId, runOf(wanted, { fileName: name, size: 0, fault: kept.error, sent: {} })));
      }
      const [people, left] = await Promise.all([peopleOf(tenantId), outbox.left(tenantId)]);
      const sent = marksOf(wanted, people, left, now().toISOString());
      const run = await stored(tenantId, runOf(wanted, { fileName: name, size: bytes.length, sent }));
      // The run comes first: by it a message that a crash loses is found again.
      await send(tenantId, run);
      return ok(run);
    },
  };
}

/** Writes what became of a report's message onto its run; rejects when it is to be told again. */
export const recordRunState =
  (tenants: Pick<TenantStore, 'shop'>): OnState =>
  async (delivery, state, reason, at) => {
    const { tenantId, eventId, id } = delivery;
    const key = messageOfDelivery(id).slice(eventId.length + 1);
    const author = { at, by: SERVER, deviceId: SERVER };
    await tenants.shop(tenantId).update<ReportRun>(eventId, (run) => {
      const before = run?.sent[key];
      if (!run || !before) return null;
      const after = advance(before, { state, at, ...(reason ? { reason } : {}) });
      return after === before ? run : revise(run, { sent: { ...run.sent, [key]: after } }, author);
    });
  };

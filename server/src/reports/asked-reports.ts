import type { KeyObject } from 'node:crypto';
import { type ReportRun, type ReportType, reportRunId } from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import { namedPeriod, PERIOD_FAULTS, periodFault, REPORTS, rightsFor } from '@digiboost/domain/reports';
import { businessDay } from '@digiboost/domain/shared/clock';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import type { Logger } from 'pino';
import type { Member } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import { fileId, type KeptFiles } from '../couch/kept-files.ts';
import { FILES_PATH, fileToken } from '../notify/file-link.ts';
import { mergedDocuments, shopDocument } from '../shop/catalogue.ts';
import { isShown, type Showing } from '../shop/rights.ts';
import { GENERATE_REPORT } from './operations.ts';

import type { ReportRuns } from './report-runs.ts';

/** Whether a shop shows somebody reports of a type. */
export const isToldTo = (showing: Showing, reader: Pick<Member, 'role'>, type: ReportType): boolean =>
  rightsFor(REPORTS[type]).every((right) => isShown(showing, reader, right));

const NOT_TOLD = 'La boutique ne montre pas ce rapport à ce compte. Seul un administrateur change ce réglage.';

/** The report that somebody asks for; without days, the last that can be told of. */
export interface Wish {
  readonly type: ReportType;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

/** A report that was asked for: its file's link, or about when to ask again. */
export type AskedReport = { readonly type: ReportType; readonly period: SalesPeriod } & (
  | { readonly state: 'READY'; readonly path: string; readonly until: Instant; readonly madeAt: Instant }
  | { readonly state: 'UNDER_WAY'; readonly readyAt: Instant }
);

/** Gives the link to a report, which is made when there is none; a sentence says why there will be none. */
export type AskReport = (member: Member, wish: Wish) => Promise<AskedReport | string>;

/** What giving links to reports needs. */
interface AskingParts {
  readonly tenants: Pick<TenantStore, 'shop'>;
  readonly files: Pick<KeptFiles, 'isKept'>;
  readonly runs: Pick<ReportRuns, 'make'>;
  readonly fileSecret: KeyObject;
  readonly log: Logger;
  readonly now: () => Date;
}

const DAY_MS = 86_400_000;
/** A link that somebody else than its reader was given opens for so long. */
const OPEN_MS = DAY_MS;
/** A file of days that have not ended is as good as new for so long. */
const FRESH_MS = 3_600_000;
/** Who asks waits for a report that takes no longer. */
const PATIENCE_MS = 5_000;
/** Reports ask for little: most are there within a minute. */
const MADE_WITHIN_MS = 60_000;
/** Reports that are made for one shop in a day because somebody asked: each is a document on its phones. */
const MOST_A_DAY = 30;

/** Reports by link. Of one shop, one is made at a time. */
export function askedReports({ tenants, files, runs, fileSecret, log, now }: AskingParts): AskReport {
  const underWay = new Map<string, { readonly key: string; readonly done: Promise<ReportRun | string> }>();

  return async ({ tenantId, role }, { type, ...days }) => {
    const shop = tenants.shop(tenantId);
    const document = await shopDocument(shop);
    if (!isToldTo({ shop: document }, { role }, type)) return NOT_TOLD;
    const timezone = document?.settings.timezone;
    const today = businessDay(now().toISOString(), timezone);
    const period = periodOf(type, days, today);
    const fault = periodFault(period, today);
    if (fault) return PERIOD_FAULTS[fault];
    const asked = { type, period };
    const made = await mergedDocuments<ReportRun>(shop, 'reportRun');
    const isGood = ({ reportType, from, to, createdAt, fault: missing }: ReportRun): boolean =>
      reportType === type &&
      to === period.to &&
      (REPORTS[type].isOfOneDay === true || from === period.from) &&
      missing === undefined &&
      (businessDay(createdAt, timezone) > to || now().getTime() - Date.parse(createdAt) < FRESH_MS);
    const good = made.filter(isGood).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    for (const run of good) if (await files.isKept(tenantId, fileId(run._id))) return { ...asked, ...linkTo(run) };

    const key = `${type} ${period.from} ${period.to}`;
    const readyAt = new Date(now().getTime() + MADE_WITHIN_MS).toISOString();
    const before = underWay.get(tenantId);
    if (before && before.key !== key)
      return 'Un autre rapport se fait en ce moment pour cette boutique : redemandez dans une minute.';
    if (!before) {
      if (!(GENERATE_REPORT.callers as readonly string[]).includes(role))
        return 'Ce rapport n’a pas encore été fait, et ce compte n’en fait pas. Demandez à un vendeur ou à un administrateur.';
      const since = new Date(now().getTime() - DAY_MS).toISOString();
      if (made.filter(({ scheduleId, at }) => scheduleId === undefined && at > since).length >= MOST_A_DAY)
        return `${MOST_A_DAY} rapports ont été demandés depuis hier : redemandez demain, ou faites-le sur le téléphone.`;
    }
    const { done } = before ?? begun(tenantId, key, asked);
    const patience = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
    const run = await Promise.race([done, patience]);
    if (run === null) return { ...asked, state: 'UNDER_WAY', readyAt };
    return typeof run === 'string' ? run : { ...asked, ...linkTo(run) };

    function linkTo({ _id, createdAt }: ReportRun) {
      const until = new Date(now().getTime() + OPEN_MS).toISOString();
      const path = `${FILES_PATH}/${fileToken(fileSecret, { tenantId, id: fileId(_id) }, until)}`;
      return { state: 'READY', path, until, madeAt: createdAt } as const;
    }
  };

  function begun(tenantId: string, key: string, { type, period }: { type: ReportType; period: SalesPeriod }) {
    const at = now().toISOString();
    const id = reportRunId(at, fileId(key).slice(0, 16));
    const wanted = { id, at, reportType: type, period, channels: [], recipients: [] };
    const done = runs
      .make(tenantId, wanted)
      .then((made) => {
        if (!made.ok) return PERIOD_FAULTS[made.error];
        return made.value.fault === undefined ? made.value : 'Ce rapport est trop grand : choisissez moins de jours.';
      })
      .catch((err: unknown) => {
        log.error({ err, tenantId, run: id }, 'a report that was asked for could not be made');
        return 'Ce rapport n’a pas pu être fait. Redemandez-le plus tard.';
      })
      .finally(() => underWay.delete(tenantId));
    const making = { key, done };
    underWay.set(tenantId, making);
    return making;
  }
}

/** The days of a report: those asked for; else today for what says how things stand, and last month for the others. */
function periodOf(type: ReportType, { from, to }: Omit<Wish, 'type'>, today: Day): SalesPeriod {
  if (REPORTS[type].isOfOneDay) return { from: to ?? from ?? today, to: to ?? from ?? today };
  if (from === undefined && to === undefined) return namedPeriod('lastMonth', today);
  return { from: from ?? `${(to ?? today).slice(0, 7)}-01`, to: to ?? today };
}

import { type Author, stampOf } from '../author.ts';
import type { ReportRun, ReportSchedule } from '../report.ts';
import { AUTHOR, mutable } from './author.ts';

/** The monthly summary, by email. */
export const aReportSchedule = mutable<ReportSchedule>(() => ({
  _id: 'reportSchedule:mensuel',
  type: 'reportSchedule',
  reportType: 'MONTHLY_SUMMARY',
  frequency: 'MONTHLY',
  recipients: ['awa@example.sn'],
  isActive: true,
}));

/** That of February 2026. */
export const aReportRun = (content: Partial<ReportRun> = {}, author: Author = AUTHOR): ReportRun => ({
  _id: `reportRun:mensuel:${author.at}`,
  type: 'reportRun',
  reportType: 'MONTHLY_SUMMARY',
  from: '2026-02-01',
  to: '2026-02-28',
  producedAt: author.at,
  sent: {},
  ...stampOf(author),
  ...content,
});

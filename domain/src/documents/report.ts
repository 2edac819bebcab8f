import * as z from 'zod/mini';
import { couchFields, day, editable, instant, reference, stamped, text } from './base.ts';
import { LIMITS } from './limits.ts';

/** The reports that there are; `domain/src/reports` says what each holds. */
export const REPORT_TYPES = [
  'INVENTORY',
  'MONTHLY_SUMMARY',
  'SALES_ANALYSIS',
  'COUNT_SHEET',
  'COUNT_SHEET_EXPECTED',
] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

/** A report that the server makes by itself. */
export const reportScheduleSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('reportSchedule'),
  type: z.literal('reportSchedule'),
  reportType: z.enum(REPORT_TYPES),
  frequency: z.enum(['DAILY', 'WEEKLY', 'MONTHLY']),
  recipients: z.array(text(200, 1)).check(z.maxLength(LIMITS.report.recipients)),
  isActive: z.boolean(),
});
export type ReportSchedule = z.infer<typeof reportScheduleSchema>;

/** What a schedule produced. Written by the server. */
export const reportRunSchema = z.strictObject({
  ...stamped,
  ...couchFields,
  _id: z.templateLiteral(['reportRun:', z.string()]),
  type: z.literal('reportRun'),
  reportType: z.enum(REPORT_TYPES),
  from: day,
  to: day,
  producedAt: instant,
  sent: z.record(z.string(), z.unknown()),
});
export type ReportRun = z.infer<typeof reportRunSchema>;

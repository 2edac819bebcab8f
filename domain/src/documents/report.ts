import * as z from 'zod/mini';
import type { Instant } from '../shared/day.ts';
import { sentSchema } from './alert-event.ts';
import { couchFields, day, editable, instant, reference, text } from './base.ts';
import { timedId } from './event-id.ts';
import { LIMITS } from './limits.ts';

/** The reports that there are; `domain/src/reports` says what each holds. */
export const REPORT_TYPES = [
  'INVENTORY',
  'MONTHLY_SUMMARY',
  'SALES_ANALYSIS',
  'COUNT_SHEET',
  'COUNT_SHEET_EXPECTED',
  'SMT',
  'SMT_WORKBOOK',
] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

/** How often a report is made by itself. ONCE: as soon as the server knows of it. */
export const REPORT_FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'ONCE'] as const;
export type ReportFrequency = (typeof REPORT_FREQUENCIES)[number];

/** The ways in which a report is sent. */
export const REPORT_CHANNELS = ['EMAIL', 'WHATSAPP'] as const;
export type ReportChannel = (typeof REPORT_CHANNELS)[number];

/** A report that the server makes by itself. Every field has a default: two edits of it merge field by field. */
export const reportScheduleSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('reportSchedule'),
  type: z.literal('reportSchedule'),
  reportType: z.enum(REPORT_TYPES),
  frequency: z.enum(REPORT_FREQUENCIES),
  channels: z.array(z.enum(REPORT_CHANNELS)).check(z.maxLength(REPORT_CHANNELS.length)),
  /** Each a user's id, a number in E.164 or an e-mail address. */
  recipients: z.array(text(200, 1)).check(z.maxLength(LIMITS.report.recipients)),
  isActive: z.boolean(),
  /** Of ONCE: the period. */
  from: z.optional(day),
  to: z.optional(day),
});
export type ReportSchedule = z.infer<typeof reportScheduleSchema>;
export type ReportScheduleId = ReportSchedule['_id'];

/** Why a report was due and is not there. */
const RUN_FAULTS = ['period', 'too-large', 'failed'] as const;

/** A report that the server made, or could not make. Written by the server. */
export const reportRunSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.templateLiteral(['reportRun:', z.string()]),
  type: z.literal('reportRun'),
  /** When it was due, or asked for. */
  at: instant,
  scheduleId: z.optional(reference('reportSchedule')),
  reportType: z.enum(REPORT_TYPES),
  from: day,
  to: day,
  fileName: text(200),
  /** Bytes; 0 where there is no file. */
  size: z.int().check(z.minimum(0)),
  fault: z.optional(z.enum(RUN_FAULTS)),
  /** Its messages, by channel and recipient; without dots, so that they merge one by one. */
  sent: z.record(z.string().check(z.regex(/^[^.]{1,55}$/)), sentSchema),
});
export type ReportRun = z.infer<typeof reportRunSchema>;
export type ReportRunId = ReportRun['_id'];

/** The id of what was due at `at`: whoever makes it gives it the same one. `key`: 1 to 32 small letters and digits. */
export const reportRunId = (at: Instant, key: string): ReportRunId => timedId('reportRun', at, 'server', key);

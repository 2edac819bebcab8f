import {
  LIMITS,
  newDocument,
  type ReportChannel,
  type ReportFrequency,
  type ReportSchedule,
  type ReportType,
} from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import { sendings as words } from '../../i18n/fr/sendings.ts';
import { type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import { isEmail, isPhone } from '../../session/recipients.ts';

/** A sending of reports as its form holds it. */
export interface ScheduleFields {
  reportType: ReportType;
  frequency: ReportFrequency;
  channels: ReportChannel[];
  recipients: string[];
}

/** How automatic reports are edited. `me` is the first to get one; `once`: one report now, of that period. */
export const scheduleKind = (
  schedules: () => readonly ReportSchedule[],
  me: string,
  once?: { readonly reportType: ReportType; readonly period: SalesPeriod },
): FormKind<ReportSchedule, ScheduleFields> => ({
  fieldsOf: (schedule) => ({
    reportType: schedule?.reportType ?? once?.reportType ?? 'MONTHLY_SUMMARY',
    frequency: schedule?.frequency ?? (once ? 'ONCE' : 'MONTHLY'),
    channels: [...(schedule?.channels ?? ['EMAIL' as const])],
    recipients: [...(schedule?.recipients ?? [me])],
  }),
  faultsOf: ({ channels, recipients }) =>
    faultsAmong<ScheduleFields>([
      ['channels', channels.length === 0, words.faults.channels],
      ['channels', !channels.includes('WHATSAPP') && recipients.some(isPhone), words.faults.whatsapp],
      ['channels', !channels.includes('EMAIL') && recipients.some(isEmail), words.faults.email],
      ['recipients', recipients.length === 0, words.faults.recipients],
      ['recipients', recipients.length > LIMITS.report.recipients, words.faults.tooMany],
    ]),
  together: [['channels', 'recipients']],
  contentOf: (fields) => ({ ...fields }),
  newest: ({ _id }) => schedules().find((schedule) => schedule._id === _id),
  create(fields, replica) {
    const own = { _id: `reportSchedule:${replica.newKey()}`, type: 'reportSchedule', isActive: true } as const;
    return [newDocument<ReportSchedule>({ ...own, ...fields, ...once?.period }, replica.author())];
  },
});

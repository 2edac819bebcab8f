import { createHash } from 'node:crypto';
import { deliveryId, type Person, reach } from '@digiboost/domain/alerts';
import type { ReportRun, ReportSchedule, Sent } from '@digiboost/domain/documents';
import { formatDate, formatTime, oneLine } from '@digiboost/domain/french';
import { REPORTS, subjectOf } from '@digiboost/domain/reports';
import { businessDay } from '@digiboost/domain/shared/clock';
import type { Instant } from '@digiboost/domain/shared/day';
import { MEDIA_TYPES } from '@digiboost/papers/formats';
import { fileId } from '../couch/kept-files.ts';
import type { Delivery } from '../notify/delivery.ts';

/** Whom a report is sent to, and how. */
export type Audience = Pick<ReportSchedule, 'channels' | 'recipients'>;

/** A report is worth reading for two days; then it is read in the app. */
const DEADLINE_MS = 48 * 3_600_000;

/** What a run's `sent` calls the message to a recipient by a channel. */
const keyOf = (channel: string, recipient: string): string =>
  `${channel}-${createHash('sha256').update(recipient).digest('hex').slice(0, 16)}`;

/** What a run gets into its `sent` for each message that is to bring it; at most `left` of them are sent. */
export function marksOf(
  { channels, recipients }: Audience,
  people: readonly Person[],
  left: number,
  at: Instant,
): Record<string, Sent> {
  const marks: Record<string, Sent> = {};
  let queued = 0;
  for (const recipient of new Set(recipients)) {
    for (const channel of new Set(channels)) {
      const reached = reach(recipient, channel, people);
      if (!reached) continue;
      const missing = 'missing' in reached ? reached.missing : null;
      const reason =
        missing ?? (queued >= left ? 'La boutique a atteint son nombre de messages pour 24 heures.' : null);
      marks[keyOf(channel, recipient)] = reason
        ? { channel, recipient, at, state: 'FAILED', reason }
        : { channel, recipient, at, state: 'QUEUED' };
      if (!reason) queued += 1;
    }
  }
  return marks;
}

/** The messages that a run waits to be brought by: the same ones, under the same ids, each time. */
export function deliveriesOf(
  run: ReportRun,
  shop: { readonly tenantId: string; readonly name: string; readonly timezone: string | undefined },
  people: readonly Person[],
): Delivery[] {
  const { tenantId, timezone } = shop;
  const report = REPORTS[run.reportType];
  const title = `${report.title} ${subjectOf(report, run)}`;
  const name = oneLine(shop.name);
  const { createdAt } = run;
  const made = `Fait le ${formatDate(businessDay(createdAt, timezone))} à ${formatTime(createdAt, timezone)}.`;
  return Object.entries(run.sent).flatMap(([key, { channel, recipient, state }]): Delivery[] => {
    const reached = state === 'QUEUED' ? reach(recipient, channel, people) : null;
    if (!reached || 'missing' in reached) return [];
    return [
      {
        id: deliveryId(tenantId, `${run._id}|${key}`),
        tenantId,
        eventId: run._id,
        alertType: 'REPORT',
        channel,
        recipient,
        userId: reached.userId,
        address: reached.address,
        content: {
          title: channel === 'EMAIL' ? `${title} – ${name}` : title,
          text: `${channel === 'WHATSAPP' ? `*${title}*\n\n` : ''}${name}. ${made}`,
          variables: [title, name, made],
          url: '/rapports',
        },
        file: { id: fileId(run._id), name: run.fileName, mediaType: MEDIA_TYPES[report.format] },
        notBefore: createdAt,
        deadline: new Date(Date.parse(createdAt) + DEADLINE_MS).toISOString(),
      },
    ];
  });
}

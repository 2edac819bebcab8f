import type { ReportRun, ReportSchedule } from '@digiboost/domain/documents';
import { sendings as words } from '../../i18n/fr/sendings.ts';

/** What became of a report that the server made, in a few words: the worst first. */
export function fateOf({ fault, sent }: Pick<ReportRun, 'fault' | 'sent'>): string {
  if (fault) return words.runFaults[fault];
  const all = Object.values(sent);
  const failed = all.filter(({ state }) => state === 'FAILED' || state === 'DOUBTFUL');
  const reason = failed.find((one) => one.reason)?.reason;
  if (failed.length > 0) return words.failed(failed.length, reason ?? '');
  const waiting = all.filter(({ state }) => state === 'QUEUED').length;
  if (waiting > 0) return words.waiting;
  // A server without a provider keeps what it would send, and says so.
  const kept = all.find((one) => one.reason);
  return all.length > 0 ? (kept?.reason ?? words.sent(all.length)) : words.made;
}

/** The reports that were asked for once and that the server has not made yet. */
export const unmade = (schedules: readonly ReportSchedule[], runs: readonly ReportRun[]): ReportSchedule[] =>
  schedules.filter(({ _id, frequency }) => frequency === 'ONCE' && !runs.some(({ scheduleId }) => scheduleId === _id));

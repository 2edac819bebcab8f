import { ALERT_THRESHOLDS, ALERT_TYPES, type Alert, conditionsSchema } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { type AlertFields, conditionsOf, faultsOf, fieldsOf, newFields, thresholdsOf } from './alert-kind.ts';

const ME = 'demo-awa';
const fields = (changes: Partial<AlertFields>): AlertFields => ({ ...newFields(ME), ...changes });
const asAlert = (typed: AlertFields) =>
  ({ ...typed, conditions: JSON.parse(JSON.stringify(conditionsOf(typed))) }) as unknown as Alert;

it.each(ALERT_TYPES)('opens a new %s with nothing to correct, and finds it again', (alertType) => {
  const typed = fields({ alertType, lowBy: 'COVERAGE', digest: true, quiet: true, repeat: '36' });
  expect(faultsOf(typed)).toEqual({});
  expect(conditionsSchema.safeParse(asAlert(typed).conditions).success).toBe(true);
  const again = fieldsOf(asAlert(typed), ME);
  expect(conditionsOf(again)).toEqual(conditionsOf(typed));
  expect(thresholdsOf(again).map(([name]) => name)).toEqual(Object.keys(ALERT_THRESHOLDS[alertType]));
});

it('refuses a threshold out of its range, or in pieces', () => {
  const faulty = (changes: Partial<AlertFields>) => Object.keys(faultsOf(fields(changes)));
  expect(faulty({ alertType: 'DORMANT', idleDays: 6 })).toEqual(['idleDays']);
  expect(faulty({ alertType: 'PREDICTED_RUPTURE', withinDays: 31 })).toEqual(['withinDays']);
  expect(faulty({ alertType: 'SYNC_SILENCE', silentHours: 1.5 })).toEqual(['silentHours']);
  expect(faulty({ alertType: 'SERVICE_RATE_DROP', rate: 101, windowDays: null })).toEqual(['rate', 'windowDays']);
  expect(faulty({ alertType: 'SERVICE_RATE_DROP', rate: 92.5 })).toEqual([]);
  expect(faultsOf(fields({ alertType: 'DORMANT', idleDays: 6 })).idleDays).toBe(
    'Tapez un nombre de jours entre 7 et 365.',
  );
  expect(faultsOf(fields({ alertType: 'SERVICE_RATE_DROP', rate: 0 })).rate).toBe(
    'Tapez un pourcentage entre 1 et 100.',
  );
  // Of another type, or not asked for: not read.
  expect(faulty({ alertType: 'RUPTURE', idleDays: null })).toEqual([]);
  expect(faulty({ alertType: 'LOW_STOCK', coverageDays: null })).toEqual([]);
});

it('asks for somebody to tell only when a message is to leave', () => {
  expect(faultsOf(fields({ recipients: [] })).recipients).toBeDefined();
  expect(faultsOf(fields({ recipients: [], channels: [] }))).toEqual({});
  expect(faultsOf(fields({ recipients: ['a@b.sn'], channels: ['PUSH'] })).channels).toContain('E-mail');
});

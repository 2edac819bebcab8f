import type { Alert } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { isJudgedHere, needsOutlook } from './judged-here.ts';

it('leaves to the server only what a phone cannot know', () => {
  expect(isJudgedHere({ alertType: 'SYNC_SILENCE', conditions: {} })).toBe(false);
  expect(isJudgedHere({ alertType: 'SERVICE_RATE_DROP', conditions: {} })).toBe(true);
});

it('wants the outlook for what is expected, and for a stock in days', () => {
  const needs = (alertType: Alert['alertType'], conditions: Alert['conditions'] = {}) =>
    needsOutlook({ alertType, conditions });
  expect([needs('DORMANT'), needs('PREDICTED_RUPTURE'), needs('LOW_STOCK', { coverageDays: 5 })]).toEqual([
    true,
    true,
    true,
  ]);
  expect([needs('LOW_STOCK'), needs('RUPTURE'), needs('SERVICE_RATE_DROP')]).toEqual([false, false, false]);
});

import { expect, test } from 'vitest';
import { anAlert } from '../documents/testing/examples.ts';
import { judgedAlerts } from './judged.ts';

const alerts = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    anAlert({ _id: `alert:a${n}`, createdAt: new Date(Date.UTC(2026, 0, 1) + (count - n) * 1000).toISOString() }),
  );

test('the alerts that were made first are judged, fewer where there are many products', () => {
  const first = judgedAlerts([...alerts(300), anAlert({ _id: 'alert:off', isActive: false })], 0);
  expect(first).toHaveLength(100);
  expect([first[0]?._id, first.at(-1)?._id]).toEqual(['alert:a299', 'alert:a200']);
  expect(judgedAlerts(first, 500)).toHaveLength(100);
  expect(judgedAlerts(first, 25_000)).toHaveLength(10);
  expect(judgedAlerts(first, 10_000_000)).toHaveLength(1);
});

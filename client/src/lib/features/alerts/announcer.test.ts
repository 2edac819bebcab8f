import { beforeEach, expect, it, vi } from 'vitest';
import { Announcer } from './announcer.ts';
import type { BoardEvent } from './board-events.ts';

const rupture = (subject: string, more: Partial<BoardEvent> = {}): BoardEvent => ({
  _id: `alertEvent:a:${subject}:2026-03-02T10:00:00.000Z`,
  alertId: 'alert:a',
  alertType: 'RUPTURE',
  subject: `product:${subject}`,
  severity: 'HIGH',
  details: {},
  message: `${subject} est en rupture.`,
  triggeredAt: '2026-03-02T10:00:00.000Z',
  sent: {},
  closedAt: null,
  acknowledged: null,
  provisional: true,
  endedHere: false,
  ...more,
});

let storage: Storage;
const show = vi.fn();
const tab = (isVisible = true) =>
  new Announcer({ tenantId: 'demo', storage, locks: undefined, show, isVisible: () => isVisible });

beforeEach(() => {
  const held = new Map<string, string>();
  storage = { getItem: (key: string) => held.get(key) ?? null, setItem: held.set.bind(held) } as unknown as Storage;
  show.mockClear();
});

it('says nothing of what was open before, and each news once for all tabs', async () => {
  await tab().tell([rupture('riz')]);
  expect(show).not.toHaveBeenCalled();
  await tab().tell([rupture('riz'), rupture('huile')]);
  await tab().tell([rupture('riz'), rupture('huile')]);
  expect(show.mock.calls).toEqual([
    ['huile est en rupture.', '/alertes/historique/a%3Ahuile%3A2026-03-02T10%3A00%3A00.000Z'],
  ]);
});

it('takes the server’s event for what the phone has said already', async () => {
  await tab().tell([]);
  await tab().tell([rupture('riz')]);
  await tab().tell([rupture('riz', { _id: 'alertEvent:a:riz:2026-03-02T09:00:00.000Z', provisional: false })]);
  expect(show).toHaveBeenCalledOnce();
});

it('says it again when it opens again, and counts many', async () => {
  await tab().tell([]);
  await tab().tell([rupture('riz')]);
  await tab().tell([]);
  await tab().tell([rupture('riz'), rupture('huile'), rupture('sucre', { acknowledged: { at: '', by: 'x' } })]);
  expect(show.mock.calls.at(-1)).toEqual(['2 nouvelles alertes', '/alertes/historique']);
});

it('leaves it to the tab that is in sight', async () => {
  await tab().tell([]);
  await tab(false).tell([rupture('riz')]);
  expect(show).not.toHaveBeenCalled();
  await tab().tell([rupture('riz')]);
  expect(show).toHaveBeenCalledOnce();
});

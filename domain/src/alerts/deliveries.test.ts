import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../documents/alert.ts';
import type { AlertEvent, Sent } from '../documents/alert-event.ts';
import { anAlert, anAlertEvent } from '../documents/factories.ts';
import { documentFault } from '../documents/registry.ts';
import { dueMessages } from './deliveries.ts';
import { type Person, reach } from './people.ts';
import { advance, marksOf, parseMessageId, sentKey, unnamed } from './sent.ts';

const AWA: Person = { id: 'demo-awa', name: 'Awa', whatsapp: '+221771234567', email: 'awa@exemple.sn' };
const MODOU: Person = { id: 'demo-modou', name: 'Modou', whatsapp: null, email: 'modou@exemple.sn' };
const DAKAR = 'Africa/Dakar';
const alert = (changes: Partial<Alert> = {}): Alert => anAlert({ recipients: [AWA.id], ...changes });
const event = (n = 1, changes: Partial<AlertEvent> = {}): AlertEvent =>
  anAlertEvent({
    _id: `alertEvent:rupture:p${n}:2026-03-02T08:00:00.000Z`,
    subject: `product:p${n}`,
    triggeredAt: '2026-03-02T09:00:00.000Z',
    ...changes,
  });
const due = (one: Alert, events: readonly AlertEvent[], now: string, timezone = DAKAR) =>
  dueMessages(one, events, [AWA, MODOU], now, timezone);

/** The events once the messages that are due are queued. */
function queued(one: Alert, events: readonly AlertEvent[], now: string): AlertEvent[] {
  const marks = due(one, events, now).messages.flatMap((message) => marksOf(message, now));
  return events.map((before) => ({
    ...before,
    sent: {
      ...before.sent,
      ...Object.fromEntries(marks.filter(({ event }) => event._id === before._id).map(({ key, sent }) => [key, sent])),
    },
  }));
}

describe('what is due', () => {
  test('is told once to each recipient by each of the channels that reach them', () => {
    const one = alert({
      channels: ['WHATSAPP', 'EMAIL', 'PUSH'],
      recipients: [AWA.id, '+221700000000', 'x@y.sn', 'gone'],
    });
    const { messages, nextAt } = due(one, [event()], '2026-03-02T09:00:00.000Z');
    expect(messages.map(({ channel, reach }) => [channel, 'address' in reach && reach.address])).toEqual([
      ['WHATSAPP', AWA.whatsapp],
      ['EMAIL', AWA.email],
      ['PUSH', AWA.id],
      ['WHATSAPP', '+221700000000'],
      ['EMAIL', 'x@y.sn'],
    ]);
    expect(nextAt).toBeNull();
    const after = queued(one, [event()], '2026-03-02T09:00:00.000Z');
    expect(due(one, after, '2026-03-30T09:00:00.000Z').messages).toEqual([]);
    for (const stored of after) expect(documentFault(stored)).toBeNull();
  });

  test('is nothing of what is off, closed, acknowledged or of another alert', () => {
    const now = '2026-03-02T09:00:00.000Z';
    expect(due(alert({ isActive: false }), [event()], now).messages).toEqual([]);
    expect(due(alert(), [event(1, { closedAt: now })], now).messages).toEqual([]);
    expect(due(alert(), [event(1, { acknowledgedAt: now })], now).messages).toEqual([]);
    expect(due(alert(), [event(1, { alertId: 'alert:other' })], now).messages).toEqual([]);
  });

  test('waits for the end of the quiet hours, over midnight and in the shop’s own time', () => {
    const quiet = alert({ conditions: { quietFrom: '22:00', quietUntil: '06:30' } });
    expect(due(quiet, [event()], '2026-03-02T23:15:00.000Z')).toEqual({
      messages: [],
      nextAt: '2026-03-03T06:30:00.000Z',
    });
    expect(due(quiet, [event()], '2026-03-03T06:30:00.000Z').messages).toHaveLength(1);
    expect(due(quiet, [event()], '2026-03-02T21:30:00.000Z').messages).toHaveLength(1);
    expect(due(quiet, [event()], '2026-03-02T21:30:00.000Z', 'Africa/Lagos').messages).toEqual([]);
  });

  test('is repeated after each interval, the missed occasions left out', () => {
    const daily = alert({ conditions: { repeatHours: 24 } });
    const once = queued(daily, [event()], '2026-03-02T09:00:00.000Z');
    expect(due(daily, once, '2026-03-03T08:59:00.000Z')).toEqual({ messages: [], nextAt: '2026-03-03T09:00:00.000Z' });
    const late = due(daily, once, '2026-03-05T10:00:00.000Z').messages;
    expect(late.map(({ id }) => parseMessageId(id)?.key)).toEqual(['WHATSAPP:3:demo-awa']);
    const twice = queued(daily, once, '2026-03-05T10:00:00.000Z');
    expect(due(daily, twice, '2026-03-05T11:00:00.000Z').messages).toEqual([]);
  });

  test('is one message for many events, which names each of them once whatever a crash left unmarked', () => {
    const events = [1, 2, 3, 4, 5].map((n) => event(n));
    const now = '2026-03-02T09:00:00.000Z';
    const { messages } = due(alert(), events, now);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.events).toHaveLength(5);
    const all = queued(alert(), events, now);
    const [lead] = all;
    expect(Object.values(lead?.sent ?? {})[0]?.others).toHaveLength(4);
    const crashed = lead ? [lead, ...events.slice(1)] : [];
    expect(due(alert(), crashed, now).messages).toEqual([]);
    for (const stored of all) expect(documentFault(stored)).toBeNull();
  });

  test('is one digest a day with what was noticed before its time', () => {
    const digest = alert({ conditions: { digestAt: '08:00', repeatHours: 24 } });
    expect(due(digest, [event()], '2026-03-02T09:30:00.000Z')).toEqual({
      messages: [],
      nextAt: '2026-03-03T08:00:00.000Z',
    });
    const morning = '2026-03-03T08:00:00.000Z';
    const both = [event(1), event(2, { triggeredAt: '2026-03-03T07:59:00.000Z' })];
    expect(due(digest, both, morning).messages.map(({ events }) => events.length)).toEqual([2]);
    const told = queued(digest, both, morning);
    expect(due(digest, told, '2026-03-03T20:00:00.000Z').messages).toEqual([]);
    expect(due(digest, told, '2026-03-04T08:05:00.000Z').messages).toHaveLength(1);
    const withoutRepeat = alert({ conditions: { digestAt: '08:00' } });
    expect(due(withoutRepeat, told, '2026-03-04T08:05:00.000Z').messages).toEqual([]);
    // Nobody looked all day: the next look tells it.
    expect(due(digest, [event()], '2026-03-03T23:59:00.000Z').messages).toHaveLength(1);
  });

  test('is a failure that says why when a person has no address', () => {
    const [message] = due(alert({ recipients: [MODOU.id] }), [event()], '2026-03-02T09:00:00.000Z').messages;
    const marks = message ? marksOf(message, '2026-03-02T09:00:00.000Z') : [];
    expect(marks).toMatchObject([{ sent: { state: 'FAILED', reason: 'Modou n’a pas de numéro WhatsApp.' } }]);
  });

  test('whenever it is looked for, each occasion is told once', () => {
    const times = fc.array(fc.integer({ min: 0, max: 10 * 24 * 60 }), { minLength: 1, maxLength: 25 });
    const conditions = fc.record(
      {
        repeatHours: fc.constantFrom(1, 12, 24, 48),
        digestAt: fc.constantFrom('08:00', '23:30'),
        quietFrom: fc.constantFrom('21:00', '06:00'),
        quietUntil: fc.constantFrom('07:00', '12:00'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(times, conditions, fc.integer({ min: 1, max: 6 }), (minutes, chosen, count) => {
        const one = alert({ conditions: chosen, channels: ['WHATSAPP', 'EMAIL'] });
        let events = Array.from({ length: count }, (_, n) => event(n));
        const ids: string[] = [];
        for (const minute of minutes) {
          const now = new Date(Date.parse('2026-03-02T09:00:00.000Z') + minute * 60_000).toISOString();
          const { messages, nextAt } = due(one, events, now);
          ids.push(...messages.map(({ id }) => id));
          events = queued(one, events, now);
          expect(due(one, events, now).messages).toEqual([]);
          if (nextAt !== null) expect(nextAt > now).toBe(true);
        }
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('the states of a delivery', () => {
  const sent = (state: Sent['state']): Sent => ({
    channel: 'WHATSAPP',
    recipient: AWA.id,
    state,
    at: '2026-03-02T09:00:00.000Z',
  });
  const after = (from: Sent['state'], to: Sent['state']) =>
    advance(sent(from), { state: to, at: '2026-03-02T09:01:00.000Z' }).state;

  test('go forward only, but what was sent may fail and what failed may be sent anew', () => {
    expect([after('QUEUED', 'SENT'), after('SENT', 'DELIVERED'), after('DELIVERED', 'READ')]).toEqual([
      'SENT',
      'DELIVERED',
      'READ',
    ]);
    expect([after('READ', 'SENT'), after('DELIVERED', 'FAILED'), after('SENT', 'QUEUED')]).toEqual([
      'READ',
      'DELIVERED',
      'SENT',
    ]);
    expect([
      after('SENT', 'FAILED'),
      after('FAILED', 'QUEUED'),
      after('DOUBTFUL', 'QUEUED'),
      after('DOUBTFUL', 'SENT'),
    ]).toEqual(['FAILED', 'QUEUED', 'QUEUED', 'SENT']);
  });

  test('have keys short and plain enough for any recipient', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ minLength: 1, maxLength: 200 })), (recipient) => {
        expect(sentKey('WHATSAPP', 'd20260302', recipient)).toMatch(/^[^.]{1,55}$/);
      }),
    );
    expect(sentKey('EMAIL', '0', 'a.b@x.sn')).not.toBe(sentKey('EMAIL', '0', 'ab@x.sn'));
  });
});

describe('what somebody wrote into an alert', () => {
  test.each([
    '+',
    '+0771234567',
    '+<b>',
    '+221771234567\n+33612345678',
    'a@b.sn, c@d.sn',
    'x@y.sn\r\nBcc: v@z.sn',
    '"<script>"@x.sn',
    'a@b',
    '@b.sn',
    'Awa <a@b.sn>',
  ])('reaches nobody as %j', (recipient) => {
    for (const channel of ['WHATSAPP', 'EMAIL', 'PUSH'] as const) expect(reach(recipient, channel, [AWA])).toBeNull();
  });

  test('makes no document longer than CouchDB takes, with twenty people, three channels and a repetition each hour', () => {
    const name = 'x'.repeat(60);
    const one = alert({
      _id: `alert:${name}`,
      channels: ['WHATSAPP', 'EMAIL', 'PUSH'],
      recipients: Array.from({ length: 20 }, (_, n) => `user-${String(n).padStart(20, '0')}`),
      conditions: { repeatHours: 1 },
    });
    const people = one.recipients.map((id) => ({ id, name: id, whatsapp: '+221771234567', email: 'a@b.sn' }));
    let events = Array.from({ length: 200 }, (_, n) =>
      event(n, {
        _id: `alertEvent:${name}:${name}-${n}:2026-03-02T08:00:00.000Z`,
        alertId: one._id,
        triggeredAt: '2026-03-02T09:00:00.000Z',
      }),
    );
    for (const hour of ['09', '10', '11', '12']) {
      const now = `2026-03-02T${hour}:00:00.000Z`;
      const marks = dueMessages(one, events, people, now, DAKAR).messages.flatMap((message) => marksOf(message, now));
      expect(marks).toHaveLength(200 * 60);
      const sent = new Map<string, Record<string, Sent>>();
      for (const {
        event: { _id, ...rest },
        key,
        sent: entry,
      } of marks) {
        sent.set(_id, { ...sent.get(_id), ...unnamed({ _id, ...rest }, entry), [key]: entry });
      }
      events = events.map((before) => ({ ...before, sent: { ...before.sent, ...sent.get(before._id) } }));
      for (const stored of events) expect(JSON.stringify(stored).length).toBeLessThan(700_000);
    }
    for (const { sent } of events) {
      const naming = Object.values(sent).filter(({ others }) => others);
      expect(naming.length).toBeLessThanOrEqual(60);
    }
  });
});

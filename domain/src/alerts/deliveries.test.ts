import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../documents/alert.ts';
import type { AlertEvent, Sent } from '../documents/alert-event.ts';
import { documentFault } from '../documents/registry.ts';
import { anAlert, anAlertEvent } from '../documents/testing/examples.ts';
import { dueMessages } from './deliveries.ts';
import type { Person } from './people.ts';
import { advance, isLastTime, marksOf, parseMessageId, unnamed } from './sent.ts';

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

/** The events once what is queued has reached the provider. */
const sentOff = (events: readonly AlertEvent[], at: string): AlertEvent[] =>
  events.map((before) => ({
    ...before,
    sent: Object.fromEntries(
      Object.entries(before.sent).map(([key, sent]) => [
        key,
        sent.state === 'QUEUED' ? advance(sent, { state: 'SENT', at }) : sent,
      ]),
    ),
  }));

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

  test('is repeated an interval after it was last told, however late that was', () => {
    const daily = alert({ conditions: { repeatHours: 24 } });
    const first = '2026-03-02T11:50:00.000Z';
    const once = sentOff(queued(daily, [event()], first), first);
    expect(due(daily, once, '2026-03-03T11:49:00.000Z')).toEqual({ messages: [], nextAt: '2026-03-03T11:50:00.000Z' });
    const late = due(daily, once, '2026-03-05T10:00:00.000Z').messages;
    expect(late.map(({ id }) => parseMessageId(id)?.key)).toEqual(['WHATSAPP:1:demo-awa']);
    const twice = sentOff(queued(daily, once, '2026-03-05T10:00:00.000Z'), '2026-03-05T10:00:00.000Z');
    expect(due(daily, twice, '2026-03-06T09:59:00.000Z').messages).toEqual([]);
  });

  test('is counted from when the message left, and not from when it was read', () => {
    const often = alert({ conditions: { repeatHours: 4 } });
    const held = queued(often, [event()], '2026-03-02T09:00:00.000Z');
    // The provider was away for six hours: the reminders do not pile up.
    expect(due(often, held, '2026-03-02T13:00:00.000Z')).toEqual({ messages: [], nextAt: '2026-03-02T17:00:00.000Z' });
    const left = sentOff(held, '2026-03-02T15:00:00.000Z');
    const read = left.map((one) => ({
      ...one,
      sent: Object.fromEntries(
        Object.entries(one.sent).map(([key, sent]) => [
          key,
          advance(sent, { state: 'READ', at: '2026-03-02T18:00:00.000Z' }),
        ]),
      ),
    }));
    expect(due(often, read, '2026-03-02T18:59:00.000Z').messages).toEqual([]);
    expect(due(often, read, '2026-03-02T19:00:00.000Z').messages).toHaveLength(1);
    // Given up for good, it no longer keeps the next one back.
    expect(due(often, held, '2026-03-03T13:00:00.000Z').messages).toHaveLength(1);
  });

  test('waits of a shelf that empties again until the interval since it was last told is over', () => {
    const daily = alert({ conditions: { repeatHours: 24 } });
    const told = [
      {
        subject: 'product:p1',
        occasion: '0',
        sent: { channel: 'WHATSAPP', recipient: AWA.id, state: 'READ', at: '2026-03-02T08:00:00.000Z' },
      },
    ] as const;
    const look = (now: string, one = daily) =>
      dueMessages(one, [event(1), event(2)], [AWA], now, DAKAR, told).messages.map(({ id }) => id.split(':')[2]);
    expect(look('2026-03-02T09:00:00.000Z')).toEqual(['p2']);
    expect(look('2026-03-03T08:00:00.000Z')).toEqual(['p1', 'p2']);
    expect(look('2026-03-02T09:00:00.000Z', alert())).toEqual(['p1', 'p2']);
    const digest = alert({ conditions: { digestAt: '10:00', repeatHours: 48 } });
    expect(look('2026-03-02T10:00:00.000Z', digest)).toEqual(['p2']);
  });

  test('is told once to an address that stands twice among the recipients', () => {
    const twice = alert({ recipients: ['+221771234567', AWA.id, 'AWA@exemple.sn'], channels: ['WHATSAPP', 'EMAIL'] });
    const now = '2026-03-02T09:00:00.000Z';
    expect(due(twice, [event()], now).messages.map(({ channel, recipient }) => [channel, recipient])).toEqual([
      ['WHATSAPP', '+221771234567'],
      ['EMAIL', AWA.id],
    ]);
    const told = queued(alert(), [event()], now);
    expect(due({ ...twice, channels: ['WHATSAPP'] }, told, now).messages).toEqual([]);
  });

  test('is told thirty times at most, and the last message says so', () => {
    const hourly = alert({ conditions: { repeatHours: 1 } });
    let events = [event()];
    const last: boolean[] = [];
    for (let hour = 0; hour < 40; hour += 1) {
      const now = new Date(Date.parse('2026-03-02T09:00:00.000Z') + hour * 3_600_000).toISOString();
      const { messages } = due(hourly, events, now);
      events = sentOff(queued(hourly, events, now), now);
      const [told] = events;
      if (told && messages[0]) last.push(isLastTime(told, messages[0]));
    }
    expect(last).toHaveLength(30);
    expect(last.indexOf(true)).toBe(29);
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
    // The digest is what was known at its time: who looks a moment later finds no second one.
    const meanwhile = [...told, event(3, { triggeredAt: '2026-03-03T08:00:10.000Z' })];
    expect(due(withoutRepeat, meanwhile, '2026-03-03T08:00:40.000Z').messages).toEqual([]);
    // Nobody looked all day: the next look tells it, and also after midnight.
    expect(due(digest, [event()], '2026-03-04T00:05:00.000Z').messages).toHaveLength(1);
    expect(due(digest, [event()], '2026-03-03T23:59:00.000Z').messages).toHaveLength(1);
  });

  test('is a digest at the end of the quiet hours when its own time lies in them', () => {
    const quiet = alert({ conditions: { digestAt: '23:00', quietFrom: '21:00', quietUntil: '07:00' } });
    expect(due(quiet, [event()], '2026-03-02T23:00:30.000Z')).toEqual({
      messages: [],
      nextAt: '2026-03-03T07:00:00.000Z',
    });
    expect(due(quiet, [event()], '2026-03-03T07:00:20.000Z').messages).toHaveLength(1);
    // An outage ends in the quiet hours.
    const evening = alert({ conditions: { digestAt: '20:00', quietFrom: '21:00', quietUntil: '07:00' } });
    expect(due(evening, [event()], '2026-03-02T22:00:00.000Z').messages).toEqual([]);
    expect(due(evening, [event()], '2026-03-03T07:00:00.000Z').messages).toHaveLength(1);
  });

  test('is looked for again in the minute of the digest, though the last look was in the middle of one', () => {
    const digest = alert({ conditions: { digestAt: '23:59' } });
    const { nextAt } = due(digest, [event()], '2026-03-02T10:30:25.400Z');
    expect(nextAt).toBe('2026-03-02T23:59:00.000Z');
    expect(due(digest, [event()], '2026-03-02T23:59:00.020Z').messages).toHaveLength(1);
    const quiet = alert({ conditions: { quietFrom: '21:00', quietUntil: '07:00' } });
    expect(due(quiet, [event()], '2026-03-02T23:15:42.000Z').nextAt).toBe('2026-03-03T07:00:00.000Z');
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
          events = sentOff(events, now);
          expect(due(one, events, now).messages).toEqual([]);
          if (nextAt !== null) expect(nextAt > now).toBe(true);
        }
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test('makes no document longer than CouchDB takes, with twenty people, three channels and a repetition each hour', () => {
    const name = 'x'.repeat(60);
    const one = alert({
      _id: `alert:${name}`,
      channels: ['WHATSAPP', 'EMAIL', 'PUSH'],
      recipients: Array.from({ length: 20 }, (_, n) => `user-${String(n).padStart(20, '0')}`),
      conditions: { repeatHours: 1 },
    });
    const people = one.recipients.map((id, n) => ({
      id,
      name: id,
      whatsapp: `+2217712345${10 + n}`,
      email: `a${n}@b.sn`,
    }));
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
        sent.set(_id, Object.assign(sent.get(_id) ?? {}, unnamed({ _id, ...rest }, entry), { [key]: entry }));
      }
      events = sentOff(
        events.map((before) => ({ ...before, sent: { ...before.sent, ...sent.get(before._id) } })),
        now,
      );
      for (const stored of events) expect(JSON.stringify(stored).length).toBeLessThan(700_000);
    }
    for (const { sent } of events) {
      const naming = Object.values(sent).filter(({ others }) => others);
      expect(naming.length).toBeLessThanOrEqual(60);
    }
  });
});

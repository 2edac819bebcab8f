import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert, AlertConditions } from '../documents/alert.ts';
import type { AlertEvent, Sent } from '../documents/alert-event.ts';
import { anAlert, anAlertEvent } from '../documents/testing/examples.ts';
import { minuteOfDay } from '../shared/clock.ts';
import { dueMessages, type ToldEarlier } from './deliveries.ts';
import type { Person } from './people.ts';
import { advance, marksOf } from './sent.ts';
import { quietFor } from './shop-clock.ts';

const AWA: Person = { id: 'awa', name: 'Awa', whatsapp: '+221771234567', email: 'awa@exemple.sn' };
const START = Date.parse('2026-03-02T09:00:00.000Z');
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const at = (ms: number) => new Date(ms).toISOString();
const alert = (conditions: AlertConditions): Alert =>
  anAlert({ conditions, channels: ['WHATSAPP', 'EMAIL'], recipients: [AWA.id] });
const opened = (n: number, ms: number): AlertEvent =>
  anAlertEvent({ _id: `alertEvent:rupture:p${n}:${at(ms)}`, subject: `product:p${n}`, triggeredAt: at(ms) });

/** Messages as the watch stores them on `events`. */
function marked(events: readonly AlertEvent[], messages: ReturnType<typeof dueMessages>['messages'], now: string) {
  const marks = messages.flatMap((message) => marksOf(message, now));
  return events.map((event): AlertEvent => {
    const own = marks.filter((mark) => mark.event._id === event._id).map(({ key, sent }) => [key, sent] as const);
    return own.length === 0 ? event : { ...event, sent: { ...event.sent, ...Object.fromEntries(own) } };
  });
}

const newsOf = (events: readonly AlertEvent[], now: string, state: Sent['state']): AlertEvent[] =>
  events.map((event) => ({
    ...event,
    sent: Object.fromEntries(Object.entries(event.sent).map(([key, sent]) => [key, advance(sent, { state, at: now })])),
  }));

/** What a server may meet from one look to the next. */
const steps = fc.array(
  fc.record({
    minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 100, max: 3_000 })),
    ms: fc.integer({ min: 0, max: 59_999 }),
    what: fc.constantFrom('look', 'look', 'close', 'open', 'sent', 'sent', 'read'),
    product: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 5, maxLength: 60, size: 'max' },
);
const rhythms = fc.record(
  {
    repeatHours: fc.constantFrom(1, 4, 24, 72),
    quietFrom: fc.constantFrom('21:00', '06:00'),
    quietUntil: fc.constantFrom('07:00', '12:00'),
  },
  { requiredKeys: ['repeatHours'] },
);

test('two messages of one alert about one subject are an interval apart, and none comes later than it must', () => {
  fc.assert(
    fc.property(steps, rhythms, (life, conditions) => {
      const one = alert(conditions);
      const every = conditions.repeatHours * 60 * MINUTE;
      let open: AlertEvent[] = [];
      let past: AlertEvent[] = [];
      let ms = START;
      /** When each subject was last told by each channel: queued, then sent. */
      const last = new Map<string, { at: number; waits: boolean }>();
      for (const { minutes, ms: part, what, product } of life) {
        ms = Math.max(ms + 1, START + Math.floor((ms - START) / MINUTE + minutes) * MINUTE + part);
        const now = at(ms);
        if (what === 'close') {
          past = [...past, ...open.filter(({ subject }) => subject === `product:p${product}`)];
          open = open.filter(({ subject }) => subject !== `product:p${product}`);
        }
        if (what === 'open' && !open.some(({ subject }) => subject === `product:p${product}`)) {
          open = [...open, opened(product, ms)];
        }
        if (what === 'sent' || what === 'read') {
          [open, past] = [open, past].map((events) => newsOf(events, now, what === 'sent' ? 'SENT' : 'READ')) as [
            AlertEvent[],
            AlertEvent[],
          ];
          for (const [key, { waits }] of last) if (waits) last.set(key, { at: ms, waits: false });
        }
        const earlier = past.flatMap(({ subject, sent }) =>
          Object.entries(sent).map(
            ([key, one]): ToldEarlier => ({ subject, occasion: key.split(':')[1] ?? '', sent: one }),
          ),
        );
        const { messages, nextAt } = dueMessages(one, open, [AWA], now, 'Africa/Dakar', earlier);
        const told = new Set(
          messages.flatMap(({ channel, events }) => events.map(({ event }) => `${event.subject} ${channel}`)),
        );
        const isQuiet = quietFor(conditions.quietFrom, conditions.quietUntil, minuteOfDay(now)) > 0;
        for (const { subject, sent } of open) {
          for (const channel of ['WHATSAPP', 'EMAIL']) {
            const key = `${subject} ${channel}`;
            const before = last.get(key);
            const isOver = Object.keys(sent).filter((entry) => entry.startsWith(channel)).length >= 30;
            // What waits for longer than a day is given up; the server's clock counts from then.
            if (before?.waits && ms - before.at >= DAY) continue;
            const isDue = !before || (!before.waits && ms - before.at >= every);
            expect(told.has(key)).toBe(isDue && !isQuiet && !isOver);
          }
        }
        for (const key of told) last.set(key, { at: ms, waits: true });
        open = marked(open, messages, now);
        if (nextAt !== null) expect(nextAt > now).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('each day with openings has one digest, in its minute or as soon as the server is back', () => {
  const life = fc.record({
    digestAt: fc.constantFrom('00:00', '00:01', '08:00', '20:00', '23:58', '23:59'),
    openings: fc.array(fc.integer({ min: 0, max: 4 * DAY }), { minLength: 1, maxLength: 12, size: 'max' }),
    down: fc.integer({ min: 0, max: 5 * DAY }),
    outage: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 23 * 60 * MINUTE })),
    tick: fc.integer({ min: 0, max: 900 }),
  });
  fc.assert(
    fc.property(life, ({ digestAt, openings, down, outage, tick }) => {
      const one = { ...alert({ digestAt }), channels: ['WHATSAPP' as const] };
      const [from, until] = [START + down, START + down + outage];
      const isDown = (ms: number) => ms >= from && ms < until;
      // What happens while the server is away is noticed when it is back.
      const noticed = openings.map((ms) => (isDown(START + ms) ? until : START + ms)).sort((a, b) => a - b);
      let events: AlertEvent[] = [];
      let wake = Number.POSITIVE_INFINITY;
      const digests: { ms: number; day: string; count: number }[] = [];
      const look = (ms: number) => {
        const { messages, nextAt } = dueMessages(one, events, [AWA], at(ms), 'Africa/Dakar');
        for (const message of messages) {
          digests.push({ ms, day: message.events[0]?.key.split(':')[1] ?? '', count: message.events.length });
        }
        events = newsOf(marked(events, messages, at(ms)), at(ms), 'SENT');
        wake = nextAt === null ? Number.POSITIVE_INFINITY : Date.parse(nextAt);
      };
      // The watch looks when something opens, when it starts, and on the tick of the minute it asked for.
      const moments = [...noticed.map((ms, n) => ({ ms, n })), ...(outage > 0 ? [{ ms: until, n: -1 }] : [])];
      moments.sort((a, b) => a.ms - b.ms);
      const end = START + 7 * DAY;
      for (let ms = START; ms < end; ) {
        const ticked = Math.ceil((Math.max(wake, ms) - tick) / MINUTE) * MINUTE + tick;
        const awake = isDown(ticked) ? Number.POSITIVE_INFINITY : ticked;
        const next = moments[0];
        if (next && next.ms <= awake) {
          moments.shift();
          ms = next.ms;
          if (next.n >= 0) events = [...events, opened(next.n, ms)];
          look(ms);
        } else if (awake < end) {
          ms = awake;
          look(ms);
        } else ms = end;
      }
      const clock = Number(digestAt.slice(0, 2)) * 60 + Number(digestAt.slice(3));
      const digestAfter = (ms: number): number => {
        const midnight = Math.floor(ms / DAY) * DAY;
        const today = midnight + clock * MINUTE;
        return today > ms ? today : today + DAY;
      };
      const expected = new Map<number, number>();
      for (const ms of noticed) expected.set(digestAfter(ms), (expected.get(digestAfter(ms)) ?? 0) + 1);
      expect(digests.map(({ day, count }) => [day, count])).toEqual(
        [...expected].map(([ms, count]) => [`d${at(ms).slice(0, 10).replaceAll('-', '')}`, count]),
      );
      for (const [n, ms] of [...expected.keys()].entries()) {
        const late = (digests[n]?.ms ?? 0) - ms;
        const whole = isDown(ms) || isDown(ms + tick) ? until - ms : MINUTE - 1;
        expect(late >= 0 && late <= whole).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatAgo } from '@digiboost/domain/french';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { liveNow } from './now.svelte.ts';

const NOON = Date.parse('2026-11-15T12:00:00.000Z');
const DAY_MS = 86_400_000;
const { status, listeners } = vi.hoisted(() => ({
  status: { clockOffsetMs: 0 },
  listeners: new Set<() => void>(),
}));
vi.mock('./context.ts', async () => {
  const { createSubscriber } = await import('svelte/reactivity');
  const subscribe = createSubscriber((update) => {
    listeners.add(update);
    return () => listeners.delete(update);
  });
  return {
    getSyncStatus: () => ({
      get current() {
        subscribe();
        return { ...status };
      },
    }),
  };
});

let visibility: 'visible' | 'hidden';
let seen: Set<() => void>;
/** What a screen that reads the time has drawn, the latest last. */
let drawn: number[];
let close: () => void;

function open(): void {
  drawn = [];
  close = $effect.root(() => {
    const now = liveNow();
    $effect(() => {
      drawn.push(now.current);
    });
  });
  flushSync();
}

const pass = (ms: number): void => {
  vi.advanceTimersByTime(ms);
  flushSync();
};

beforeEach(() => {
  visibility = 'visible';
  seen = new Set();
  status.clockOffsetMs = 0;
  vi.useFakeTimers({ now: NOON });
  vi.stubGlobal('document', {
    get visibilityState() {
      return visibility;
    },
    addEventListener: (_: string, listener: () => void) => seen.add(listener),
    removeEventListener: (_: string, listener: () => void) => seen.delete(listener),
  });
  open();
});
afterEach(() => {
  close();
  flushSync();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('is the corrected time from the first look on, and moves while the screen is in sight', () => {
  close();
  status.clockOffsetMs = 30 * DAY_MS;
  open();
  expect(drawn).toEqual([NOON + 30 * DAY_MS]);
  pass(20_000);
  expect(drawn.at(-1)).toBe(NOON + 30 * DAY_MS + 20_000);
  visibility = 'hidden';
  pass(600_000);
  expect(drawn).toHaveLength(2);
  // Seen again: at once.
  visibility = 'visible';
  for (const listener of seen) listener();
  flushSync();
  expect(drawn.at(-1)).toBe(NOON + 30 * DAY_MS + 620_000);
});

it.each([3, -30, -400, -20_600])('follows a correction of %d days as soon as it is known', (days) => {
  // The clock was set by so many days the other way, and an exchange told.
  vi.setSystemTime(NOON - days * DAY_MS);
  status.clockOffsetMs = days * DAY_MS;
  for (const update of listeners) update();
  flushSync();
  expect(drawn.at(-1)).toBe(NOON);
  expect(formatAgo(new Date(NOON - 3 * 3_600_000).toISOString(), drawn.at(-1) ?? 0)).toBe('il y a 3\u202fh');
});

it('stops when its screen is left', () => {
  close();
  flushSync();
  expect([seen.size, listeners.size, vi.getTimerCount()]).toEqual([0, 0, 0]);
});

/** Every source of the app below `folder` with what it says; tests and their helpers apart. */
function sourcesOf(folder: string): { path: string; text: string }[] {
  const root = join(fileURLToPath(import.meta.url), '../../..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:svelte|ts)$/.test(path) && !/\.test\.ts$|testing\//.test(path))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(`${root}/${path}`, 'utf8') }));
}

it('is what every screen takes for the present: none reads the phone’s own clock', () => {
  const sources = ['routes', 'lib/features', 'lib/ui', 'lib/charts', 'lib/i18n', 'lib/printing'].flatMap(sourcesOf);
  const reading = sources.filter(({ text }) => /\bDate\.now\(\)|\bnew Date\(\)/.test(text)).map(({ path }) => path);
  expect(sources.length).toBeGreaterThan(300);
  expect(reading).toEqual([]);
});

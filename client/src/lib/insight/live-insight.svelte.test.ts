import type { ShopOutlook } from '@digiboost/domain/shop';
import { describe, expect, it, vi } from 'vitest';
import { InsightClient, type InsightListener } from './insight-client.ts';
import { LiveInsight } from './live-insight.svelte.ts';

const outlookOf = (today: string): ShopOutlook => ({
  today,
  products: new Map(),
  backTest: null,
  availability: { rate: null, products: 0, emptyDays: 0, days: 0 },
  dormant: { products: [], capital: 0, days: 0 },
});

/** The way to the worker without a worker. */
function setUp(last: ShopOutlook | null = null) {
  const log: string[] = [];
  let paint: () => void = () => undefined;
  let told: InsightListener | null = null;
  let failures = 0;
  class FakeClient extends InsightClient {
    constructor(name: string, listener: InsightListener) {
      super(name, listener);
      told = listener;
    }
    override last = async () => last;
    override watch = (isWatched: boolean) => void log.push(`watch ${isWatched}`);
    override ask = async (analysis: string) => `answer of ${analysis}`;
    override followTime = () => void log.push('time');
    override close = () => void log.push('close');
  }
  const insight = new LiveInsight({
    name: 'shop',
    now: () => '2026-07-01T09:00:00.000Z',
    painted: () =>
      new Promise((resolve) => {
        paint = resolve;
      }),
    load: async () => {
      log.push('load');
      if (failures > 0) {
        failures -= 1;
        throw new Error('no network');
      }
      return { InsightClient: FakeClient };
    },
  });
  return {
    insight,
    log,
    paint: () => paint(),
    tell: (outlook: ShopOutlook | null) => told?.onOutlook(outlook),
    change: () => told?.onChange(),
    failNext: () => (failures += 1),
  };
}

describe('LiveInsight', () => {
  it('loads nothing before the first figures are painted, then shows the last outlook and follows it', async () => {
    const { insight, log, paint, tell } = setUp(outlookOf('2026-06-30'));
    insight.watch();
    await Promise.resolve();
    expect(log).toEqual([]);
    paint();
    await vi.waitFor(() => expect(log).toEqual(['load', 'watch true']));
    expect(insight.outlook?.today).toBe('2026-06-30');
    tell(outlookOf('2026-07-01'));
    expect(insight.outlook?.today).toBe('2026-07-01');
  });

  it('says that it waits for the history, and keeps what was foreseen before', async () => {
    const { insight, log, paint, tell } = setUp();
    insight.watch();
    paint();
    await vi.waitFor(() => expect(log).toContain('watch true'));
    expect(insight.isHistoryComing).toBe(false);
    tell(null);
    expect([insight.isHistoryComing, insight.outlook]).toEqual([true, null]);
    tell(outlookOf('2026-07-01'));
    expect([insight.isHistoryComing, insight.outlook?.today]).toEqual([false, '2026-07-01']);
    tell(null);
    expect(insight.outlook?.today).toBe('2026-07-01');
  });

  it('stops with the last one who watches, and goes on with the next', async () => {
    const { insight, log, paint } = setUp();
    const [first, second] = [insight.watch(), insight.watch()];
    paint();
    await vi.waitFor(() => expect(log).toEqual(['load', 'watch true']));
    first();
    second();
    await vi.waitFor(() => expect(log.slice(2)).toEqual(['watch false']));
    insight.watch();
    await vi.waitFor(() => expect(log.slice(3)).toEqual(['watch true']));
    insight.close();
    await vi.waitFor(() => expect(log.at(-1)).toBe('close'));
  });

  it('answers at once, and tries again to load what could not be loaded', async () => {
    const { insight, log, failNext, change } = setUp();
    failNext();
    const ask = () => insight.ask('sales', { period: { from: '2026-06-01', to: '2026-06-30' }, step: 'DAY' });
    await expect(ask()).rejects.toThrow('no network');
    expect(await ask()).toBe('answer of sales');
    change();
    expect(insight.revision).toBe(1);
    expect(log).toEqual(['load', 'load']);
  });

  it('does nothing for one who left before the figures were painted', async () => {
    const { insight, log, paint } = setUp();
    insight.watch()();
    paint();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(log).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { converge } from '../testing/convergence.ts';
import { modelFigures } from '../testing/model-figures.ts';
import { TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.close());

describe('phones on a bad network, killed at any moment', () => {
  it.each([1, 2, 3])(
    'lose nothing, count nothing twice and agree with the views and the domain (seed %i)',
    async (seed) => {
      const report = await converge({
        server,
        tenantId: `conv${seed}`,
        seed,
        phones: 3,
        steps: 120,
        serverDies: seed === 3,
      });
      expect(report.disagreements).toEqual([]);
      expect(report).toMatchObject({ lost: 0, doubled: 0, acknowledged: report.onServer });
      expect(report.kills).toBeGreaterThan(0);
    },
    120_000,
  );

  it('show the same figures on the real read model', async () => {
    const report = await converge({
      server,
      tenantId: 'convmodel',
      seed: 4,
      phones: 3,
      steps: 120,
      figures: modelFigures,
    });
    expect(report.disagreements).toEqual([]);
    expect(report).toMatchObject({ lost: 0, doubled: 0, acknowledged: report.onServer });
  }, 120_000);
});

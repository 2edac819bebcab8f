import { parseArgs } from 'node:util';
import { type ConvergenceReport, converge } from '../../client/src/lib/replica/testing/convergence.ts';
import { TestServer } from '../../client/src/lib/replica/testing/test-server.ts';
import type { BenchResult } from './result.ts';

/**
 * Phones that sell, count, void and edit at random over a bad network, killed now and then, with the server killed
 * once: afterwards every phone, the views and the domain must agree. Longer than the test of the same name; `--seeds N`
 * for more.
 */
export async function convergence(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: {
      seeds: { type: 'string', default: '8' },
      phones: { type: 'string', default: '4' },
      steps: { type: 'string', default: '400' },
    },
  });
  const [seeds, phones, steps] = [Number(values.seeds), Number(values.phones), Number(values.steps)];
  const reports: ConvergenceReport[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const server = await TestServer.start();
    try {
      reports.push(
        await converge({ server, tenantId: `bench${seed}`, seed, phones, steps, serverDies: seed % 2 === 0 }),
      );
    } finally {
      await server.close();
    }
  }
  const sum = (count: (report: ConvergenceReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    figures: {
      devices: phones,
      documents: sum((report) => report.acknowledged),
      lost: sum((report) => report.lost),
      doubled: sum((report) => report.doubled),
      disagreeing: sum((report) => report.disagreements.length),
    },
    conditions: {
      seeds,
      steps,
      requests: sum((report) => report.requests),
      kills: sum((report) => report.kills),
      disagreements: reports.flatMap((report) => report.disagreements).slice(0, 5),
    },
  };
}

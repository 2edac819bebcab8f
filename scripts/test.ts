import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClient } from './shared/build-client.ts';
import { findChromium } from './shared/chromium.ts';
import { runSteps, runTogether, STATIC_CHECKS } from './shared/steps.ts';

/** What a runner counted. */
interface Count {
  readonly passed: number;
  readonly failed: number;
}

const results = await mkdtemp(join(tmpdir(), 'digiboost-tests-'));
const vitestFile = join(results, 'vitest.json');
const playwrightFile = join(results, 'playwright.json');

let chromiumPath: string;
try {
  chromiumPath = findChromium();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

const statics = await runTogether(STATIC_CHECKS);
const vitest = await runSteps([
  {
    name: 'unit, property, contract and integration tests',
    command: ['npx', 'vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitestFile}`],
  },
]);
await buildClient();
const browser = await runSteps([
  {
    name: 'browser tests',
    command: ['npx', 'playwright', 'test', '-c', 'client/e2e/playwright.config.ts', '--reporter=line,json'],
    env: { CHROMIUM_PATH: chromiumPath, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightFile },
  },
]);

const total = [await vitestCount(), await playwrightCount()].reduce((a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
}));
await rm(results, { recursive: true });
const green = statics && vitest && browser && total.failed === 0 && total.passed > 0;
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = green ? 0 : 1;

async function vitestCount(): Promise<Count> {
  const report = await readReport<{ numPassedTests: number; numFailedTests: number }>(vitestFile);
  return report ? { passed: report.numPassedTests, failed: report.numFailedTests } : { passed: 0, failed: 1 };
}

async function playwrightCount(): Promise<Count> {
  const report = await readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(playwrightFile);
  // A test that only passed when tried again has failed.
  return report
    ? { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky }
    : { passed: 0, failed: 1 };
}

async function readReport<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return null; // the runner ended before it could write: counted as one failure
  }
}

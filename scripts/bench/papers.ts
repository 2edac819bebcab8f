import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { REPORT_TYPES } from '@digiboost/domain/documents';
import { addDays } from '@digiboost/domain/shared/day';
import { seedShop } from '../demo/seed-shop.ts';
import { openInstallation } from '../shared/installation.ts';
import { toMB } from './figures.ts';
import type { AskedPaper, MadePaper } from './papers-maker.ts';
import type { BenchResult } from './result.ts';
import { seededShop } from './seeded-shops.ts';

const PASSWORD = 'mot-de-passe-banc';
/** A report of a year. */
const DAYS = 365;
const MAKER = fileURLToPath(new URL('./papers-maker.ts', import.meta.url));
const run = promisify(execFile);

/**
 * Every report of a year of the demo shop and of the shop of two years, each in a process of its own: from the question
 * to the file (reading the shop, too), the file's size, and what the process held at most. PAPERS_SHOPS names fewer of
 * the shops, such as `demo`.
 */
export async function papers(): Promise<BenchResult> {
  const own = process.env.DATA_DIR === undefined ? await mkdtemp(join(tmpdir(), 'papers-')) : null;
  if (own) process.env.DATA_DIR = own;
  const installation = await openInstallation();
  try {
    const to = new Date().toISOString().slice(0, 10);
    const period = { from: addDays(to, 1 - DAYS), to };
    const figures: Record<string, Record<string, unknown>> = {};
    for (const name of (process.env.PAPERS_SHOPS ?? 'demo,big').split(',')) {
      // On a CouchDB of one's own every run has shops of its own.
      const tenantId = installation.external ? `papers${Date.now().toString(36)}${name}` : name;
      await seedShop(installation, { tenantId, shopName: name, password: PASSWORD, ...seededShop(name) });
      const own: Record<string, unknown> = {};
      for (const type of REPORT_TYPES) {
        const { ms, bytes, idle, peak } = await made({ couchUrl: installation.couchUrl, tenantId, type, period });
        own[type] = {
          ms: Math.round(ms),
          MB: toMB(bytes),
          peakMB: Math.round(toMB(peak)),
          idleMB: Math.round(toMB(idle)),
        };
      }
      figures[name] = own;
    }
    return { figures, conditions: { period, unit: 'one process a report, its start apart' } };
  } finally {
    await installation.close();
    if (own) await rm(own, { recursive: true, force: true });
  }
}

async function made(asked: AskedPaper): Promise<MadePaper> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', MAKER, JSON.stringify(asked)]);
  return JSON.parse(stdout) as MadePaper;
}

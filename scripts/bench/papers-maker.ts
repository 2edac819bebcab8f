import type { ReportType } from '@digiboost/domain/documents';
import { makeTenantReport } from '@digiboost/server';

/** What `bench -- papers` asks of this process: one report, so that its peak is nobody else's. */
export interface AskedPaper {
  readonly couchUrl: string;
  readonly tenantId: string;
  readonly type: ReportType;
  readonly period: { readonly from: string; readonly to: string };
}

/** The time from the question to the file, its bytes, and what the process held before and at most, in bytes. */
export interface MadePaper {
  readonly ms: number;
  readonly bytes: number;
  readonly idle: number;
  readonly peak: number;
}

const { couchUrl, tenantId, type, period } = JSON.parse(process.argv[2] ?? '{}') as AskedPaper;
const idle = process.memoryUsage().rss;
const start = performance.now();
const made = await makeTenantReport(couchUrl, tenantId, type, period);
const ms = performance.now() - start;
if (!made.ok) throw new Error(`No ${type} of ${tenantId}: ${made.error}.`);
const paper: MadePaper = { ms, bytes: made.value.bytes.length, idle, peak: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(`${JSON.stringify(paper)}\n`, () => process.exit(0));

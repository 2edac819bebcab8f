import { createSecretKey } from 'node:crypto';
import { type Making, makeTenantReport } from '../tenant-report.ts';
import type { Answer, Wanted } from './supervisor.ts';

// Reports in a process of their own: adding up a large shop and writing its workbook takes seconds of the processor,
// which the server's other callers would wait for. Its parent asks for one at a time, and ends it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => process.exit(0));

process.on('message', async ({ couchUrl, tenantId, type, period, now, seal }: Wanted) => {
  const tell = (answer: Answer) => process.send?.(answer);
  try {
    const sealing = seal && { secret: createSecretKey(seal.secret), home: seal.home };
    const made: Making = await makeTenantReport(couchUrl, tenantId, type, period, { now, sealing });
    tell({ made });
  } catch (error) {
    tell({ failure: String(error) });
  }
});

import type { Replica } from '../../replica/types.ts';
import { isOpen } from './open-mark.ts';

/** Finishes the import that a dead battery interrupted, if any. What it needs is loaded only then. */
export async function resumeImport(replica: Replica, tenantId: string): Promise<void> {
  if (!isOpen(tenantId)) return;
  const { ImportJobs } = await import('./jobs.svelte.ts');
  const jobs = new ImportJobs(replica, tenantId);
  try {
    await jobs.resume();
  } finally {
    await jobs.close();
  }
}

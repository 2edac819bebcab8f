import type { Replica } from '../../replica/types.ts';
import { journalName } from './journal-name.ts';

/** Lets the app be drawn and the shop be opened first. */
const DELAY_MS = 2_000;

/** Whether this phone ever imported anything into the shop; where the browser cannot tell, it may have. */
async function hasJournal(tenantId: string): Promise<boolean> {
  // Not a mark in localStorage: a dead battery takes what was written there in the last seconds.
  const databases = await globalThis.indexedDB?.databases?.();
  return databases?.some(({ name }) => name === journalName(tenantId)) ?? true;
}

/**
 * Finishes the import that a dead battery interrupted, if any; when that fails, says so and where to look. What it
 * needs is loaded only on phones that import. Returns what cancels it, until it begins.
 */
export function resumeImport(replica: Replica, tenantId: string): () => void {
  // It says itself when an import cannot be finished; else what it needs was not loaded, and the next opening tries.
  const timer = setTimeout(() => void resume(replica, tenantId).catch(() => undefined), DELAY_MS);
  return () => clearTimeout(timer);
}

async function resume(replica: Replica, tenantId: string): Promise<void> {
  if (!(await hasJournal(tenantId))) return;
  const { ImportJobs } = await import('./jobs.svelte.ts');
  const jobs = new ImportJobs(replica, tenantId);
  try {
    await jobs.resume();
  } catch {
    const [{ words }, { toasts }] = await Promise.all([import('./fr.ts'), import('../../ui/toasts.svelte.ts')]);
    toasts.show(words.resumeFailed, { tone: 'danger' });
  } finally {
    await jobs.close();
  }
}

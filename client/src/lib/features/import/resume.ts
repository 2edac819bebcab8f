import type { Replica } from '../../replica/types.ts';
import { isOpen } from './open-mark.ts';

/**
 * Finishes the import that a dead battery interrupted, if any; when that fails, says so and where to look. What it needs
 * is loaded only then.
 */
export async function resumeImport(replica: Replica, tenantId: string): Promise<void> {
  if (!isOpen(tenantId)) return;
  const [{ ImportJobs }, { words }, { toasts }] = await Promise.all([
    import('./jobs.svelte.ts'),
    import('./fr.ts'),
    import('../../ui/toasts.svelte.ts'),
  ]);
  const jobs = new ImportJobs(replica, tenantId);
  try {
    await jobs.resume();
  } catch {
    toasts.show(words.resumeFailed, { tone: 'danger' });
  } finally {
    await jobs.close();
  }
}

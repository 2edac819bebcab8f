import { auth } from '../../i18n/fr/auth.ts';
import type { Replica } from '../../replica/types.ts';

/** What a copy of the unsent holds: everything the server has not, and why it refused what it refused. */
export async function unsentCopy(replica: Pick<Replica, 'unsent' | 'refused'>, at: string): Promise<string> {
  const [unsent, refused] = await Promise.all([replica.unsent(), replica.refused()]);
  return JSON.stringify({ format: 'digiboost-unsent', version: 1, exportedAt: at, unsent, refused }, null, 1);
}

/** Saves that copy as a file of this phone. */
export async function saveUnsent(replica: Replica): Promise<void> {
  const { at } = replica.author();
  const url = URL.createObjectURL(new Blob([await unsentCopy(replica, at)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = auth.signOut.fileName(at.slice(0, 10));
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

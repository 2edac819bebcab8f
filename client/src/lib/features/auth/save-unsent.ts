import { auth } from '../../i18n/fr/auth.ts';
import type { Replica } from '../../replica/types.ts';
import { unsentCopy } from '../../replica/unsent-copy.ts';

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

import type { Replica } from './types.ts';

/** What a copy of the unsent holds: everything the server has not, and why it refused what it refused. */
export async function unsentCopy(replica: Pick<Replica, 'unsent' | 'refused'>, at: string): Promise<string> {
  const [unsent, refused] = await Promise.all([replica.unsent(), replica.refused()]);
  return JSON.stringify({ format: 'digiboost-unsent', version: 1, exportedAt: at, unsent, refused }, null, 1);
}

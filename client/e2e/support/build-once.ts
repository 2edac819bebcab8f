import { fileURLToPath } from 'node:url';
import { buildClient } from '../../../scripts/shared/build-client.ts';

/** Builds the app before the first test: each installation would, at the same time as the others. */
export default async function buildOnce(): Promise<void> {
  process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));
  await buildClient();
}

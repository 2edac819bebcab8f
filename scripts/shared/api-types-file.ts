import { execFileSync } from 'node:child_process';
import { apiDocument } from '@digiboost/server';
import { apiTypes, type Description } from './api-types.ts';

/** Where the phone's types of the API lie. */
export const API_TYPES_PATH = 'client/src/lib/session/api-operations.ts';

/** Those types as the API is now, formatted as every source is. */
export function currentApiTypes(): string {
  const text = apiTypes(JSON.parse(JSON.stringify(apiDocument())) as Description);
  const format = ['biome', 'format', `--stdin-file-path=${API_TYPES_PATH}`];
  return execFileSync('npx', format, { input: text, encoding: 'utf8', shell: process.platform === 'win32' });
}

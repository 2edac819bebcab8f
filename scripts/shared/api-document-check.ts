import { readFile } from 'node:fs/promises';
import { apiDocument } from '@digiboost/server';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { API_TYPES_PATH, currentApiTypes } from './api-types-file.ts';

// The API's description against the schema of OpenAPI and the recommended habits of those who read it; a warning counts
// as an error. What takes nothing, such as /health, refuses nothing: no operation is given a 4xx that it never answers.
const config = await createConfig({ extends: ['recommended'], rules: { 'operation-4xx-response': 'off' } });
const source = JSON.stringify(apiDocument());
const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
for (const { severity, ruleId, message, location } of problems) {
  process.stdout.write(`${severity} ${ruleId} at ${location[0]?.pointer ?? '#'}: ${message}\n`);
}
const isCurrent = (await readFile(API_TYPES_PATH, 'utf8')) === currentApiTypes();
if (!isCurrent) process.stdout.write(`${API_TYPES_PATH} is not what the API says: npm run api-types\n`);
process.exitCode = problems.length === 0 && isCurrent ? 0 : 1;

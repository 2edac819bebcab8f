import { buildClient } from './shared/build-client.ts';

await buildClient({ force: process.argv.includes('--force') });

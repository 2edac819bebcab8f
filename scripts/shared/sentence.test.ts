import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { sentenceOf } from './sentence.ts';

test('a CouchDB that does not answer is named', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await new Promise((resolve) => server.close(resolve));
  const failure: unknown = await fetch(`http://127.0.0.1:${port}`).catch((error: unknown) => error);
  expect(sentenceOf(failure)).toContain('COUCHDB_URL');
});

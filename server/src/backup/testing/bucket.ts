import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A store that speaks as much of S3 as the shelf does, and refuses who does not sign. */
export async function startBucket(): Promise<{ readonly endpoint: string; close(): void }> {
  const objects = new Map<string, Buffer>();
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://bucket');
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (!req.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=writer/')) {
        res.writeHead(403).end();
        return;
      }
      const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
      if (req.method === 'PUT') {
        objects.set(key, Buffer.concat(chunks as unknown as Uint8Array[]));
        res.end();
      } else if (req.method === 'DELETE') {
        objects.delete(key);
        res.writeHead(204).end();
      } else if (key === '') {
        // Pages of two, as a store has pages of a thousand.
        const prefix = url.searchParams.get('prefix') ?? '';
        const after = url.searchParams.get('continuation-token') ?? '';
        const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
        const page = names.slice(0, 2);
        const more = names.length > 2 ? `<NextContinuationToken>${page[1]}</NextContinuationToken>` : '';
        const contents = page.map((name) => `<Contents><Key>${name.replace(/&/g, '&amp;')}</Key></Contents>`).join('');
        res.end(`<ListBucketResult>${contents}${more}</ListBucketResult>`);
      } else if (objects.has(key)) res.end(objects.get(key));
      else res.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

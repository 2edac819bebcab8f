import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { NetworkLink } from './network-link.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listening(onSocket: (socket: Socket) => void): Promise<string> {
  const server: Server = createServer(onSocket).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Keeps the event loop from its timers. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a slow line brings every byte in its order and its end last, however busy the machine is', async () => {
  const words = Array.from({ length: 400 }, (_, n) => `${n},`);
  const target = await listening(async (socket) => {
    socket.setNoDelay(true);
    for (const word of words) {
      socket.write(word);
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.end();
  });
  const link = await new NetworkLink(target, { downBps: 50_000_000, upBps: 50_000_000, roundTripMs: 3 }).open();
  closing.push(() => link.cut());

  const busy = setInterval(() => work(3), 4);
  closing.push(() => clearInterval(busy));
  const reader = new Socket().connect(Number(new URL(link.url).port), '127.0.0.1');
  let got = '';
  reader.setEncoding('utf8').on('data', (text: string) => {
    got += text;
  });
  await once(reader, 'end');
  expect(got).toBe(words.join(''));
});

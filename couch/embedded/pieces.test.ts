import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { Context } from './context.ts';
import { batchesOf, listed, sendPieces } from './pieces.ts';

const PIECE = 65_536;
const COUNT = 2_000;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server whose `/long` brings many pieces, and says how many were asked for; its other paths answer at once. */
async function serving(): Promise<{ url: string; made: () => number; failed: () => unknown }> {
  let made = 0;
  let failure: unknown;
  async function* pieces(): AsyncGenerator<string> {
    for (made = 0; made < COUNT; made += 1) yield 'x'.repeat(PIECE);
  }
  const http = createServer((request, response) => {
    const context = { method: request.method, request, response } as unknown as Context;
    if (request.url !== '/long') response.end('short');
    else
      sendPieces(context, pieces()).catch((error: unknown) => {
        failure = error;
      });
  });
  server = http;
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, made: () => made, failed: () => failure };
}

const open = (url: string): Promise<IncomingMessage> => new Promise((resolve) => get(`${url}/long`, resolve));

/** Waits until no further piece is made. */
async function standstill(made: () => number): Promise<void> {
  await vi.waitFor(
    async () => {
      const before = made();
      await wait(100);
      expect([before > 0, made()]).toEqual([true, before]);
    },
    { timeout: 20_000, interval: 10 },
  );
}

test('a reader who takes nothing is waited for, while others are answered, and gets it all in the end', async () => {
  const { url, made } = await serving();
  const answer = await open(url);
  await standstill(made);
  // What the network holds, and no more: 130 MB are to come.
  expect(made()).toBeLessThan(COUNT / 4);
  expect(await (await fetch(`${url}/short`)).text()).toBe('short');
  let bytes = 0;
  for await (const chunk of answer) bytes += (chunk as Buffer).length;
  expect(bytes).toBe(PIECE * COUNT);
});

test('nothing more is made for a reader who has left', async () => {
  const { url, made, failed } = await serving();
  const answer = await open(url);
  answer.destroy();
  await vi.waitFor(() => expect(failed()).toMatchObject({ error: 'gone' }), { timeout: 20_000 });
  expect(made()).toBeLessThan(COUNT / 4);
});

test('what fails before the first piece opens no answer', async () => {
  const response = { writeHead: vi.fn(), end: vi.fn() } as unknown as ServerResponse;
  async function* broken(): AsyncGenerator<readonly object[]> {
    yield [];
    throw new Error('no such row');
  }
  const context = { method: 'GET', response } as unknown as Context;
  await expect(
    sendPieces(
      context,
      listed('{"rows":', broken(), () => '}'),
    ),
  ).rejects.toThrow('no such row');
  expect(response.writeHead).not.toHaveBeenCalled();
});

test('rows in batches are the list that they would be in one', async () => {
  for (const count of [0, 1, 3, 4, 7]) {
    const rows = Array.from({ length: count }, (_, n) => ({ n }));
    let text = '';
    for await (const piece of listed('{"rows":', batchesOf(rows, 3), () => ',"end":1}')) text += piece;
    expect(JSON.parse(text)).toEqual({ rows, end: 1 });
  }
});

import { afterEach, expect, it, vi } from 'vitest';
import { Caller, serve } from './protocol.ts';

type Greeter = {
  methods: { greet(name: string): string; slow(): number; fail(): never };
  news: { weather: string; hour: number };
};

const ports: BroadcastChannel[] = [];
const channel = (): BroadcastChannel => {
  const port = new BroadcastChannel('protocol');
  ports.push(port);
  return port;
};
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function aServer() {
  const log: string[] = [];
  const slow: ((value: number) => void)[] = [];
  const server = serve<Greeter>(channel(), {
    methods: {
      greet: (name) => `Bonjour ${name}`,
      slow: () => new Promise<number>((resolve) => slow.push(resolve)),
      fail: () => {
        throw new RangeError('no');
      },
    },
    onSubscribe: (topic, isOn) => log.push(`${topic} ${isOn}`),
    toFailure: (error) => ({ code: error instanceof RangeError ? 'range' : 'other', message: String(error) }),
  });
  return { server, log, slow };
}
const aCaller = (name = 'a') =>
  new Caller<Greeter>(channel(), {
    name,
    toError: ({ code, message }) => Object.assign(new Error(message), { code }),
  });

it('answers each caller of a channel what it asked, and says why a request failed', async () => {
  aServer();
  const [a, b] = [aCaller('a'), aCaller('b')];
  expect(await Promise.all([a.ask('greet', 'Awa'), b.ask('greet', 'Moussa')])).toEqual([
    'Bonjour Awa',
    'Bonjour Moussa',
  ]);
  await expect(a.ask('fail')).rejects.toMatchObject({ code: 'range' });
  const asking = a as unknown as Caller<{ methods: { nothing(): void }; news: Record<never, never> }>;
  await expect(asking.ask('nothing')).rejects.toMatchObject({ code: 'other' });
});

it('answers a request that is repeated once, also by who serves later', async () => {
  const caller = aCaller();
  const early = caller.ask('greet', 'Awa');
  const { slow } = aServer();
  caller.repeat();
  expect(await early).toBe('Bonjour Awa');
  const late = caller.ask('slow');
  caller.repeat();
  caller.repeat();
  await vi.waitFor(() => expect(slow).toHaveLength(1));
  slow[0]?.(7);
  expect(await late).toBe(7);
  expect(caller.waiting).toBe(0);
});

it('tells news to who subscribed, and the server who wants them', async () => {
  const { server, log } = aServer();
  const caller = aCaller();
  const [heard, other] = [vi.fn(), vi.fn()];
  const ends = [
    caller.subscribe('weather', heard),
    caller.subscribe('weather', heard),
    caller.subscribe('hour', other),
  ];
  await vi.waitFor(() => expect(log).toEqual(['weather true', 'hour true']));
  server.tell('weather', 'sec');
  await vi.waitFor(() => expect(heard.mock.calls).toEqual([['sec']]));
  caller.subscribeAgain();
  await vi.waitFor(() => expect(log.slice(2)).toEqual(['weather true', 'hour true']));
  for (const end of ends) end();
  await vi.waitFor(() => expect(log.slice(4)).toEqual(['weather false', 'hour false']));
  expect(other).not.toHaveBeenCalled();
});

it('rejects what waits, and what is asked afterwards, once it has ended', async () => {
  const caller = aCaller();
  const waiting = caller.ask('greet', 'Awa');
  caller.end(new Error('closed'));
  await expect(waiting).rejects.toThrow('closed');
  await expect(caller.ask('greet', 'Awa')).rejects.toThrow('closed');
  const { server } = aServer();
  server.close();
});

it('says that an answer cannot cross', async () => {
  serve<{ methods: { give(): unknown }; news: Record<never, never> }>(channel(), {
    methods: { give: () => () => undefined },
  });
  const caller = new Caller<{ methods: { give(): unknown }; news: Record<never, never> }>(channel());
  await expect(caller.ask('give')).rejects.toThrow('clone');
});

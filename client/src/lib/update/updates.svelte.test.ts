import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { progressTeller } from './app-install.ts';

class Worker extends EventTarget {
  state: string;
  readonly asked: MessagePort[] = [];
  constructor(state = 'installing') {
    super();
    this.state = state;
  }
  postMessage(_: unknown, [port]: [MessagePort]): void {
    this.asked.push(port);
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}
class Registration extends EventTarget {
  readonly active = new Worker('activated');
  waiting: Worker | null = null;
  installing: Worker | null = null;
}
const registration = new Registration();
const page = new EventTarget();

beforeAll(() => {
  vi.stubEnv('DEV', false);
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  const serviceWorker = Object.assign(new EventTarget(), { controller: {}, register: async () => registration });
  vi.stubGlobal('navigator', { serviceWorker });
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

it('says how far a new version is while it comes, and that it waits when it is there', async () => {
  const { updates } = await import('./updates.svelte.ts');
  await updates.start();
  expect([updates.installed, updates.arriving, updates.ready]).toEqual([1, null, false]);

  const next = new Worker();
  registration.installing = next;
  registration.dispatchEvent(new Event('updatefound'));
  expect([updates.installed, updates.arriving]).toEqual([1, 0]);
  progressTeller()(0.6);
  await vi.waitFor(() => expect(updates.arriving).toBe(0.6));

  registration.waiting = next;
  next.become('installed');
  expect([updates.arriving, updates.ready]).toEqual([null, true]);

  const broken = new Worker();
  registration.installing = broken;
  registration.dispatchEvent(new Event('updatefound'));
  expect(updates.arriving).toBe(0);
  broken.become('redundant');
  expect([updates.arriving, updates.installed]).toEqual([null, 1]);
});

it('has the rest of the app fetched until it is there, also after a line that broke', async () => {
  vi.resetModules();
  const { updates } = await import('./updates.svelte.ts');
  const { asked } = registration.active;
  asked.length = 0;
  await updates.start();
  expect([asked.length, updates.complete]).toEqual([1, false]);
  asked[0]?.postMessage(false);
  await vi.waitFor(() => {
    page.dispatchEvent(new Event('online'));
    expect(asked).toHaveLength(2);
  });
  asked[1]?.postMessage(true);
  await vi.waitFor(() => expect(updates.complete).toBe(true));
});

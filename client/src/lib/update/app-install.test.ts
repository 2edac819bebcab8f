import { afterEach, describe, expect, it, vi } from 'vitest';
import { figuresFirst, hearProgress, progressTeller, whenFiguresAreThere } from './app-install.ts';

/** Web Locks of one name: whoever asks for it alone waits until nobody shares it. */
function stubLocks(): void {
  const held = new Set<Promise<unknown>>();
  const request = async (_name: string, ...rest: [LockOptions, () => Promise<void>] | [() => void]) => {
    const work = rest.at(-1) as () => Promise<void> | void;
    if (rest.length === 1) {
      await Promise.all(held);
      return work();
    }
    const sharing = Promise.resolve(work());
    held.add(sharing);
    await sharing;
    held.delete(sharing);
  };
  vi.stubGlobal('navigator', { locks: { request } });
}
afterEach(() => {
  figuresFirst.end();
  vi.unstubAllGlobals();
});

describe('the line', () => {
  it('is the figures’ until they are on the screen, then the app’s', async () => {
    stubLocks();
    figuresFirst.begin();
    const free = vi.fn();
    const waited = whenFiguresAreThere().then(free);
    figuresFirst.follow({ state: 'opening', progress: null }, false);
    figuresFirst.follow({ state: 'idle', progress: null }, false);
    figuresFirst.follow({ state: 'working', progress: null }, true);
    figuresFirst.follow({ state: 'bootstrapping', progress: 0 }, false);
    await new Promise((resolve) => setTimeout(resolve));
    expect(free).not.toHaveBeenCalled();
    figuresFirst.follow({ state: 'bootstrapping', progress: 0.2 }, false);
    await waited;
    expect(free).toHaveBeenCalled();
  });

  it('is not kept for figures that do not come', async () => {
    stubLocks();
    figuresFirst.begin();
    figuresFirst.follow({ state: 'offline', progress: null }, false);
    await whenFiguresAreThere();
  });
});

it('pages hear how far the app is, in steps worth showing', async () => {
  const heard: number[] = [];
  const end = hearProgress((progress) => heard.push(progress));
  const tell = progressTeller();
  for (const part of [0.004, 0.3, 0.301, 1]) tell(part);
  await vi.waitFor(() => expect(heard).toEqual([0.3, 1]));
  end();
});

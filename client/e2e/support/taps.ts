import type { Page } from '@playwright/test';

/** Counts how often a finger comes down on the page, whatever page of the app it is; typing counts as none. */
export class Taps {
  readonly #page: Page;
  readonly #counts: { readonly task: string; readonly taps: number; readonly most: number }[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the app, and does `task` from there; throws where it takes more than `most` taps. */
  async count(task: string, most: number, work: () => Promise<void>): Promise<void> {
    await this.#page.goto(new URL('/', this.#page.url()).href);
    await this.#page.locator('main .grid > .today').waitFor();
    await this.#page.evaluate(() => {
      const counted = window as unknown as { taps: number };
      counted.taps = 0;
      window.addEventListener('pointerdown', ({ isTrusted }) => (counted.taps += Number(isTrusted)), true);
    });
    await work();
    const taps = await this.#page.evaluate(() => (window as unknown as { taps: number }).taps);
    this.#counts.push({ task, taps, most });
    if (!(taps <= most)) throw new Error(`${task}: ${taps} taps, ${most} at most`);
  }

  /** What was counted, a line for each task. */
  get table(): string {
    return this.#counts.map(({ task, taps, most }) => `${task}: ${taps} (${most} at most)`).join('\n');
  }
}

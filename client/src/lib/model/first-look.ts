import { type FirstRead, ModelReader } from './reader.ts';

/** How long a screen waits at most: a database that another tab keeps busy must not keep the app from opening. */
const PATIENCE_MS = 500;

/** What one model of the shop opens with. */
export interface FirstFigures {
  readonly reader: ModelReader;
  readonly read: FirstRead;
}

/**
 * The persisted figures of the shop `name`, read while the app itself is still starting, so that its first screen opens
 * on them instead of waiting.
 */
export class FirstLook {
  readonly #name: string;
  #figures: FirstFigures | null = null;
  #isOver = false;
  /** Resolves once they were read, or are not worth waiting for. */
  readonly done: Promise<void>;

  constructor(name: string) {
    this.#name = name;
    const reader = new ModelReader(name);
    const read = reader.first().then(
      (first) => {
        if (this.#isOver) reader.close();
        else this.#figures = { reader, read: first };
      },
      () => undefined,
    );
    this.done = Promise.race([read, new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }

  /** The figures for the first model that asks, with the reader that goes over to it; null for any other. */
  take(name: string): FirstFigures | null {
    const figures = this.#name === name ? this.#figures : null;
    if (!figures) this.#figures?.reader.close();
    this.#figures = null;
    this.#isOver = true;
    return figures;
  }
}

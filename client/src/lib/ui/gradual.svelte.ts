/** How many items are drawn with one frame: about what a phone shows at once. */
const STEP = 8;

/**
 * How much of a long list or screen is drawn: what is in sight with the first frame, the rest a few at a time after it,
 * so that the page goes on answering. Made with the component that draws it.
 */
export class Gradual {
  #drawn = $state(0);
  readonly #wanted: () => number;

  /** `wanted`: how many are to be drawn in the end; `first` of them at once, then `step` after each frame. */
  constructor(wanted: () => number, { first = STEP, step = STEP } = {}) {
    this.#wanted = wanted;
    this.#drawn = first;
    $effect(() => {
      if (this.isWhole) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const frame = requestAnimationFrame(() => {
        timer = setTimeout(() => {
          this.#drawn += step;
        });
      });
      return () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    });
  }

  get drawn(): number {
    return Math.min(this.#drawn, this.#wanted());
  }

  /** Nothing is left to draw. */
  get isWhole(): boolean {
    return this.#drawn >= this.#wanted();
  }
}

/** How many items are drawn with one frame: about what a phone shows at once. */
const STEP = 8;

/**
 * How much of a list is drawn: what is in sight with the first frame, the rest a few at a time after it, so that the page
 * goes on answering. Made with the component that draws the list.
 */
export class Gradual {
  #drawn = $state(STEP);
  readonly #wanted: () => number;

  /** `wanted`: how many are to be drawn in the end. */
  constructor(wanted: () => number) {
    this.#wanted = wanted;
    $effect(() => {
      if (this.isWhole) return;
      const timer = setTimeout(() => {
        this.#drawn += STEP;
      });
      return () => clearTimeout(timer);
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

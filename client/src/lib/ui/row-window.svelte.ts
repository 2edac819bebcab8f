import { visibleRows } from './visible-rows.ts';

/** Rows that are drawn above and below those in sight. */
const SPARE = 6;

/** A list of equal rows of which only some are drawn. */
export interface WindowedList {
  /** What holds the rows, once it is drawn. */
  readonly element: () => HTMLElement | undefined;
  readonly count: () => number;
  /** CSS pixels at the default text size; they grow with the person's. */
  readonly rowHeight: () => number;
}

/** Which rows of a long list are worth drawing. Made with the component that draws them, it follows the scrolling. */
export class RowWindow {
  readonly #list: WindowedList;
  #range = $state.raw({ first: 0, last: 0 });
  #scale = $state(1);
  /** None for the first frame. */
  #spare = 0;
  /** CSS pixels of a row. */
  readonly height = $derived.by(() => this.#list.rowHeight() * this.#scale);

  constructor(list: WindowedList) {
    this.#list = list;
    $effect(() => {
      const measure = (): void => this.#measure();
      // Captured: the page or any box around the list may be what scrolls.
      const options = { capture: true, passive: true };
      document.addEventListener('scroll', measure, options);
      window.addEventListener('resize', measure);
      return () => {
        document.removeEventListener('scroll', measure, options);
        window.removeEventListener('resize', measure);
      };
    });
    $effect(() => {
      void list.count();
      void this.height;
      return this.#measureWithFrame();
    });
  }

  /** The first row drawn. */
  get first(): number {
    return this.#range.first;
  }

  /** The row after the last one drawn. */
  get last(): number {
    return Math.min(this.#range.last, this.#list.count());
  }

  /** With the frame, and what is not in sight after it: the screen around the list is still being drawn. */
  #measureWithFrame(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      this.#scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      this.#measure();
      timer = setTimeout(() => {
        this.#spare = SPARE;
        this.#measure();
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }

  #measure(): void {
    const element = this.#list.element();
    if (!element) return;
    const view = { listTop: element.getBoundingClientRect().top, screenHeight: window.innerHeight };
    const next = visibleRows(view, this.height, this.#list.count(), this.#spare);
    if (next.first !== this.#range.first || next.last !== this.#range.last) this.#range = next;
  }
}

import { KeyboardWedge } from './wedge.ts';

/** Hears a scanner that types, wherever the focus is: a code belongs to the screen, never to the field. */
export class ScanListener {
  readonly #onCode: (code: string) => void;
  readonly #onTorn: () => void;
  readonly #wedge = new KeyboardWedge();
  readonly #field = new FieldUnderScan();

  /** `onTorn`: a code came of which a part was lost on the way. */
  constructor(onCode: (code: string) => void, onTorn: () => void) {
    this.#onCode = onCode;
    this.#onTorn = onTorn;
  }

  /** Give it every key before any field has it: `<svelte:window onkeydowncapture={scans.hear} />`. */
  readonly hear = (event: KeyboardEvent): void => {
    const burst = this.#wedge.read(event);
    if (this.#wedge.starts) this.#field.remember(event.target);
    if (!burst) return;
    event.preventDefault();
    event.stopPropagation();
    this.#field.giveBack();
    if ('code' in burst) this.#onCode(burst.code);
    else this.#onTorn();
  };
}

/** A field in which a code may land because the focus is there; it gets back what it held when the code began. */
class FieldUnderScan {
  #field: HTMLInputElement | HTMLTextAreaElement | null = null;
  #value = '';

  /** Call before each key that begins something new. */
  remember(target: EventTarget | null): void {
    const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    this.#field = isField ? target : null;
    this.#value = isField ? target.value : '';
  }

  giveBack(): void {
    const field = this.#field;
    if (!field || field.value === this.#value) return;
    field.value = this.#value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** A short message that passes. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'neutral' | 'safe' | 'danger';
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

interface ToastOptions {
  readonly tone?: Toast['tone'];
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Milliseconds it stays; 0: until it is closed. */
  readonly stay?: number;
}

class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  /** Dialogs that stand open over the page, and say themselves what is said meanwhile. */
  dialogs = $state(0);
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #next = 1;

  /** Shows `text` for 5 s (10 s with an action, a failure until closed) and returns how to take it away. */
  show(text: string, { tone = 'neutral', action, stay }: ToastOptions = {}): () => void {
    const id = this.#next++;
    const close = (): void => this.close(id);
    this.list = [...this.list.slice(-2), { id, text, tone, action: action ?? null }];
    const ms = stay ?? (tone === 'danger' ? 0 : action ? 10_000 : 5_000);
    if (ms > 0) this.#timers.set(id, setTimeout(close, ms));
    return close;
  }

  /** Lets it stay until it is closed: somebody reads it. */
  keep(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  close(id: number): void {
    this.keep(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

/** The one place that short messages are shown from. */
export const toasts = new Toasts();

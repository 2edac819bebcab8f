/**
 * How pages and workers speak with each other over a port, whichever of the two asks. One end serves: it answers
 * requests and tells news. The other calls: it asks and subscribes. Several may call, and serve one after the other, on
 * a channel: a request carries an id of its own and may be repeated, the same one is never answered twice at once.
 */

type Method = (...args: never[]) => unknown;

/** What one end offers: methods, and news by topic. Whatever passes must survive a structured clone. */
export interface Service {
  readonly methods: { readonly [name: string]: Method };
  readonly news: { readonly [topic: string]: unknown };
}

/** A worker as its page sees it, the page as its worker does, or a channel between tabs. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Why a request failed, in a form that crosses a port. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

type Message =
  | { readonly kind: 'request'; readonly id: string; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: string; readonly value: unknown }
  | ({ readonly kind: 'error'; readonly id: string } & Failure)
  | { readonly kind: 'subscribe'; readonly topic: string; readonly isOn: boolean }
  | { readonly kind: 'news'; readonly topic: string; readonly value: unknown };

type MethodOf<S extends Service> = keyof S['methods'] & string;
type TopicOf<S extends Service> = keyof S['news'] & string;

/** The methods of a service as the end that answers has them: at once or later. */
type Answering<S extends Service> = {
  readonly [M in MethodOf<S>]: (
    ...args: Parameters<S['methods'][M]>
  ) => ReturnType<S['methods'][M]> | Promise<ReturnType<S['methods'][M]>>;
};

interface Waiting {
  readonly message: Message;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export interface CallerOptions {
  /** Tells this caller's requests from those of others on the same channel. */
  readonly name?: string;
  /** What a failed request rejects with. */
  toError?(failure: Failure): Error;
}

/** The end that asks and subscribes. */
export class Caller<S extends Service> {
  readonly #port: Port;
  readonly #name: string;
  readonly #toError: (failure: Failure) => Error;
  readonly #waiting = new Map<string, Waiting>();
  readonly #listeners = new Map<string, Set<(value: never) => void>>();
  readonly #listen = ({ data }: MessageEvent<Message>): void => this.#receive(data);
  #asked = 0;
  #ended: Error | null = null;

  constructor(port: Port, { name = '', toError = ({ message }) => new Error(message) }: CallerOptions = {}) {
    this.#port = port;
    this.#name = name;
    this.#toError = toError;
    port.addEventListener('message', this.#listen);
  }

  /** Requests that wait for their answer. */
  get waiting(): number {
    return this.#waiting.size;
  }

  ask<M extends MethodOf<S>>(
    method: M,
    ...args: Parameters<S['methods'][M]>
  ): Promise<Awaited<ReturnType<S['methods'][M]>>> {
    if (this.#ended) return Promise.reject(this.#ended);
    this.#asked += 1;
    const id = `${this.#name}-${this.#asked}`;
    return new Promise((resolve, reject) => {
      // Svelte's state proxies cannot be cloned into a message.
      const plain = JSON.parse(JSON.stringify(args)) as unknown[];
      const message: Message = { kind: 'request', id, method, args: plain };
      this.#waiting.set(id, { message, resolve: resolve as Waiting['resolve'], reject });
      this.#port.postMessage(message);
    });
  }

  /** Calls `listener` with each news of `topic`; returns what ends it. */
  subscribe<T extends TopicOf<S>>(topic: T, listener: (value: S['news'][T]) => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    if (listeners.size === 0) this.#want(topic, true);
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.#want(topic, false);
    };
  }

  /** Sends once more what was not answered: another end may serve now. */
  repeat(): void {
    for (const { message } of this.#waiting.values()) this.#port.postMessage(message);
  }

  /** Says once more what is subscribed to. */
  subscribeAgain(): void {
    for (const [topic, { size }] of this.#listeners) if (size > 0) this.#want(topic, true);
  }

  /** Nothing is answered any more: what waits, and what is asked from now on, is rejected with `error`. */
  end(error: Error): void {
    this.#ended = error;
    this.#port.removeEventListener('message', this.#listen);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#listeners.clear();
  }

  #want(topic: string, isOn: boolean): void {
    if (!this.#ended) this.#port.postMessage({ kind: 'subscribe', topic, isOn } satisfies Message);
  }

  #receive(message: Message): void {
    if (message.kind === 'news') {
      for (const listener of this.#listeners.get(message.topic) ?? []) listener(message.value as never);
    } else if (message.kind === 'answer' || message.kind === 'error') {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.kind === 'answer') waiting?.resolve(message.value);
      else waiting?.reject(this.#toError(message));
    }
  }
}

export interface ServerOptions<S extends Service> {
  readonly methods: Answering<S>;
  /** Somebody wants the news of a topic, or no longer. */
  onSubscribe?(topic: TopicOf<S>, isOn: boolean): void;
  toFailure?(error: unknown): Failure;
}

/** The end that answers. */
export interface Server<S extends Service> {
  tell<T extends TopicOf<S>>(topic: T, value: S['news'][T]): void;
  /** Answers and tells nothing more. */
  close(): void;
}

/** Answers on `port` from now on. */
export function serve<S extends Service>(
  port: Port,
  { methods, onSubscribe, toFailure = (error) => ({ code: 'failed', message: String(error) }) }: ServerOptions<S>,
): Server<S> {
  const underWay = new Set<string>();
  let isClosed = false;
  const post = (message: Message): void => {
    if (!isClosed) port.postMessage(message);
  };
  const answer = async (id: string, method: string, args: readonly unknown[]): Promise<void> => {
    underWay.add(id);
    try {
      const named = methods as unknown as Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;
      const called = named[method];
      if (!called) throw new Error(`There is no method ${method}.`);
      post({ kind: 'answer', id, value: await called(...args) });
    } catch (error) {
      post({ kind: 'error', id, ...toFailure(error) });
    } finally {
      underWay.delete(id);
    }
  };
  const receive = ({ data }: MessageEvent<Message>): void => {
    if (data.kind === 'subscribe') onSubscribe?.(data.topic, data.isOn);
    else if (data.kind === 'request' && !underWay.has(data.id)) void answer(data.id, data.method, data.args);
  };
  port.addEventListener('message', receive);
  return {
    tell: (topic, value) => post({ kind: 'news', topic, value }),
    close: () => {
      isClosed = true;
      port.removeEventListener('message', receive);
    },
  };
}

import {
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** When a connection dies: before the server has the whole request, or after it has answered. */
type Moment = 'in the request' | 'after the answer';

/**
 * An HTTP gateway in front of the server, for what a cut line cannot do on purpose: let a request die or wait at a
 * known moment, and serve another version of a file.
 */
export class Gateway {
  readonly #target: RequestOptions;
  readonly #replaced = new Map<string, (text: string) => string>();
  readonly #server: Server;
  #dateOf: (() => Date) | null = null;
  #held: { path: string; passing: number; waiting: (() => void)[] } | null = null;
  #trap: { path: string; moment: Moment; sprung: () => void } | null = null;

  private constructor(targetUrl: string) {
    const { hostname, port } = new URL(targetUrl);
    this.#target = { hostname, port };
    this.#server = createServer((from, to) => this.#carry(from, to));
  }

  static async open(targetUrl: string): Promise<Gateway> {
    const gateway = new Gateway(targetUrl);
    await new Promise<void>((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Serves the text of `path` as `change` makes it of the server's. */
  replace(path: string, change: (text: string) => string): void {
    this.#replaced.set(path, change);
  }

  /** Lets every answer say that it is that time: Node writes its own, whatever clock the server was given. */
  dated(dateOf: () => Date): void {
    this.#dateOf = dateOf;
  }

  /** Lets the next request whose path ends in `path` die at that moment; resolves when it is dead. */
  async trap(path: string, moment: Moment): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#trap = { path, moment, sprung: resolve };
    });
  }

  /** Holds requests whose path contains `path`, after the first `passing` of them; returns what lets them go. */
  hold(path: string, passing = 0): () => void {
    const held = { path, passing, waiting: [] as (() => void)[] };
    this.#held = held;
    return () => {
      this.#held = null;
      for (const go of held.waiting) go();
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #carry(from: IncomingMessage, to: ServerResponse): void {
    const path = new URL(from.url ?? '/', 'http://x').pathname;
    const held = this.#held;
    if (held && path.includes(held.path) && --held.passing < 0) {
      held.waiting.push(() => this.#carry(from, to));
      return;
    }
    const trap = this.#trap && path.endsWith(this.#trap.path) ? this.#trap : null;
    if (trap) this.#trap = null;
    const die = () => {
      from.socket.destroy();
      trap?.sprung();
    };
    const change = this.#replaced.get(path);
    const headers = { ...from.headers };
    if (change) {
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
    }
    const onward = request({ ...this.#target, path: from.url, method: from.method, headers }, (answer) => {
      if (this.#dateOf) answer.headers.date = this.#dateOf().toUTCString();
      if (trap) {
        answer.resume().on('end', die).on('error', die);
      } else if (change) {
        void textOf(answer).then((text) => {
          to.writeHead(200, { 'content-type': answer.headers['content-type'], 'cache-control': 'no-cache' });
          to.end(change(text));
        });
      } else {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to).on('error', () => undefined);
      }
    });
    onward.on('error', () => (trap ? die() : from.socket.destroy()));
    to.on('close', () => {
      if (!trap) onward.destroy();
    });
    if (trap?.moment !== 'in the request') {
      from.pipe(onward);
      return;
    }
    from.once('data', (chunk: Buffer) => {
      onward.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => {
        onward.destroy();
        die();
      });
    });
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of answer.setEncoding('utf8')) text += part;
  return text;
}

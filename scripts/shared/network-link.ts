import { createServer, type Server, Socket } from 'node:net';

/** What a line carries: bits per second each way, and milliseconds for a round trip. */
export interface LinkSpeed {
  readonly downBps: number;
  readonly upBps: number;
  readonly roundTripMs: number;
}

/** 3G as Lighthouse's "slow 4G / fast 3G" profile has it. */
export const MOBILE_3G: LinkSpeed = { downBps: 1_600_000, upBps: 770_000, roundTripMs: 300 };

/** How a request begins: a browser sends the next one on a connection when the last is answered. */
const REQUEST = /^[A-Z]+ \S+ HTTP\/1\.1\r\n/;

/**
 * A TCP line between a browser and a server that can really be cut: open connections are reset and new ones refused.
 * With a speed, bytes are delayed and paced as on that line, whoever in the browser sends them (page, worker or
 * service worker).
 */
export class NetworkLink {
  readonly #target: { host: string; port: number };
  readonly #speed: LinkSpeed | null;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  bytesDown = 0;
  bytesUp = 0;
  /** Requests carried since the last reset. */
  requests = 0;

  constructor(targetUrl: string, speed: LinkSpeed | null = null) {
    const { hostname, port } = new URL(targetUrl);
    this.#target = { host: hostname, port: Number(port) };
    this.#speed = speed;
  }

  /** The address at which the browser finds the server through this line. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Bytes carried both ways since the last reset. */
  get bytes(): number {
    return this.bytesDown + this.bytesUp;
  }

  resetCounts(): void {
    this.bytesDown = 0;
    this.bytesUp = 0;
    this.requests = 0;
  }

  /** Opens the line, on the same port as before when it was cut. */
  async open(): Promise<this> {
    // Not one that the system hands out: while the line is cut somebody else would be given it.
    this.#port ||= await freePort();
    const server = createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#server = server;
    return this;
  }

  /** Cuts the line: every connection is reset, none is accepted until `open`. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#sockets.clear();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #accept(near: Socket): void {
    const far = new Socket();
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {
        near.destroy();
        far.destroy();
      });
      // What it sent before is still on the way: the other end hears of it after that.
      socket.on('close', () => this.#sockets.delete(socket));
    }
    const connect = () => {
      if (near.destroyed) return;
      far.connect(this.#target.port, this.#target.host);
      this.#carry(near, far, this.#speed?.upBps, (bytes) => {
        this.bytesUp += bytes.length;
        if (REQUEST.test(bytes.toString('latin1', 0, 4096))) this.requests += 1;
      });
      this.#carry(far, near, this.#speed?.downBps, (bytes) => {
        this.bytesDown += bytes.length;
      });
    };
    // The handshake costs one round trip before the first byte.
    if (this.#speed) setTimeout(connect, this.#speed.roundTripMs);
    else connect();
  }

  #carry(from: Socket, to: Socket, bps: number | undefined, count: (bytes: Buffer) => void): void {
    const delay = this.#speed ? this.#speed.roundTripMs / 2 : 0;
    // One queue and one timer: of two timers of nearly the same time the later may go off first, and bytes would change
    // places.
    const onTheWay: { readonly due: number; arrive(): void }[] = [];
    let free = 0;
    const deliver = () => {
      while (onTheWay[0] && onTheWay[0].due <= performance.now()) onTheWay.shift()?.arrive();
      if (onTheWay[0]) setTimeout(deliver, onTheWay[0].due - performance.now());
    };
    const send = (due: number, arrive: () => void) => {
      onTheWay.push({ due, arrive });
      if (onTheWay.length === 1) setTimeout(deliver, due - performance.now());
    };
    from.on('data', (bytes: Buffer) => {
      const { buffer, byteOffset, length } = bytes;
      const chunk = new Uint8Array(buffer, byteOffset, length);
      count(bytes);
      if (!bps) {
        to.write(chunk);
        return;
      }
      // Each byte leaves when the line is free, and arrives half a round trip later.
      const now = performance.now();
      free = Math.max(free, now) + (length * 8000) / bps;
      from.pause();
      setTimeout(() => from.resume(), Math.max(0, free - now));
      send(free + delay, () => to.writable && to.write(chunk));
    });
    from.on('end', () => (bps ? send(Math.max(free, performance.now()) + delay, () => to.end()) : to.end()));
  }
}

/** Below those that the system hands out itself: between finding a port and listening, nobody else is given it. */
const PORTS = { first: 10_000, count: 20_000 };

/** A port of this machine on which nobody listens. */
export async function freePort(): Promise<number> {
  const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

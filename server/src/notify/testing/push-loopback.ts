import { createECDH, randomBytes } from 'node:crypto';
import type { PushTarget } from '../channels/push-subscriptions.ts';
import { newVapidPrivateKey } from '../channels/vapid.ts';
import type { PushConfig } from '../notify-config.ts';
import { type LoopbackServer, listenHere } from './loopback-server.ts';

/** A notification that the stand-in has taken, encrypted for its browser. */
export interface TakenPush {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: number;
}

/** A stand-in for a browser's push service on this machine. */
export interface PushLoopback extends LoopbackServer {
  readonly config: PushConfig;
  readonly pushes: TakenPush[];
  /** HTTP status of the answers to come. */
  answer(status: number): void;
  /** A browser that has subscribed. */
  newTarget(): PushTarget;
}

/** Starts the stand-in: it wants VAPID and encryption, and keeps what it takes. */
export async function startPushLoopback(): Promise<PushLoopback> {
  const pushes: TakenPush[] = [];
  let status = 201;
  let browsers = 0;
  const server = await listenHere((req, res) => {
    let bytes = 0;
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    req.on('end', () => {
      const isOurs = /^vapid t=[\w.-]+, k=[\w-]+$/.test(req.headers.authorization ?? '');
      if (!isOurs || req.headers['content-encoding'] !== 'aes128gcm') return res.writeHead(403).end();
      if (status < 300) pushes.push({ path: req.url ?? '', headers: req.headers, bytes });
      res.writeHead(status).end();
    });
  });
  return {
    ...server,
    config: {
      privateKey: newVapidPrivateKey(),
      subject: 'mailto:admin@digiboost.sn',
      otherServices: [new URL(server.url).host],
    },
    pushes,
    answer(next) {
      status = next;
    },
    newTarget() {
      browsers += 1;
      const curve = createECDH('prime256v1');
      curve.generateKeys();
      const keys = { p256dh: curve.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
      return { endpoint: `${server.url}/browser-${browsers}`, keys };
    },
  };
}

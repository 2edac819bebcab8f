import { createECDH } from 'node:crypto';

/** The public half of a VAPID key, 65 bytes in base64url: what a browser needs to subscribe. */
export function vapidPublicKey(privateKey: string): string {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(privateKey, 'base64url');
  return curve.getPublicKey('base64url');
}

/** A new VAPID private key, 32 bytes in base64url. */
export function newVapidPrivateKey(): string {
  const curve = createECDH('prime256v1');
  curve.generateKeys();
  // A leading zero byte is left out by the curve's own export.
  return Buffer.from(curve.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
}

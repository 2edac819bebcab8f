import { generateKeyPairSync, sign } from 'node:crypto';

type Der = Uint8Array<ArrayBuffer>;

const tagged = (tag: number, ...parts: Der[]): Der => {
  const content = parts.flatMap((part) => [...part]);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return new Uint8Array([tag, ...size, ...content]);
};
const text = (words: string): Der => new Uint8Array(new TextEncoder().encode(words));
const sequence = (...parts: Der[]): Der => tagged(0x30, ...parts);
const bytes = (hex: string): Der => new Uint8Array(Buffer.from(hex, 'hex'));
const object = (hex: string): Der => tagged(0x06, bytes(hex));
const time = (at: Date): Der =>
  tagged(
    0x17,
    text(
      `${at
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2, -1)}Z`,
    ),
  );
const bits = (content: Der): Der => tagged(0x03, bytes('00'), content);
const pem = (der: Der): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;

const ECDSA_SHA256 = sequence(object('2a8648ce3d040302'));

/** A certificate that signs itself, for 127.0.0.1, from a day before `now` until `days` after it (RFC 5280). */
export function selfMadeCertificate(now: Date, days: number): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(tagged(0x31, sequence(object('550403'), tagged(0x0c, text('127.0.0.1')))));
  const day = (n: number): Date => new Date(now.getTime() + n * 86_400_000);
  const alternativeName = sequence(object('551d11'), tagged(0x04, sequence(tagged(0x87, bytes('7f000001')))));
  const isAuthority = sequence(object('551d13'), tagged(0x04, sequence(tagged(0x01, bytes('ff')))));
  const content = sequence(
    tagged(0xa0, tagged(0x02, bytes('02'))),
    tagged(0x02, bytes('01')),
    ECDSA_SHA256,
    name,
    sequence(time(day(-1)), time(day(days))),
    name,
    new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    tagged(0xa3, sequence(alternativeName, isAuthority)),
  );
  const cert = pem(sequence(content, ECDSA_SHA256, bits(new Uint8Array(sign('sha256', content, privateKey)))));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

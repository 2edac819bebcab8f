import { AwsClient } from 'aws4fetch';
import type { Shelf } from './shelf.ts';

/** A bucket of a store that speaks S3. */
export interface Bucket {
  /** Where the store answers, such as `https://s3.gra.io.cloud.ovh.net`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** What the names begin with, without slashes at its ends; empty for none. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const XML_TEXT: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A shelf in a bucket. Throws when the store refuses, with its status. */
export function s3Shelf({ endpoint, bucket, prefix, ...credentials }: Bucket): Shelf {
  const client = new AwsClient({ ...credentials, service: 's3' });
  const base = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  const below = prefix ? `${prefix}/` : '';

  async function ask(method: string, path: string, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
    const answer = await client.fetch(`${base}${path}`, { method, ...(body ? { body } : {}) });
    if (!answer.ok) throw new Error(`${endpoint} answered ${answer.status} to ${method} ${bucket}${path}.`);
    return answer;
  }
  const pathOf = (name: string): string => `/${(below + name).split('/').map(encodeURIComponent).join('/')}`;

  return {
    place: `s3://${bucket}/${prefix}`,
    async put(name, bytes) {
      await ask('PUT', pathOf(name), bytes);
    },
    async get(name) {
      return new Uint8Array(await (await ask('GET', pathOf(name))).arrayBuffer());
    },
    async list(folder) {
      const names: string[] = [];
      let token = '';
      do {
        const next = token ? `&continuation-token=${encodeURIComponent(token)}` : '';
        const query = `?list-type=2&prefix=${encodeURIComponent(`${below}${folder}/`)}${next}`;
        const page = await (await ask('GET', query)).text();
        names.push(...textsOf(page, 'Key').map((key) => key.slice(below.length)));
        [token = ''] = textsOf(page, 'NextContinuationToken');
      } while (token);
      return names.sort();
    },
    async remove(name) {
      await ask('DELETE', pathOf(name));
    },
  };
}

/** The texts of a listing's elements of one name: they hold no other elements. */
const textsOf = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text = '']) =>
    text.replace(/&(\w+);/g, (whole, name: string) => XML_TEXT[name] ?? whole),
  );

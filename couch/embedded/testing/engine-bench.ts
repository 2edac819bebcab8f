import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedCouch, startEmbeddedCouch } from '../index.ts';

const admin = { name: 'admin', password: 'admin' };

/** An answer of an engine, its body read. */
export interface EngineAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form.
  readonly body: any;
}

/** A data folder of a test's own, and the engines that were started on it. */
export class EngineBench {
  readonly dataDir: string;
  readonly #running = new Set<EmbeddedCouch>();

  private constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  static async make(): Promise<EngineBench> {
    return new EngineBench(await mkdtemp(join(tmpdir(), 'embedded-')));
  }

  async start(port = 0, dataDir = this.dataDir): Promise<EmbeddedCouch> {
    const couch = await startEmbeddedCouch({ dataDir, port, admin, jwtKeys: {} });
    this.#running.add(couch);
    return couch;
  }

  async stop(couch: EmbeddedCouch): Promise<void> {
    this.#running.delete(couch);
    await couch.close();
  }

  /** What lies in the data folder, but for the tallies of the stores; sorted. */
  async folders(): Promise<string[]> {
    return (await readdir(this.dataDir)).filter((name) => name !== 'tallies').sort();
  }

  /** The folder of the database whose name it begins with. */
  async folderOf(name: string): Promise<string> {
    const found = (await this.folders()).find((folder) => new RegExp(`^${name}\\.[0-9a-f]{8}$`).test(folder));
    if (found === undefined) throw new Error(`there is no folder of ${name}`);
    return join(this.dataDir, found);
  }

  /** Stops what runs and removes the folder. */
  async end(): Promise<void> {
    for (const couch of this.#running) await couch.close();
    await rm(this.dataDir, { recursive: true });
  }
}

/** Asks an engine as its administrator. */
export async function ask(
  { url }: { readonly url: string },
  method: string,
  path: string,
  body?: unknown,
): Promise<EngineAnswer> {
  const headers = { authorization: `Basic ${btoa('admin:admin')}`, 'content-type': 'application/json' };
  const answer = await fetch(url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json().catch(() => ({})) };
}

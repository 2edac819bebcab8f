import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/** Where backups stand: names with slashes, each with its bytes. */
export interface Shelf {
  /** What people call it, such as a folder or an address. */
  readonly place: string;
  /** Stores the bytes under the name, whole or not at all. */
  put(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Throws when there is nothing of that name. */
  get(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The names below `folder`, in their order. */
  list(folder: string): Promise<string[]>;
  /** Does nothing when there is nothing of that name. */
  remove(name: string): Promise<void>;
}

/** A shelf in a folder of this machine, which nobody but its owner may read. */
export const folderShelf = (folder: string): Shelf => ({
  place: folder,
  async put(name, bytes) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const partial = `${path}.${randomBytes(6).toString('hex')}.partial`;
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  },
  get: async (name) => new Uint8Array(await readFile(join(folder, name))),
  async list(below) {
    const names = await readdir(join(folder, below), { recursive: true, withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      },
    );
    return names
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.partial'))
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
      )
      .sort();
  },
  remove: (name) => rm(join(folder, name), { force: true }),
});

import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What opening a store may write before anything else: its log as a table, and a new log. */
const NEEDED_BYTES = 16 * 1024 * 1024;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Waits until the disk that holds a folder has room, or until `isOver`; a moment longer at each look. */
export async function untilThereIsRoom(folder: string, isOver: () => boolean): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; !isOver(); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    await new Promise((resolve) => setTimeout(resolve, pause).unref());
    if (await hasRoom(dirname(folder))) return;
  }
}

async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= NEEDED_BYTES;
}

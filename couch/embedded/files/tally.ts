import { constants, type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Reached } from './reached.ts';

/** One line of the file: of the two, one is whole whatever happens while the other is written. */
const LINE = 64;
/** How long a line may wait for the disk, ms. The store itself never does. */
const FLUSH_MS = 1_000;

/**
 * How far a store has come, kept in a file beside it: written after the store has it on the disk and before anybody is
 * told. A store that is behind its tally has lost what was acknowledged.
 */
export class Tally {
  readonly #file: FileHandle;
  #reached: Reached | null;
  #line: number;
  #flushing: NodeJS.Timeout | null = null;

  private constructor(file: FileHandle, { reached, line }: Read) {
    this.#file = file;
    this.#reached = reached;
    this.#line = 1 - line;
  }

  /** What was noted last; null when there is no file, or nothing whole in it. */
  static async read(path: string): Promise<Reached | null> {
    return readFile(path, 'latin1').then((text) => newest(text).reached, unlessThere);
  }

  /** Opens the file, making it when it is not there. */
  static async open(path: string): Promise<Tally> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    const text = await file.readFile('latin1');
    // Its room on the disk is taken while there is some.
    if (text.length < 2 * LINE) await file.write(' '.repeat(2 * LINE - text.length), text.length, 'latin1');
    return new Tally(file, newest(text));
  }

  /** Notes how far the store has come; what is behind the last note is left out. Never fails: the store has it. */
  async note(reached: Reached): Promise<void> {
    if (this.#reached && reached.seq <= this.#reached.seq) return;
    this.#reached = reached;
    const position = this.#line * LINE;
    this.#line = 1 - this.#line;
    await this.#file.write(format(reached), position, 'latin1').catch(() => undefined);
    this.#flushing ??= setTimeout(() => {
      this.#flushing = null;
      this.#file.datasync().catch(() => undefined);
    }, FLUSH_MS).unref();
  }

  async close(): Promise<void> {
    if (this.#flushing) clearTimeout(this.#flushing);
    await this.#file.datasync().catch(() => undefined);
    await this.#file.close();
  }
}

/** The newest whole line, and which of the two it is. */
interface Read {
  readonly reached: Reached | null;
  readonly line: number;
}

function newest(text: string): Read {
  const [first = null, second = null] = [0, 1].map((line) => parse(text.slice(line * LINE, (line + 1) * LINE)));
  const line = (second?.seq ?? -1) > (first?.seq ?? -1) ? 1 : 0;
  return { reached: line === 1 ? second : first, line };
}

function unlessThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function format({ seq, documents }: Reached): string {
  const text = `${seq} ${documents}`;
  return `${`${text} ${checksum(text)}`.padEnd(LINE - 1)}\n`;
}

function parse(line: string): Reached | null {
  const [, text = '', seq, documents, sum] = /^((\d+) (\d+)) ([0-9a-f]{8}) *\n$/.exec(line) ?? [];
  return sum === checksum(text) ? { seq: Number(seq), documents: Number(documents) } : null;
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

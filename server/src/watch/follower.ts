import type { Logger } from 'pino';

/** One line of `_db_updates`. */
interface Update {
  readonly db_name: string;
  readonly type: string;
  readonly seq: string | number;
}

/** What following needs. */
export interface FollowerParts {
  /** CouchDB's address with the server's credentials. */
  readonly couchUrl: string;
  readonly log: Logger;
  /** Where to go on from; null: from now. */
  readonly since: string | null;
  /** A database has changed, as of `seq`. */
  readonly onUpdate: (database: string, seq: string) => void;
  /** The feed was lost or refused, or is open again after it was: what happened meanwhile may not be told. */
  readonly onGap: () => void;
}

/** A feed that is being read. */
export interface Follower {
  /** Whether the database answers it. */
  readonly isOpen: boolean;
  stop(): void;
}

const HEARTBEAT_MS = 10_000;
/** A feed that has not even sent a heartbeat for so long is dead. */
const SILENCE_MS = 35_000;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 15_000;

/** Reads CouchDB's `_db_updates` line by line, and opens it again where it was whenever it ends. */
export function follow(parts: FollowerParts): Follower {
  const { couchUrl, log, onUpdate, onGap } = parts;
  const { origin, username, password } = new URL(couchUrl);
  const authorization = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  const stopped = new AbortController();
  let since = parts.since ?? 'now';
  let wait = FIRST_WAIT_MS;
  let wasLost = false;
  let isOpen = false;

  async function read(): Promise<void> {
    const query = new URLSearchParams({ feed: 'continuous', heartbeat: String(HEARTBEAT_MS), since });
    const silent = new AbortController();
    let timer = setTimeout(() => silent.abort(), SILENCE_MS);
    try {
      const answer = await fetch(`${origin}/_db_updates?${query}`, {
        headers: { authorization },
        signal: AbortSignal.any([stopped.signal, silent.signal]),
      });
      if (!answer.ok || !answer.body) throw new Error(`_db_updates answered ${answer.status}`);
      isOpen = true;
      if (wasLost) onGap();
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of answer.body) {
        clearTimeout(timer);
        timer = setTimeout(() => silent.abort(), SILENCE_MS);
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) take(line);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  function take(line: string): void {
    if (line.trim() === '') return;
    const update = JSON.parse(line) as Partial<Update>;
    if (update.seq === undefined || update.db_name === undefined) return;
    wait = FIRST_WAIT_MS;
    since = String(update.seq);
    onUpdate(update.db_name, since);
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        await read();
      } catch (err) {
        if (stopped.signal.aborted) return;
        log.warn(
          { reason: err instanceof Error ? err.message : String(err) },
          'the feed of changed databases was lost',
        );
      }
      if (stopped.signal.aborted) return;
      isOpen = false;
      wasLost = true;
      onGap();
      await pause(wait, stopped.signal);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  void run();
  return {
    get isOpen() {
      return isOpen;
    },
    stop: () => stopped.abort(),
  };
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

import type { CouchAdmin } from '@digiboost/couch/provisioning';
import cron from 'node-cron';
import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { BackupConfig } from './backup-config.ts';
import { lastDrill } from './drills.ts';
import { makeBackup } from './make-backup.ts';
import { backupsOn } from './manifest.ts';

/** What the night's backup needs. */
export interface NightlyParts {
  readonly config: BackupConfig;
  readonly couchUrl: string;
  readonly admin: CouchAdmin;
  /** What is kept with the databases, when it is encrypted. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether this server is the one that does what is done once. */
  readonly isOnDuty: () => boolean;
  readonly log: Logger;
  readonly now: () => Date;
  readonly register: Registry;
}

/** The backups that the server makes by itself. */
export interface Nightly {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Makes a backup when the newest one is a day old or there is none; whether it did. */
  catchUp(): Promise<boolean>;
}

const OLD_MS = 24 * 3_600_000;
/** A server that has been down over night looks so often whether a backup is missing. */
const LOOK_MS = 15 * 60_000;

/** The night's backup, at the hour that is configured, and later when nobody was there. Nothing without a place. */
export function nightlyBackup(parts: NightlyParts): Nightly {
  const { config, couchUrl, admin, files, isOnDuty, log, now, register } = parts;
  const registers = [register];
  const madeAt = new Gauge({
    name: 'backup_last_timestamp_seconds',
    help: 'When the newest backup was made, 0 when there is none',
    registers,
  });
  const drilledAt = new Gauge({
    name: 'backup_last_drill_timestamp_seconds',
    help: 'When a restore was last practised, 0 when it never was',
    registers,
  });
  const bytes = new Gauge({ name: 'backup_bytes', help: 'Bytes that the newest backup consists of', registers });
  const failed = new Counter({ name: 'backup_failures_total', help: 'Backups that could not be made', registers });
  new Gauge({ name: 'backup_configured', help: '1 when backups have a place', registers }).set(config ? 1 : 0);
  let running: Promise<boolean> = Promise.resolve(false);
  let task: ReturnType<typeof cron.schedule> | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function newest(): Promise<number> {
    const at = config ? (await backupsOn(config.shelf)).at(-1) : undefined;
    const ms = at === undefined ? 0 : Date.parse(at);
    madeAt.set(ms / 1000);
    const drilled = config ? await lastDrill(config.shelf) : null;
    drilledAt.set(drilled === null ? 0 : Date.parse(drilled) / 1000);
    return ms;
  }

  async function make(): Promise<boolean> {
    if (!config || !isOnDuty()) return false;
    try {
      const report = await makeBackup({ couchUrl, admin }, config, now(), files);
      bytes.set(report.totalBytes);
      await newest();
      log.info({ ...report, dropped: report.dropped.length }, 'backed up');
      return true;
    } catch (error) {
      failed.inc();
      log.error({ err: error }, 'the backup could not be made');
      return false;
    }
  }
  // One after the other: the second finds what the first made.
  const inTurn = (task: () => Promise<boolean>): Promise<boolean> => {
    running = running.then(task);
    return running;
  };
  const catchUp = (): Promise<boolean> =>
    inTurn(async () => {
      try {
        return now().getTime() - (await newest()) >= OLD_MS && (await make());
      } catch (error) {
        failed.inc();
        log.error({ err: error }, 'the place of the backups does not answer');
        return false;
      }
    });

  return {
    catchUp,
    async start() {
      if (!config) return;
      const [hour, minute] = config.at.split(':').map(Number);
      task = cron.schedule(`${minute} ${hour} * * *`, () => void inTurn(make), { timezone: 'UTC' });
      timer = setInterval(() => void catchUp(), LOOK_MS);
      timer.unref();
    },
    async stop() {
      await task?.stop();
      clearInterval(timer);
      await running;
    },
  };
}

import { statfs } from 'node:fs/promises';
import type { Backups } from '@digiboost/server';
import { backupsOn, lastDrill } from '@digiboost/server';
import { ask } from './ask.ts';
import { type Finding, fault, fine, unseen } from './finding.ts';

/** What is looked at on the machine itself. */
export interface Inside {
  /** Where the server tells its figures, such as http://127.0.0.1:3000/metrics. */
  readonly metrics: URL;
  readonly backups: Backups | null;
  /** CouchDB with its administrator; null when the environment does not name it. */
  readonly couchUrl: string | null;
  /** Folders whose disks must have room. */
  readonly folders: readonly string[];
  readonly now: () => Date;
}

const HOUR_MS = 3_600_000;
const MOST_BACKUP_HOURS = 26;
const MOST_DRILL_DAYS = 35;
const LEAST_SHARE = 0.15;
const GB = 1e9;

/** Everything that can be seen on the machine. */
export async function lookInside(inside: Inside): Promise<Finding[]> {
  const told = await agesOf(inside);
  const disks = await Promise.all(inside.folders.map(disk));
  return [...disks, await couch(inside), backup(told), drillAge(told), sealed(inside)];
}

interface Ages {
  /** Hours; null: there is none; undefined: nobody here knows. */
  readonly backup?: number | null;
  readonly drill?: number | null;
}

/** From the server's own figures, or from the shelf itself. */
async function agesOf({ metrics, backups, now }: Inside): Promise<Ages> {
  const hoursSince = (ms: number): number | null => (ms > 0 ? (now().getTime() - ms) / HOUR_MS : null);
  const { body = '', status } = (await ask(metrics)) ?? {};
  const figure = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1] ?? 0);
  if (status === 200 && figure('backup_configured') === 1) {
    return {
      backup: hoursSince(figure('backup_last_timestamp_seconds') * 1000),
      drill: hoursSince(figure('backup_last_drill_timestamp_seconds') * 1000),
    };
  }
  if (backups === null) return status === 200 ? { backup: null, drill: null } : {};
  const [made, drilled] = [(await backupsOn(backups.shelf)).at(-1), await lastDrill(backups.shelf)];
  return { backup: hoursSince(Date.parse(made ?? '')), drill: hoursSince(Date.parse(drilled ?? '')) };
}

const ELSEWHERE =
  'run it where the server runs: docker compose exec server node --import tsx scripts/doctor.ts --url …';

function backup({ backup: hours }: Ages): Finding {
  const what = 'backup';
  if (hours === undefined) return unseen(what, 'neither /metrics nor BACKUP_TO is here', ELSEWHERE);
  if (hours === null) return fault(what, 'there is none', 'set BACKUP_TO; npm run backup');
  const said = `${Math.round(hours)} h old`;
  return hours <= MOST_BACKUP_HOURS ? fine(what, said) : fault(what, said, 'docker compose logs server says why');
}

function drillAge({ drill: hours }: Ages): Finding {
  const what = 'restore drill';
  if (hours === undefined) return unseen(what, 'neither /metrics nor BACKUP_TO is here', ELSEWHERE);
  const todo = 'npm run restore -- --drill: a backup that was never restored is none';
  if (hours === null) return fault(what, 'never', todo);
  const days = Math.round(hours / 24);
  return days <= MOST_DRILL_DAYS ? fine(what, `${days} days ago`) : fault(what, `${days} days ago`, todo);
}

function sealed({ backups }: Inside): Finding {
  const what = 'backups off site';
  if (backups === null) return unseen(what, 'no BACKUP_TO here', ELSEWHERE);
  const { seal, shelf } = backups;
  if (!seal.isEncrypted) return fault(what, 'not encrypted', 'set BACKUP_KEY_FILE, and keep a copy of it elsewhere');
  return shelf.place.startsWith('s3://')
    ? fine(what, `encrypted, at ${shelf.place}`)
    : unseen(what, `encrypted, on this machine: ${shelf.place}`, 'copy it to another place, or set BACKUP_TO=s3://…');
}

async function disk(folder: string): Promise<Finding> {
  const what = `disk of ${folder}`;
  const at = await statfs(folder).catch(() => null);
  if (at === null) return unseen(what, 'there is no such folder', 'name those of the data with --data');
  const free = at.bavail * at.bsize;
  const share = at.bavail / at.blocks;
  const said = `${(free / GB).toFixed(1)} GB free, ${Math.round(share * 100)} %`;
  return share >= LEAST_SHARE && free >= GB
    ? fine(what, said)
    : fault(what, said, 'docker system df, old images and logs; then a larger disk');
}

async function couch({ couchUrl }: Inside): Promise<Finding> {
  const what = 'CouchDB';
  if (couchUrl === null) return unseen(what, 'no COUCHDB_URL here', ELSEWHERE);
  const answer = await ask(new URL('/', couchUrl));
  const version = /"version":\s*"([\d.]+)"/.exec(answer?.body ?? '')?.[1];
  if (version === undefined) return fault(what, 'does not answer', 'docker compose logs couchdb');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 5)
    ? fine(what, version)
    : fault(what, `${version} is too old`, 'CouchDB 3.5 or newer: docker compose pull couchdb');
}

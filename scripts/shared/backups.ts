import { resolve } from 'node:path';
import { backupsIn } from '@digiboost/server';

/** Where backups are: the folder that was named, what the environment says, or `backups` here. */
export function backupsAt(folder: string | undefined): NonNullable<ReturnType<typeof backupsIn>> {
  const place = folder === undefined ? process.env.BACKUP_TO || 'backups' : folder;
  const found = backupsIn({ ...process.env, BACKUP_TO: place.startsWith('s3://') ? place : resolve(place) });
  if (!found) throw new Error('BACKUP_TO names no place.');
  return found;
}

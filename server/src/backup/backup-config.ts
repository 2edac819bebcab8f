import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { z } from 'zod';
import type { Backups } from './make-backup.ts';
import { s3Shelf } from './s3-shelf.ts';
import { keySeal, plainSeal, readSealKey } from './seal.ts';
import { folderShelf } from './shelf.ts';

/** The variables that say where backups go. */
export const backupEnvironment = {
  BACKUP_TO: z.string().optional(),
  BACKUP_KEY: z.string().optional(),
  BACKUP_KEY_FILE: z.string().optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'BACKUP_AT must be a time of day such as 02:30' })
    .default('02:30'),
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'S3_ENDPOINT must be an address' }).optional(),
  S3_REGION: z.string().default('auto'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
};

type Values = z.infer<z.ZodObject<typeof backupEnvironment>>;

/** Where backups go and when (UTC); null: nowhere. */
export type BackupConfig = (Backups & { readonly at: string }) | null;

/** What the variables say, or one sentence for what is wrong with them. `s3://bucket/prefix` names a bucket. */
export function backupConfig(values: Values): Result<BackupConfig, string> {
  if (values.BACKUP_TO === undefined) return ok(null);
  const seal = sealOf(values);
  if (!seal.ok) return seal;
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(values.BACKUP_TO) ?? [];
  if (bucket === undefined) {
    return ok({ shelf: folderShelf(values.BACKUP_TO), seal: seal.value, at: values.BACKUP_AT });
  }
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  if (!endpoint || !accessKeyId || !secretAccessKey) {
    return fail('A BACKUP_TO in S3 needs S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.');
  }
  if (seal.value === plainSeal) return fail('A BACKUP_TO in S3 needs BACKUP_KEY: nothing leaves the machine readable.');
  const credentials = { accessKeyId, secretAccessKey, region: values.S3_REGION };
  const shelf = s3Shelf({ endpoint, bucket, prefix: prefix.replace(/\/+$/, ''), ...credentials });
  return ok({ shelf, seal: seal.value, at: values.BACKUP_AT });
}

function sealOf({ BACKUP_KEY: text, BACKUP_KEY_FILE: file }: Values): Result<Backups['seal'], string> {
  if (text === undefined && file === undefined) return ok(plainSeal);
  let key: ReturnType<typeof readSealKey>;
  try {
    key = readSealKey(text ?? readFileSync(file ?? '', 'utf8'));
  } catch {
    return fail(`BACKUP_KEY_FILE cannot be read: ${file}.`);
  }
  return key ? ok(keySeal(key)) : fail('BACKUP_KEY must be 32 bytes in base64 or hex: `openssl rand -base64 32`.');
}

/** Where the variables of the environment `env` say that backups go. Throws the sentence when they are wrong. */
export function backupsIn(env: Readonly<Record<string, string | undefined>>): BackupConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = z.object(backupEnvironment).safeParse(present);
  const config = parsed.success ? backupConfig(parsed.data) : fail(`${parsed.error.issues[0]?.message}.`);
  if (!config.ok) throw new Error(config.error);
  return config.value;
}

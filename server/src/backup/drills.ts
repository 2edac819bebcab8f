import type { Shelf } from './shelf.ts';

const FOLDER = 'drills';

/** Notes on the shelf that a restore of the backup made at `backup` was practised, and that everything came back. */
export const noteDrill = (shelf: Shelf, at: Date, backup: string): Promise<void> =>
  shelf.put(
    `${FOLDER}/${at.toISOString().replaceAll(':', '-')}.json`,
    new TextEncoder().encode(JSON.stringify({ backup })),
  );

/** When a restore was last practised; null: never. */
export async function lastDrill(shelf: Shelf): Promise<string | null> {
  const last = (await shelf.list(FOLDER)).at(-1);
  const [, day, time] = /(\d{4}-\d\d-\d\d)T(\d\d-\d\d-\d\d\.\d{3}Z)\.json$/.exec(last ?? '') ?? [];
  return day && time ? `${day}T${time.replaceAll('-', ':')}` : null;
}

import { z } from 'zod';

/** Entries of a list that one answer holds, unless it is asked for more or fewer; and the most that it holds. */
const PAGE = { usual: 100, most: 500 } as const;

/** A whole number in an address. */
export const whole = (least: number, most: number, error: string) =>
  z
    .string({ error })
    .regex(/^\d{1,12}$/, { error })
    .transform(Number)
    .pipe(z.number().min(least, { error }).max(most, { error }))
    .meta({
      override: ({ jsonSchema }) => {
        delete jsonSchema.pattern;
        Object.assign(jsonSchema, { type: 'integer', minimum: least, maximum: most });
      },
    });

/** Which part of a long list is asked for: the same of every such list, whatever its cursors (`after`) are made of. */
export const pageQuery = (cursor: RegExp) => ({
  limit: whole(1, PAGE.most, `La limite est un nombre de 1 à ${PAGE.most}.`)
    .default(PAGE.usual)
    .meta({ description: `Combien au plus : ${PAGE.usual} sans rien dire, ${PAGE.most} au plus.` }),
  after: z
    .string()
    .regex(cursor, { error: 'Reprenez la valeur « next » de la page précédente.' })
    .optional()
    .meta({ description: 'La valeur `next` de la page d’avant ; sans elle, la première page.' }),
});

/** How the next page of a list is asked for. */
export const next = z
  .string()
  .nullable()
  .meta({ description: 'À donner dans `after` pour la page suivante ; null : c’était la dernière.' });

/** The cursors of lists that are read whole: the place where the page before ended. */
const PLACE = /^\d{1,7}$/;
export const listPage = pageQuery(PLACE);

/** A page that was asked for. */
export interface Asked {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** One page of a list, and how to ask for the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const placeOf = ({ after = '0' }: Asked): number => Number(after);

/** Entries of a list to read, from its first on, for one page of it: one more tells whether there is another. */
export const entriesFor = (asked: Asked): number => placeOf(asked) + asked.limit + 1;

/** One page of a list of which everything up to its end, or one entry more, is at hand. */
export function pageOf<T>(all: readonly T[], asked: Asked): Page<T> {
  const end = placeOf(asked) + asked.limit;
  return { items: all.slice(placeOf(asked), end), next: end < all.length ? String(end) : null };
}

import { hasRight, type Right, SEEN, type Shop } from '@digiboost/domain/documents';
import { z } from 'zod';

/** What a schema says of a part that an administrator may keep from a role. */
const MARK = 'x-right';

const WHY: Readonly<Record<Extract<Right, 'COSTS'>, string>> = {
  COSTS: 'null : un administrateur ne montre pas les coûts et les marges à ce rôle.',
};

/**
 * A part of an answer that tells costs, margins or values of stock: null for those from whom an administrator keeps
 * them (decision 0049). Where an answer is shown, the mark is what hides it: no route decides.
 */
export function ofCosts<S extends z.ZodType>(schema: S): z.ZodNullable<S> {
  const { id: _, description, ...said } = schema.meta() ?? {};
  const nullable = schema instanceof z.ZodNullable ? (schema.unwrap() as z.ZodType).nullable() : schema.nullable();
  return nullable.meta({
    ...said,
    description: [description, WHY.COSTS].filter(Boolean).join(' '),
    [MARK]: 'COSTS',
  }) as z.ZodNullable<S>;
}

/** Whoever asks, as far as it matters for what they are shown. */
interface Asker {
  readonly role: string;
}

/** What of a shop says whom it shows what: its document, null when there is none. */
export interface Showing {
  readonly shop: Pick<Shop, 'settings'> | null;
}

/** Whether `asker` is shown what `right` is about. */
export const isShown = ({ shop }: Showing, { role }: Asker, right: Right): boolean =>
  hasRight(shop?.settings.limits, role, right);

/** What `asker` is shown, in a word: two who are shown the same get the same answers. */
export const shownRights = (showing: Showing, asker: Asker): string =>
  SEEN.filter((right) => isShown(showing, asker, right)).join();

/** Whether parts of answers are hidden from `asker`. */
const seesAll = (showing: Showing, asker: Asker): boolean => isShown(showing, asker, 'COSTS');

/** `answer` of `schema` as `asker` may see it: what is kept from them is null. */
export const shownTo = <A>(showing: Showing, asker: Asker, schema: z.ZodType, answer: A): A =>
  seesAll(showing, asker) ? answer : ((hiding(schema)?.(answer) ?? answer) as A);

type Hide = (value: unknown) => unknown;
const known = new WeakMap<z.ZodType, { readonly hide: Hide | null }>();

/** What hides the marked parts of a value of `schema`; null when it has none. */
function hiding(schema: z.ZodType): Hide | null {
  const before = known.get(schema);
  if (before) return before.hide;
  const hide = z.globalRegistry.get(schema)?.[MARK] === undefined ? within(schema) : () => null;
  known.set(schema, { hide });
  return hide;
}

function within(schema: z.ZodType): Hide | null {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    const hide = hiding(schema.unwrap() as z.ZodType);
    return hide && ((value) => (value === null || value === undefined ? value : hide(value)));
  }
  if (schema instanceof z.ZodArray) {
    const hide = hiding(schema.element as z.ZodType);
    return hide && ((value) => (value as unknown[]).map(hide));
  }
  if (!(schema instanceof z.ZodObject)) return null;
  const parts = Object.entries(schema.shape).flatMap(([field, part]) => {
    const hide = hiding(part as z.ZodType);
    return hide ? [[field, hide] as const] : [];
  });
  if (parts.length === 0) return null;
  return (value) => {
    const whole = value as Record<string, unknown>;
    return { ...whole, ...Object.fromEntries(parts.map(([field, hide]) => [field, hide(whole[field])])) };
  };
}

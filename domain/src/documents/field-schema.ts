import type * as z from 'zod/mini';
import { isEdited, isPlainObject } from './fields.ts';

/** A part of a schema, as far as fields are found by it. */
interface Part {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly innerType?: z.ZodMiniType;
      readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
      readonly keyType?: z.ZodMiniType;
      readonly valueType?: z.ZodMiniType;
    };
  };
}

const partOf = (schema: z.ZodMiniType): Part['_zod']['def'] => (schema as unknown as Part)._zod.def;
const own = (shape: Readonly<Record<string, z.ZodMiniType>> = {}, name: string): z.ZodMiniType | null =>
  Object.hasOwn(shape, name) ? (shape[name] ?? null) : null;

/** What may stand in a field. */
interface FieldSchema {
  readonly schema: z.ZodMiniType;
  /** Its fields are edited one by one: the field itself only says that it is there. */
  readonly isOuter: boolean;
  readonly isOptional: boolean;
}

/**
 * Of the documents of `schema`, the field that people edit under `name` (`salePrice`, `settings.timezone`), or null.
 */
function fieldOf(schema: z.ZodMiniType, name: string): FieldSchema | null {
  const [first = '', ...rest] = name.split('.');
  const outer = isEdited(first) ? own(partOf(schema).shape, first) : null;
  if (!outer) return null;
  const isOptional = partOf(outer).type === 'optional';
  const inside = partOf(partOf(outer).innerType ?? outer);
  const isOuter = inside.type === 'object' || inside.type === 'record';
  if (rest.length === 0) return { schema: outer, isOuter, isOptional };
  const key = rest.join('.');
  const { keyType, valueType } = inside;
  if (inside.type === 'record' && keyType && valueType) {
    return keyType.safeParse(key).success ? { schema: valueType, isOuter: false, isOptional: true } : null;
  }
  const inner = inside.type === 'object' ? own(inside.shape, key) : null;
  return inner && { schema: inner, isOuter: false, isOptional: partOf(inner).type === 'optional' };
}

/** Whether people edit a field of that name in the documents of `schema`. */
export const hasField = (schema: z.ZodMiniType, name: string): boolean => fieldOf(schema, name) !== null;

/** Whether the field `name` of the documents of `schema` may hold `value`; undefined: whether it may be missing. */
export function fieldHolds(schema: z.ZodMiniType, name: string, value: unknown): boolean {
  const field = fieldOf(schema, name);
  if (!field) return false;
  if (value === undefined) return field.isOptional;
  if (field.isOuter) return isPlainObject(value) && Object.keys(value).length === 0;
  return field.schema.safeParse(value).success;
}

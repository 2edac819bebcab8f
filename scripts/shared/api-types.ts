/** A schema of the API's description, as far as its types need it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** The API's description, as far as its types need it. */
export interface Description {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
  readonly paths?: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly tags?: readonly string[];
            readonly requestBody?: Content & { readonly required?: boolean };
            readonly responses: Readonly<Record<string, Content>>;
          }
        >
      >
    >
  >;
}

const BASE = '/api/v1';
const JSON_TYPE = 'application/json';

/**
 * The types of what the phone's operations take and answer, in TypeScript: types alone, nothing that is loaded. It
 * computes figures itself, and the platform's administrators have no phone.
 */
export function apiTypes({ components, paths = {} }: Description): string {
  const schemas = components?.schemas ?? {};
  const named = new Set<string>();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { tags: own = [], requestBody, responses }]) => {
      const { content } = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1] ?? {};
      const answer = content?.[JSON_TYPE]?.schema;
      const isFigures = responses['304'] !== undefined;
      const isOther = !path.startsWith(BASE) || own.includes('Boutiques') || own.includes('Fournisseurs');
      if (isFigures || isOther || (content && !answer)) return [];
      const body = requestBody?.content?.[JSON_TYPE]?.schema;
      const takes = body ? `body${requestBody?.required ? '' : '?'}: ${typeOf(body, named)}; ` : '';
      const key = `${method.toUpperCase()} ${path.slice(BASE.length)}`;
      return [`  '${key}': { ${takes}answer: ${answer ? typeOf(answer, named) : 'null'} };`];
    }),
  );
  const written: string[] = [];
  // A type may name others, which are written in their turn.
  for (const name of named) written.push(`  ${name}: ${typeOf(schemas[name] ?? {}, named)};`);
  return [
    '// Written by `npm run api-types` from the description of the API; `npm run check` holds it to that.',
    '',
    '/** What the API tells of, by its name in the description. */',
    'export interface ApiSchemas {',
    ...written.sort(),
    '}',
    '',
    '/** What each operation takes and answers; without an answer, null. */',
    'export interface ApiOperations {',
    ...operations,
    '}',
    '',
  ].join('\n');
}

function typeOf(schema: Schema, named: Set<string>): string {
  const { $ref, anyOf, enum: values, type, items, properties, additionalProperties } = schema;
  if ($ref) {
    const name = $ref.split('/').at(-1) ?? '';
    named.add(name);
    return `ApiSchemas['${name}']`;
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (anyOf) return anyOf.map((one) => typeOf(one, named)).join(' | ');
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one }, named)).join(' | ');
  if (type === 'array') return `readonly (${items ? typeOf(items, named) : 'unknown'})[]`;
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (properties && Object.keys(properties).length > 0) return objectOf(properties, schema.required ?? [], named);
  if (typeof additionalProperties === 'object')
    return `Readonly<Record<string, ${typeOf(additionalProperties, named)}>>`;
  return type === 'object' ? 'Readonly<Record<string, unknown>>' : 'unknown';
}

const objectOf = (
  properties: NonNullable<Schema['properties']>,
  required: readonly string[],
  named: Set<string>,
): string =>
  `{ ${Object.entries(properties)
    .map(([name, own]) => `readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(own, named)}`)
    .join('; ')} }`;

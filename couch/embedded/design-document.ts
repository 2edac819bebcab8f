import { CouchError } from './couch-error.ts';
import { compileMaps } from './sandbox.ts';

/** The named reduces the engine runs; reduces written in JavaScript are refused. */
const BUILT_IN_REDUCES = ['_sum', '_count', '_stats'] as const;
export type BuiltInReduce = (typeof BUILT_IN_REDUCES)[number];

/** One view of a design document. */
export interface ViewDefinition {
  name: string;
  map: string;
  reduce: BuiltInReduce | undefined;
}

/** The functions a design document carries. */
export interface DesignFunctions {
  views: ViewDefinition[];
  validate: string | undefined;
}

const invalid = (reason: string) => new CouchError(400, 'invalid_design_doc', reason);

const isBuiltIn = (name: unknown): name is BuiltInReduce => BUILT_IN_REDUCES.some((known) => known === name);

function viewOf(name: string, definition: unknown): ViewDefinition {
  if (typeof definition !== 'object' || definition === null || !('map' in definition)) {
    throw invalid(`View \`${name}\` must have a map function`);
  }
  const { map } = definition;
  const reduce = 'reduce' in definition ? definition.reduce : undefined;
  if (typeof map !== 'string') throw invalid('`map` in views must be a string');
  if (reduce !== undefined && !isBuiltIn(reduce))
    throw invalid(`\`${String(reduce)}\` is not a supported reduce function.`);
  return { name, map, reduce };
}

/** The functions of a design document; throws CouchDB's error for a shape it refuses. Indexes of `_find` carry none. */
export function designFunctions(document: Record<string, unknown>): DesignFunctions {
  if (document._deleted === true || document.language === 'query') return { views: [], validate: undefined };
  const { views = {}, validate_doc_update: validate } = document;
  if (typeof views !== 'object' || views === null || Array.isArray(views)) {
    throw invalid('`views` field must have object type');
  }
  if (validate !== undefined && typeof validate !== 'string') {
    throw invalid('`validate_doc_update` field must have string type');
  }
  return { views: Object.entries(views).map(([name, definition]) => viewOf(name, definition)), validate };
}

/** Refuses a design document whose views do not compile. Like CouchDB, a broken validation shows at the next write. */
export function checkDesignDocument(document: Record<string, unknown>): void {
  for (const { name, map } of designFunctions(document).views) {
    try {
      compileMaps([map]);
    } catch (failure) {
      const detail = failure instanceof Error ? failure.message : '';
      throw new CouchError(
        400,
        'compilation_error',
        `Compilation of the map function in the '${name}' view failed: ${detail}`,
      );
    }
  }
}

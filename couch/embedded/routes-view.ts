import { type Context, objectBody } from './context.ts';
import { badRequest, methodNotAllowed, notFound } from './couch-error.ts';
import type { Database } from './database.ts';
import type { DesignIndex } from './design-index.ts';
import { batchesOf, listed, sendPieces } from './pieces.ts';
import type { ViewIndex } from './view-index.ts';
import { fromQueryString, parseQueryOptions, type QueryOptions } from './view-options.ts';
import { type AnswerRow, queryView, type ViewAnswer } from './view-query.ts';

/** Answers `_view/<name>` and `_view/<name>/queries`. */
export async function routeView(
  context: Context,
  database: Database,
  design: string,
  path: readonly string[],
): Promise<void> {
  const { method, query, server } = context;
  const [name, queries, ...extra] = path;
  const isMulti = queries === 'queries';
  if (name === undefined || (queries !== undefined && !isMulti) || extra.length > 0) throw notFound();
  const methods = isMulti ? ['POST'] : ['GET', 'HEAD', 'POST'];
  if (!methods.includes(method)) throw methodNotAllowed(methods);
  const body = method === 'POST' ? await objectBody(context) : {};
  const index = await database.designIndex(design);
  const view = index.view(name);
  if (view === undefined) throw notFound('missing_named_view');
  server.databases.trimIndexes(database);
  const parameters = fromQueryString(query);
  if (!isMulti) {
    const prepared = prepare(database, index, view, { ...parameters, ...body });
    await sendPieces(context, database.lane.each(answerText(database, prepared)));
    return;
  }
  const list = body.queries;
  if (!Array.isArray(list)) throw badRequest('POST body must include `queries` parameter.');
  // All of them read one state, before anybody else has a turn: rows and sequence belong together.
  const prepared = list.map((one: unknown) =>
    prepare(database, index, view, { ...parameters, ...(typeof one === 'object' && one !== null ? one : {}) }),
  );
  await sendPieces(context, database.lane.each(answersText(database, prepared)));
}

interface Prepared {
  readonly options: QueryOptions;
  readonly answer: ViewAnswer;
  readonly seq: string;
}

function prepare(database: Database, { seq }: DesignIndex, view: ViewIndex, raw: Record<string, unknown>): Prepared {
  const { reduce, rows, sums } = view;
  const options = parseQueryOptions(raw);
  return { options, answer: queryView({ reduce, rows, sums }, options), seq: database.sequence(seq) };
}

async function* answersText(database: Database, prepared: readonly Prepared[]): AsyncGenerator<string> {
  yield '{"results":[';
  for (const [position, one] of prepared.entries()) {
    if (position > 0) yield ',';
    yield* answerText(database, one);
  }
  yield ']}\n';
}

async function* answerText(database: Database, { options, answer, seq }: Prepared): AsyncGenerator<string> {
  const head = JSON.stringify({ ...(options.updateSeq ? { update_seq: seq } : {}), ...answer.head });
  const batches = batchesOf(answer.rows);
  yield* listed(
    `${head.slice(0, -1)}${head === '{}' ? '' : ','}"rows":`,
    options.includeDocs ? withDocuments(database, batches, options) : batches,
    () => '}',
  );
}

/** Adds each row's document (that of `value._id` when the map names another one) for `include_docs`. */
async function* withDocuments(
  database: Database,
  batches: Iterable<readonly AnswerRow[]>,
  { conflicts }: QueryOptions,
): AsyncGenerator<readonly object[]> {
  for (const batch of batches) {
    const ids = batch.map((row) => linkedId(row.value) ?? ('id' in row ? row.id : ''));
    const { rows } = await database.store.allDocs({ keys: ids, include_docs: true, conflicts });
    yield batch.map((row, position) => ({ ...row, doc: rows[position]?.doc ?? null }));
  }
}

const linkedId = (value: unknown) =>
  typeof value === 'object' && value !== null && '_id' in value && typeof value._id === 'string'
    ? value._id
    : undefined;

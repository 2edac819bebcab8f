import { type Context, objectBody, send } from './context.ts';
import { badRequest, methodNotAllowed, notFound } from './couch-error.ts';
import type { Database } from './database.ts';
import type { ViewIndex } from './view-index.ts';
import { fromQueryString, parseQueryOptions } from './view-options.ts';
import { queryView, type ViewResult } from './view-query.ts';

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
  // Rows and sequence are read in one go, with no wait between: they belong together.
  const answer = (raw: Record<string, unknown>) => answerOne(view, database.sequence(index.seq), raw);
  if (!isMulti) {
    send(context, 200, await withDocuments(database, { ...parameters, ...body }, answer({ ...parameters, ...body })));
    return;
  }
  const list = body.queries;
  if (!Array.isArray(list)) throw badRequest('POST body must include `queries` parameter.');
  const asked = list.map((one: unknown) => ({
    ...parameters,
    ...(typeof one === 'object' && one !== null ? one : {}),
  }));
  const answers = asked.map(answer);
  const results = await Promise.all(
    answers.map((one, position) => withDocuments(database, asked[position] ?? {}, one)),
  );
  send(context, 200, { results });
}

function answerOne(view: ViewIndex, seq: string, raw: Record<string, unknown>): ViewResult & { update_seq?: string } {
  const options = parseQueryOptions(raw);
  const result = queryView(view, options);
  return options.updateSeq ? { update_seq: seq, ...result } : result;
}

/** Adds each row's document (that of `value._id` when the map names another one) for `include_docs`. */
async function withDocuments(database: Database, raw: Record<string, unknown>, result: ViewResult): Promise<object> {
  const { includeDocs, conflicts } = parseQueryOptions(raw);
  if (!includeDocs || !('total_rows' in result)) return result;
  const ids = result.rows.map(({ id, value }) => linkedId(value) ?? id);
  const { rows } = await database.store.allDocs({ keys: ids, include_docs: true, conflicts });
  return { ...result, rows: result.rows.map((row, position) => ({ ...row, doc: rows[position]?.doc ?? null })) };
}

const linkedId = (value: unknown) =>
  typeof value === 'object' && value !== null && '_id' in value && typeof value._id === 'string'
    ? value._id
    : undefined;

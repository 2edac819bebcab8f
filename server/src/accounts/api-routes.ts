import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { AnswerShape, Operation } from '../http/operation.ts';
import { type FieldError, type ProblemCode, sendProblem } from '../http/problem.ts';
import { readBody, readParts } from '../http/validate.ts';
import type { Guard, Member } from './require-user.ts';
import type { User } from './user-document.ts';

type DeepReadonly<T> = T extends (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

type Read<S> = S extends z.ZodType ? z.output<S> : Record<never, never>;
type Sent<S extends AnswerShape> = S extends z.ZodType
  ? [answer: DeepReadonly<z.input<S>>]
  : S extends null
    ? []
    : [answer: string];
type CallerOf<C extends Operation['callers']> = C extends 'anybody'
  ? null
  : C extends 'signed-in' | 'platform'
    ? User
    : Member;

type RefusalOf<O extends Operation> =
  | (O extends { readonly problems: readonly (infer C extends ProblemCode)[] } ? C : never)
  | 'invalid-request'
  | 'not-found';

/** What an operation's JSON answer of status 200 holds. */
export type AnswerOf<O extends Operation> = O['answers'] extends { readonly 200: infer S extends z.ZodType }
  ? DeepReadonly<z.input<S>>
  : never;

/** One call of an operation: who calls, what was asked as its schemas read it, and the answers that it may give. */
export interface Call<O extends Operation = Operation> {
  readonly operation: O;
  readonly req: Request;
  readonly res: Response;
  readonly caller: CallerOf<O['callers']>;
  /** The caller's session; empty without one. */
  readonly sessionId: string;
  readonly params: Read<O['params']>;
  readonly query: Read<O['query']>;
  readonly body: Read<O['body']>;
  /** Answers with one of the operation's statuses. */
  send<S extends keyof O['answers'] & number>(status: S, ...answer: Sent<O['answers'][S]>): void;
  /** Refuses; `errors` names the fields at fault. */
  refuse(code: RefusalOf<O>, errors?: readonly FieldError[]): void;
}

/** Answers one call. */
export type Handler<O extends Operation> = (call: Call<O>) => Promise<void>;

/** The routes of some operations. */
export interface ApiRoutes {
  readonly router: Router;
  /** Serves an operation; `before` comes before anything is read. */
  on<const O extends Operation>(operation: O, handler: Handler<O>, ...before: RequestHandler[]): ApiRoutes;
}

/** Routes whose callers `guard` lets in, and whose requests are read by their operations' schemas. */
export function apiRoutes(guard: Guard): ApiRoutes {
  const router = Router();
  const routes: ApiRoutes = {
    router,
    on(operation, handler, ...before) {
      router[operation.method](operation.path, ...before, guarded(guard, operation, handler as Handler<Operation>));
      return routes;
    },
  };
  return routes;
}

function guarded(guard: Guard, operation: Operation, handler: Handler<Operation>): RequestHandler {
  const { callers } = operation;
  const answer = (req: Request, res: Response, caller: User | null, sessionId: string): Promise<void> =>
    answered(operation, handler, { req, res, caller: caller as Member, sessionId });
  if (callers === 'anybody') return (req, res) => answer(req, res, null, '');
  if (callers === 'signed-in') return guard.user(answer);
  if (callers === 'platform') return guard.platform(answer);
  return guard.member(callers, answer);
}

async function answered(
  operation: Operation,
  handler: Handler<Operation>,
  entry: Pick<Call, 'req' | 'res' | 'caller' | 'sessionId'>,
): Promise<void> {
  const { req, res } = entry;
  if (operation.deprecated) tellEnd(res, operation.deprecated);
  const read = readParts(req, res, {
    params: operation.params ?? ANYTHING,
    query: operation.query ?? NOTHING,
  });
  if (!read) return;
  const { body: schema } = operation;
  const isLeftOut = schema instanceof z.ZodOptional && hasNoBody(req);
  const body = schema && !isLeftOut ? await readBody(schema, req, res) : { value: undefined };
  if (!body) return;
  await handler({
    ...entry,
    operation,
    ...read,
    body: body.value as Record<never, never>,
    send: (status: number, ...[answer]: unknown[]) => send(res, status, operation.answers[status], answer),
    refuse: (code: ProblemCode, errors) => sendProblem(res, code, errors),
  } as Call);
}

/** Says in an answer's headers since when its operation is not to be used, and until when it answers. */
function tellEnd(res: Response, { since, until }: NonNullable<Operation['deprecated']>): void {
  res.setHeader('Deprecation', `@${Date.parse(since) / 1_000}`);
  res.setHeader('Sunset', new Date(until).toUTCString());
}

/** Whether nothing was sent: browsers say a length of 0. */
const hasNoBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;

const ANYTHING = z.object({});
const NOTHING = z.strictObject({});

function send(res: Response, status: number, shape: AnswerShape | undefined, answer: unknown): void {
  res.status(status);
  if (!shape) res.end();
  else if ('mediaType' in shape) res.type(shape.mediaType).send(answer);
  else res.json(answer);
}

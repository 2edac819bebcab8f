import { isDeepStrictEqual } from 'node:util';
import { type Operation, problemsOf, servedAt } from '../http/operation.ts';
import { type ProblemCode, problemShown } from '../http/problem.ts';
import { OPERATIONS } from '../operations.ts';

/** The operation that a request is one of; of two, the one whose path says it word for word. */
function operationOf(method: string, path: string): Operation | undefined {
  const asked = path.split('?', 1)[0]?.split('/') ?? [];
  const isAsked = (of: Operation): boolean => {
    const parts = servedAt(of).split('/');
    const isPart = (part: string, index: number) => part === asked[index] || part.startsWith(':');
    return of.method === method.toLowerCase() && parts.length === asked.length && parts.every(isPart);
  };
  const found = OPERATIONS.filter(isAsked);
  return found.find((of) => !of.path.includes(':')) ?? found[0];
}

/** Throws when an answer is none that its operation's description says. */
export function checkAnswer(method: string, path: string, answer: Response, body: unknown): void {
  const of = operationOf(method, path);
  if (!of) return;
  const { status } = answer;
  const shape = of.answers[status];
  const fault = (what: string) => new Error(`${method} ${path} answered ${status}, ${what}`);
  if (answer.headers.get('content-type')?.includes('problem+json')) {
    const { code } = body as { code: ProblemCode };
    if (!problemsOf(of).includes(code)) throw fault(`and may not refuse with ${code}`);
    const { detail, ...known } = problemShown(code);
    if (Object.entries(known).some(([field, value]) => (body as Record<string, unknown>)[field] !== value))
      throw fault('which is not the problem that is documented');
  } else if (shape === undefined) throw fault('which its description does not say');
  else if (shape && !('mediaType' in shape)) {
    const parsed = shape.safeParse(body);
    if (!parsed.success) throw fault(`which is not what its description says: ${parsed.error.message}`);
    if (!isDeepStrictEqual(parsed.data, body)) throw fault('with fields that its description does not say');
  }
}

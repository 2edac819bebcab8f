import { type Admitted, admit, admitBody, type DoorRefusal } from '@digiboost/couch/door';
import type { Result } from '@digiboost/domain/shared/result';
import type { Context } from './context.ts';
import { CouchError } from './couch-error.ts';
import { parseTarget, readBody } from './request.ts';

/** Lets a member's request through as the door describes it, and throws when it describes none such. */
export function passDoor(context: Context): void {
  const { method, user, request } = context;
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  // What comes before it names the database, and was read already.
  const [, database = '', ...below] = path.split('/');
  const admitted = orThrow(admit(method, below.length > 0 ? `/${below.join('/')}` : '', query, user.name ?? ''));
  context.segments = parseTarget(`/${database}${admitted.path}`).segments;
  context.query = admitted.query;
  context.readBody = () => readAdmitted(context, admitted);
}

async function readAdmitted({ request }: Context, admitted: Admitted): Promise<unknown> {
  return orThrow(admitBody(admitted, await readBody(request, admitted.request.bytes)));
}

function orThrow<T>(result: Result<T, DoorRefusal>): T {
  if (result.ok) return result.value;
  const { status, error, reason } = result.error;
  throw new CouchError(status, error, reason);
}

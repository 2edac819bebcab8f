import { httpAuthApi } from './auth-api.ts';
import { DurableSession } from './durable-session.ts';
import { Session } from './session.ts';

export { isPin } from './pin.ts';
export type { SessionUser, TokenFault } from './types.ts';

/** The session of this tab. */
export const session = new Session({
  api: httpAuthApi(),
  storage: globalThis.localStorage,
  durable: new DurableSession(),
});

import type { Request, RequestHandler, Response } from 'express';
import { sendProblem } from '../http/problem.ts';
import { readAccessToken } from './access-token.ts';
import type { RefreshFamilies } from './refresh-families.ts';
import type { SigningKey } from './signing-key.ts';
import { type AccountRole, sessionVersionOf, toUser, type User } from './user-document.ts';
import type { UserStore } from './user-store.ts';

/** A user of a shop. */
export type Member = User & { readonly tenantId: string };

/** A route of somebody signed in. */
export type UserHandler<U extends User = User> = (
  req: Request,
  res: Response,
  user: U,
  sessionId: string,
) => Promise<void>;

/** Routes that only some may call. */
export interface Guard {
  /** Anybody signed in. */
  user(handler: UserHandler): RequestHandler;
  /** A shop's own users with one of `roles`. */
  member(roles: readonly AccountRole[], handler: UserHandler<Member>): RequestHandler;
  /** The platform's administrators. */
  platform(handler: UserHandler): RequestHandler;
}

const bearer = (req: Request): string | null => /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null;

/** Who calls, and whether their session is open, is read anew each time: what ends it holds at once. */
export function guard(
  users: UserStore,
  families: Pick<RefreshFamilies, 'isOpen'>,
  key: SigningKey,
  now: () => Date,
): Guard {
  const caller = async (req: Request): Promise<{ user: User; sessionId: string } | null> => {
    const token = bearer(req);
    const said = token === null ? null : readAccessToken(key, token, now());
    if (said === null) return null;
    const [doc, isOpen] = await Promise.all([users.document(said.userId), families.isOpen(said)]);
    const { sessionId } = said;
    return doc?.isActive && isOpen(sessionVersionOf(doc)) ? { user: toUser(doc), sessionId } : null;
  };

  const user =
    (handler: UserHandler): RequestHandler =>
    async (req, res) => {
      const found = await caller(req);
      if (found) await handler(req, res, found.user, found.sessionId);
      else sendProblem(res, 'not-authenticated');
    };

  return {
    user,
    member: (roles, handler) =>
      user(async (req, res, found, sessionId) => {
        const { tenantId } = found;
        if (tenantId === null || !roles.includes(found.role)) return sendProblem(res, 'forbidden');
        await handler(req, res, { ...found, tenantId }, sessionId);
      }),
    platform: (handler) =>
      user(async (req, res, found, sessionId) => {
        if (found.role !== 'platform') return sendProblem(res, 'forbidden');
        await handler(req, res, found, sessionId);
      }),
  };
}

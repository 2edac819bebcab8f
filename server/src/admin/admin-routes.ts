import { createHmac, timingSafeEqual } from 'node:crypto';
import cookieParser from 'cookie-parser';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { readAccessToken, signAccessToken } from '../accounts/access-token.ts';
import { cookieShape } from '../accounts/cookie.ts';
import type { LoginLimit } from '../accounts/login-limit.ts';
import type { Services } from '../accounts/services.ts';
import { normaliseEmail, sessionVersionOf, toUser, type User } from '../accounts/user-document.ts';
import { sameOrigin } from '../http/origin.ts';
import { sendProblem } from '../http/problem.ts';
import { addressOf, networkOf, requestRateLimit } from '../http/rate-limit.ts';
import type { Outbox } from '../notify/outbox/outbox.ts';
import { passwordMessage } from '../notify/password-message.ts';
import { adminActs } from './acts.ts';
import { ADMIN_POLICY, type PageSession, shopPage, shopsPage, signInPage } from './admin-page.ts';
import { shopStates, stateOf } from './shop-states.ts';

/** What the page needs of the server. */
export interface AdminParts {
  readonly services: Services;
  readonly outbox: Pick<Outbox, 'left' | 'enqueue'>;
  /** Where people reach the app. */
  readonly home: () => string;
  /** Messages that one shop may send in 24 hours. */
  readonly perDay: number;
  readonly logins: LoginLimit;
  readonly publicUrl: string | undefined;
  readonly requestsPerMinute: number;
  readonly now: () => Date;
}

/** An open session of the page. */
interface Entered {
  readonly user: User;
  readonly page: PageSession;
  readonly refreshToken: string;
}

const COOKIE = 'admin';
/** The session is over when nobody has done anything here for so long. */
const IDLE_MS = 15 * 60_000;
const ACTS_SHOWN = 30;
const WRONG = 'E-mail ou mot de passe incorrect.';

/**
 * The page of the platform's administrators, at /admin: how the shops stand and what their people may need, never what
 * they sell. Pages are made here, without a script; each form carries a proof that only this session's pages hold.
 */
export function adminRoutes(parts: AdminParts): RequestHandler {
  const { services, outbox, home, perDay, logins, publicUrl, now } = parts;
  const { users, tenants, sessions, families, devices, passwordLinks, key } = services;
  const acts = adminActs(services.control);
  const states = { tenants: tenants.store, devices, outbox, perDay };

  const shapeOf = (req: Request) => {
    const { name, options } = cookieShape(req, publicUrl, COOKIE);
    return { name, options: options.secure ? options : { ...options, path: '/admin' } };
  };
  const proofOf = (sessionId: string): string =>
    createHmac('sha256', key.mailSecret).update(`admin form ${sessionId}`).digest('base64url');
  const keep = (req: Request, res: Response, token: string, refreshToken: string): void => {
    const { name, options } = shapeOf(req);
    res.cookie(name, `${token}~${refreshToken}`, { ...options, maxAge: IDLE_MS });
  };

  /** Whose page it is, read anew each time as at every other door; it goes on for as long as somebody uses it. */
  async function entered(req: Request, res: Response): Promise<Entered | null> {
    const [token = '', refreshToken = ''] = String(req.cookies?.[shapeOf(req).name] ?? '').split('~');
    const said = readAccessToken(key, token, now());
    if (said === null) return null;
    const [doc, isOpen] = await Promise.all([users.store.document(said.userId), families.isOpen(said)]);
    if (!doc?.isActive || doc.role !== 'platform' || !isOpen(sessionVersionOf(doc))) return null;
    const user = toUser(doc);
    keep(req, res, signAccessToken(key, user, said.sessionId, now()), refreshToken);
    return { user, page: { email: user.email, proof: proofOf(said.sessionId) }, refreshToken };
  }

  const show = (res: Response, html: string, status = 200): void => {
    res.status(status).setHeader('Cache-Control', 'no-store').setHeader('Content-Security-Policy', ADMIN_POLICY);
    res.type('html').send(html);
  };
  const inside =
    (handle: (req: Request, res: Response, who: Entered) => Promise<void>): RequestHandler =>
    async (req, res) => {
      const who = await entered(req, res);
      if (!who) return show(res, signInPage(req.method === 'POST' ? 'Votre session a expiré.' : ''), 401);
      if (req.method === 'POST' && !isSame(String(req.body?.proof ?? ''), who.page.proof))
        return sendProblem(res, 'origin-refused');
      await handle(req, res, who);
    };

  const router = Router();
  router.use(
    requestRateLimit(parts.requestsPerMinute),
    cookieParser(),
    express.urlencoded({ extended: false, limit: '4kb' }),
  );
  router.post('*path', sameOrigin(publicUrl));

  router.post('/entree', async (req, res) => {
    const email = normaliseEmail(String(req.body?.email ?? ''));
    const tried = { account: email, address: addressOf(req), network: networkOf(req), device: null };
    const attempt = logins.begin(tried);
    if (typeof attempt === 'number') return show(res, signInPage('Trop d’essais. Patientez un moment.'), 429);
    const session = await sessions.login(email, String(req.body?.password ?? ''), null, now());
    // Whoever has a shop's account is told nothing else than a stranger.
    if (!session.ok || session.value.user.role !== 'platform') {
      if (session.ok) await sessions.logout(session.value.refreshToken, now());
      return show(res, signInPage(WRONG), 401);
    }
    attempt.forgive();
    const { accessToken, refreshToken } = session.value;
    keep(req, res, accessToken, refreshToken);
    await acts.note({ at: now().toISOString(), by: email, what: 'signed-in', tenantId: null, userId: null });
    res.redirect(303, '/admin');
  });

  router.post(
    '/sortie',
    inside(async (req, res, { refreshToken }) => {
      await sessions.logout(refreshToken, now());
      const { name, options } = shapeOf(req);
      res.clearCookie(name, options);
      show(res, signInPage('Vous êtes déconnecté.'));
    }),
  );

  router.get(
    '/',
    inside(async ({ query }, res, { page }) => {
      const search = typeof query.q === 'string' ? query.q.slice(0, 80) : '';
      const after = typeof query.apres === 'string' ? query.apres : '';
      const found = await shopStates(states, { text: search, after });
      const done = await acts.newest(ACTS_SHOWN);
      show(res, shopsPage(page, { ...found, search, acts: done, perDay, now: now().getTime() }));
    }),
  );

  async function showShop(res: Response, page: PageSession, id: string, said: string): Promise<void> {
    const shop = await tenants.store.find(id);
    if (!shop) return sendProblem(res, 'not-found');
    const [state, people] = await Promise.all([stateOf(states, shop), users.store.list(id)]);
    show(res, shopPage(page, { state, people, perDay, now: now().getTime(), said }));
  }
  router.get(
    '/boutiques/:id',
    inside((req, res, { page }) => showShop(res, page, String(req.params.id), '')),
  );

  router.post(
    '/boutiques/:id/mot-de-passe',
    inside(async (req, res, { user, page }) => {
      const tenantId = String(req.params.id);
      const by = req.body?.by === 'WHATSAPP' ? 'WHATSAPP' : 'EMAIL';
      const person = await users.store.document(String(req.body?.user ?? ''));
      if (!person || person.tenantId !== tenantId) return sendProblem(res, 'not-found');
      const at = now();
      const links = await passwordLinks.create(person.email, at);
      // Noted before it is sent: what is done here is never done unseen.
      const act = { at: at.toISOString(), by: user.email, tenantId, userId: toUser(person).id } as const;
      if (links.length > 0) await acts.note({ ...act, what: 'password-link' });
      await outbox.enqueue(
        links.map(({ member, token }) => passwordMessage(member, token, by, { home: home(), now: at })),
      );
      const sent = `Un lien pour choisir un autre mot de passe part vers ${by === 'EMAIL' ? person.email : person.whatsapp}.`;
      await showShop(
        res,
        page,
        tenantId,
        links.length > 0 ? sent : 'Un lien est parti il y a un instant : attendez une minute.',
      );
    }),
  );
  // The page of people, not of programs: the description of the API does not name it.
  return (req, res, next) => router(req, res, next);
}

const isSame = (given: string, right: string): boolean => {
  const [one, other] = [new TextEncoder().encode(given), new TextEncoder().encode(right)];
  return one.length === other.length && timingSafeEqual(one, other);
};

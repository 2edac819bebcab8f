import type { RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { addressOf } from '../http/rate-limit.ts';
import { apiRoutes } from './api-routes.ts';
import { type AddressLimit, sendWait } from './login-limit.ts';
import type { LinkOwner, PasswordLinks } from './password-links.ts';
import { ASK_PASSWORD_LINK, OPEN_PASSWORD_LINK, USE_PASSWORD_LINK } from './password-operations.ts';
import type { Guard } from './require-user.ts';

/** For people who forgot their password: they ask for a link, and choose another password with it. */
export function passwordRoutes(
  parts: {
    readonly links: PasswordLinks;
    /** Brings the link to the address, or to the number, that its owner has. */
    readonly send: (member: LinkOwner, token: string, by: 'EMAIL' | 'WHATSAPP', now: Date) => Promise<void>;
    readonly asked: AddressLimit;
    readonly ownOrigin: RequestHandler;
    readonly log: Logger;
    readonly now: () => Date;
  },
  guard: Guard,
): Router {
  const { links, send: bring, asked, ownOrigin, log, now } = parts;

  async function answerTo(login: string): Promise<void> {
    const by = login.startsWith('+') ? 'WHATSAPP' : 'EMAIL';
    for (const { member, token } of await links.create(login, now())) await bring(member, token, by, now());
  }

  return apiRoutes(guard)
    .on(
      ASK_PASSWORD_LINK,
      async ({ req, res, body: { email }, send }) => {
        // Each question counts: nobody fills a stranger's mailbox, nor tries addresses one after the other.
        const attempt = asked.begin(addressOf(req));
        if (typeof attempt === 'number') return sendWait(res, attempt);
        // The answer waits for nothing: how long it takes tells nobody whether there is an account.
        answerTo(email).catch((err: unknown) =>
          log.error({ err }, 'a link for a forgotten password could not be sent'),
        );
        send(202, {});
      },
      ownOrigin,
    )
    .on(OPEN_PASSWORD_LINK, async ({ body: { token }, send, refuse }) => {
      const member = await links.open(token, now());
      if (!member) return refuse('password-link-gone');
      send(200, { name: member.name, email: member.email });
    })
    .on(
      USE_PASSWORD_LINK,
      async ({ body: { token, password }, send, refuse }) => {
        const changed = await links.use(token, password, now());
        if (!changed.ok) return refuse(changed.error);
        send(204);
      },
      ownOrigin,
    ).router;
}

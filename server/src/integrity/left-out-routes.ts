import { isInstant } from '@digiboost/domain/shared/day';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard } from '../accounts/require-user.ts';
import type { Services } from '../accounts/services.ts';
import type { Couch, Stored } from '../couch/client.ts';
import { pageOf } from '../http/page.ts';
import { askViews } from '../shop/shop-views.ts';
import { settle } from './false-voids.ts';
import { letStand } from './forks.ts';
import { type LeftOutDocument, leftOutOf } from './left-out.ts';
import { WORDS, whatItIs } from './left-out-words.ts';
import { LET_STAND, LIST_LEFT_OUT } from './operations.ts';

/** What the server leaves out of a shop, for its administrators, who say which version of a forked record counts. */
export function leftOutRoutes(
  couch: Pick<Couch, 'setAside'>,
  { tenants, users }: Pick<Services, 'tenants' | 'users'>,
  guard: Guard,
  now: () => Date,
): Router {
  return apiRoutes(guard)
    .on(LIST_LEFT_OUT, async ({ caller: { tenantId }, query, send }) => {
      const shop = tenants.store.shop(tenantId);
      const unreadable = (await couch.setAside(shop.name)).map(({ id, rev }) => ({ _id: id, _rev: rev }));
      const [found, people] = await Promise.all([
        leftOutOf(shop, askViews(shop), unreadable),
        users.store.list(tenantId),
      ]);
      const names = new Map(people.map(({ id, name }) => [id, name]));
      const { items, next } = pageOf(found, query);
      send(200, { documents: items.map((one) => shown(one, names)), next });
    })
    .on(LET_STAND, async ({ caller: { tenantId }, params: { id }, body: { rev }, send, refuse }) => {
      const shop = tenants.store.shop(tenantId);
      const stands = await letStand(shop, askViews(shop), { id, rev });
      if (!stands.ok) return refuse(stands.error);
      // A void of it was compared with the version that won until now.
      await settle(shop, [`void:${id}`], now().toISOString());
      send(204);
    }).router;
}

function shown(one: LeftOutDocument, names: ReadonlyMap<string, string>) {
  const { kind, doc } = one;
  const { why, advice } = WORDS[kind];
  return {
    id: doc._id,
    kind,
    what: whatItIs(doc),
    ...recordedBy(doc, names),
    why: typeof why === 'string' ? why : why(one as LeftOutDocument & { kind: 'INVALID' }),
    advice,
    versions:
      one.kind === 'FORKED'
        ? one.fork.versions.map((version, index) => ({
            rev: version._rev,
            counts: index === 0,
            what: whatItIs(version),
            ...recordedBy(version, names),
          }))
        : [],
  };
}

/** Who recorded a document and when, as far as it says so. */
function recordedBy(doc: Stored, names: ReadonlyMap<string, string>) {
  const { createdBy, createdAt } = doc as { createdBy?: unknown; createdAt?: unknown };
  const by = typeof createdBy === 'string' ? (names.get(createdBy) ?? createdBy.slice(0, 64)) : null;
  return { by, at: typeof createdAt === 'string' && isInstant(createdAt) ? createdAt : null };
}

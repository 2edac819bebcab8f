import { type CouchAdmin, provisionTenant } from '@digiboost/couch/provisioning';
import type { Couch, Database } from '../couch/client.ts';
import { filesDatabase, type KeptFiles, keptFiles } from '../couch/kept-files.ts';
import { type DeviceStore, deviceStore } from './device-store.ts';
import { type EndedSessions, endedSessions } from './ended-sessions.ts';
import { type Invitations, invitations } from './invitations.ts';
import { type PasswordLinks, passwordLinks } from './password-links.ts';
import { type RefreshFamilies, refreshFamilies } from './refresh-families.ts';
import { type SessionService, sessionService } from './session-service.ts';
import type { SigningKey } from './signing-key.ts';
import { type TenantService, tenantService } from './tenant-service.ts';
import { type TenantStore, tenantStore } from './tenant-store.ts';
import { type UserService, userService } from './user-service.ts';
import { type UserStore, userStore } from './user-store.ts';

/** What the routes and the command line do their work with. */
export interface Services {
  readonly control: Database;
  /** What the server keeps for the shops beside their documents. */
  readonly files: KeptFiles;
  readonly key: SigningKey;
  readonly sessions: SessionService;
  readonly families: RefreshFamilies;
  readonly ended: EndedSessions;
  readonly users: { readonly store: UserStore; readonly service: UserService };
  readonly tenants: { readonly store: TenantStore; readonly service: TenantService };
  readonly devices: DeviceStore;
  readonly invitations: Invitations;
  readonly passwordLinks: PasswordLinks;
}

/** The services over one CouchDB and one control database. */
export function createServices(parts: {
  readonly couch: Couch;
  readonly admin: CouchAdmin;
  readonly controlDatabase: string;
  readonly key: SigningKey;
}): Services {
  const control = parts.couch.database(parts.controlDatabase);
  const ended = endedSessions(control);
  const families = refreshFamilies(control, parts.key.refreshSecret, ended);
  const users = userStore(control);
  const tenants = tenantStore(parts.couch, control);
  const people = { store: users, service: userService(users, families) };
  return {
    control,
    files: keptFiles(parts.couch.database(filesDatabase(parts.controlDatabase))),
    key: parts.key,
    sessions: sessionService(users, tenants, families, parts.key),
    families,
    ended,
    devices: deviceStore(control),
    users: people,
    invitations: invitations(control, people),
    passwordLinks: passwordLinks(control, people),
    tenants: {
      store: tenants,
      service: tenantService(tenants, users, (tenantId) => provisionTenant(parts.admin, tenantId)),
    },
  };
}

export { generateSigningKeyPem, loadSigningKey, type SigningKey } from './auth/signing-key.ts';
export { DEFAULTS, readConfig, type ServerConfig } from './config.ts';
export { openPlatform, type Platform, type PlatformConfig } from './platform.ts';
export { newVapidPrivateKey } from './push/vapid.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
export { tenantInput } from './tenants/tenant-input.ts';
export type { Tenant } from './tenants/tenant-store.ts';
export type { User } from './users/user-document.ts';
export { platformAdminInput, userInput } from './users/user-input.ts';

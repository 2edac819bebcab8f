export { openPlatform, type Platform, type PlatformConfig } from './accounts/platform.ts';
export { generateSigningKeyPem, loadSigningKey, type SigningKey } from './accounts/signing-key.ts';
export { tenantInput } from './accounts/tenant-input.ts';
export type { Tenant } from './accounts/tenant-store.ts';
export type { User } from './accounts/user-document.ts';
export { platformAdminInput, userInput } from './accounts/user-input.ts';
export { DEFAULTS, readConfig, type ServerConfig } from './config.ts';
export { newVapidPrivateKey } from './notify/channels/vapid.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';

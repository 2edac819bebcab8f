export { openPlatform, type Platform } from './accounts/platform.ts';
export { generateSigningKeyPem, loadSigningKey } from './accounts/signing-key.ts';
export { tenantInput } from './accounts/tenant-input.ts';
export type { Tenant } from './accounts/tenant-store.ts';
export type { User } from './accounts/user-document.ts';
export { platformAdminInput, userInput } from './accounts/user-input.ts';
export { readConfig } from './config.ts';
export { newVapidPrivateKey } from './notify/channels/vapid.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';

import type { Result } from '@digiboost/domain/shared/result';
import { fail, ok } from '@digiboost/domain/shared/result';
import type { ApiCall, ApiFault } from '../session/api-call.ts';

/**
 * Whether this phone can be pushed to: `install` needs the app on the home screen first (iPhone), `denied` was refused
 * in the phone's own settings.
 */
export type PushSupport = 'ready' | 'unsupported' | 'install' | 'denied';

/** Why the phone is not subscribed. */
export type PushFault = ApiFault | { readonly code: 'denied' | 'not-configured' | 'phone-refused' };

/** What of the browser is used; given by tests. */
export interface PushPlatform {
  readonly support: () => PushSupport;
  readonly ask: () => Promise<NotificationPermission>;
  readonly manager: () => Promise<PushManager>;
}

const isIPhone = (): boolean => /iPhone|iPad/.test(navigator.userAgent);

/** The phone's own push. */
export const browserPush: PushPlatform = {
  support() {
    if (typeof Notification === 'undefined' || !('serviceWorker' in navigator) || !('PushManager' in globalThis)) {
      return isIPhone() ? 'install' : 'unsupported';
    }
    return Notification.permission === 'denied' ? 'denied' : 'ready';
  },
  ask: () => Notification.requestPermission(),
  manager: async () => (await navigator.serviceWorker.ready).pushManager,
};

/** The subscription that this phone holds, or null. */
export async function currentSubscription(platform: PushPlatform): Promise<PushSubscription | null> {
  if (platform.support() !== 'ready') return null;
  const manager = await platform.manager();
  return manager.getSubscription();
}

/** Asks the person, subscribes the phone and tells the server. Only ever from a press. */
export async function subscribe(call: ApiCall, platform: PushPlatform): Promise<Result<void, PushFault>> {
  if ((await platform.ask()) !== 'granted') return fail({ code: 'denied' });
  const answer = await call('GET', '/push/key');
  if (!answer.ok) return answer;
  if (!answer.value.key) return fail({ code: 'not-configured' });
  let subscription: PushSubscription;
  try {
    const manager = await platform.manager();
    subscription = await manager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(answer.value.key),
    });
  } catch {
    // The browser does not say why: a refusal, no service of its own, no network to it.
    return fail({ code: 'phone-refused' });
  }
  const told = await tell(call, subscription);
  // Half a subscription would show "on" and never ring.
  if (!told.ok) await subscription.unsubscribe().catch(() => false);
  return told;
}

/** Ends this phone's subscription, at the server too when it can be reached; it forgets a dead one by itself. */
export async function unsubscribe(call: ApiCall, platform: PushPlatform): Promise<void> {
  const subscription = await currentSubscription(platform);
  if (!subscription) return;
  // The server forgets it all the same.
  await subscription.unsubscribe().catch(() => false);
  await call('DELETE', '/push/subscriptions', { endpoint: subscription.endpoint });
}

/** Tells the server again of the subscription that this phone holds: browsers renew them now and then. */
export async function renew(call: ApiCall, platform: PushPlatform): Promise<void> {
  const subscription = await currentSubscription(platform);
  if (subscription) await tell(call, subscription);
}

/** Takes the phone out of its owner's hands: nobody's alerts ring here after a sign-out. Throws when it cannot. */
export async function forget(platform: PushPlatform): Promise<void> {
  const subscription = await currentSubscription(platform);
  await subscription?.unsubscribe();
}

async function tell(call: ApiCall, subscription: PushSubscription): Promise<Result<void, PushFault>> {
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh, auth } = keys ?? {};
  // Half a subscription, of a browser that does not seal what it is sent, reaches nobody.
  if (!endpoint || !p256dh || !auth) return fail({ code: 'phone-refused' });
  const answer = await call('POST', '/push/subscriptions', { endpoint, keys: { p256dh, auth } });
  return answer.ok ? ok(undefined) : answer;
}

/** The bytes of a key in base64url. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

import { redirect } from '@sveltejs/kit';
import { session } from '$lib/session/index.ts';

/** Someone who is signed in, and may send, has nothing to do here. */
export function load(): void {
  if (session.user && !session.expired && !session.locked) redirect(307, '/');
}

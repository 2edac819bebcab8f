import { redirect } from '@sveltejs/kit';
import { session } from '$lib/session/index.ts';

/** Someone who is signed in, and may send, has nothing to do here. */
export async function load(): Promise<void> {
  await session.restore();
  if (session.user && !session.expired && !session.locked) redirect(307, '/');
}

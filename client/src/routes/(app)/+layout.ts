import { redirect } from '@sveltejs/kit';
import { session } from '$lib/session/index.ts';
import type { LayoutLoad } from './$types';

/** The shop opens for whoever signed in once on this phone, with or without a network. */
export const load: LayoutLoad = async ({ url }) => {
  await session.restore();
  if (session.user) return;
  const asked = url.pathname + url.search;
  redirect(307, asked === '/' ? '/connexion' : `/connexion?retour=${encodeURIComponent(asked)}`);
};

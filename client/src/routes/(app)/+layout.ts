import { redirect } from '@sveltejs/kit';
import { FirstLook } from '$lib/model/first-look.ts';
import { session } from '$lib/session/index.ts';
import type { LayoutLoad } from './$types';

// Beside the rest of the app's start, which takes a slow phone longer than reading them.
const firstLook = session.user && new FirstLook(session.user.tenantId);

/** The shop opens for whoever signed in once on this phone, with or without a network. */
export const load: LayoutLoad = async ({ url }) => {
  await session.restore();
  if (session.user) {
    await firstLook?.done;
    return { firstLook };
  }
  const asked = url.pathname + url.search;
  redirect(307, asked === '/' ? '/connexion' : `/connexion?retour=${encodeURIComponent(asked)}`);
};

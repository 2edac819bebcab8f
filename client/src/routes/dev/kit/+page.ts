import { error } from '@sveltejs/kit';

/** Only while one develops: the built app has neither this page nor what it shows. */
export const load = (): void => {
  if (!import.meta.env.DEV) error(404);
};

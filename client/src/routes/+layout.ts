/** Everything is drawn on the phone: the server only hands out files. */
export const ssr = false;
export const prerender = false;

import { httpUsersApi } from '$lib/features/settings/users-api.ts';
import { session } from '$lib/session/index.ts';
import { type People, peopleOf } from '$lib/session/people.svelte.ts';

/** The people of the open shop; an administrator's phone asks for them once. */
export function shopPeople(): { readonly people: People; readonly name: (id: string) => string | undefined } {
  const people = peopleOf(session.user?.tenantId ?? '');
  if (session.isAdmin) void people.learn(ask);
  return { people, name: (id) => people.name(id) };
}

async function ask() {
  const users = await httpUsersApi(() => session.accessToken()).list();
  return users.ok ? users.value : null;
}

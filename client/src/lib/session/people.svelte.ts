import { compareNames } from '@digiboost/domain/french';
import { session } from './index.ts';

/** A person of the shop. What is absent is not known on this phone. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** E.164; null: none was given. */
  readonly whatsapp?: string | null;
  readonly isActive?: boolean;
  readonly role?: string;
}

type Known = Omit<Person, 'id'>;

const keyOf = (tenant: string): string => `people:${tenant}`;

/**
 * The shop's people, to say who recorded what and whom an alert reaches: documents carry ids only. Kept on the phone,
 * since the server tells them to administrators only, and online.
 */
export class People {
  #known = $state.raw<Readonly<Record<string, Known>>>({});
  readonly #tenant: string;
  readonly #storage: Storage | undefined;
  readonly #self: () => Pick<Person, 'id' | 'name'> | null;
  #asked = false;

  /** `self`: who is signed in, of whom this phone always knows. */
  constructor(
    tenant: string,
    storage: Storage | undefined,
    self: () => Pick<Person, 'id' | 'name'> | null = () => null,
  ) {
    this.#self = self;
    this.#tenant = tenant;
    this.#storage = storage;
    this.#known = read(storage, tenant);
  }

  /** Undefined for somebody this phone never heard of. */
  name(id: string): string | undefined {
    const self = this.#self();
    return self?.id === id ? self.name : this.#of(id)?.name;
  }

  /** Everybody this phone heard of whose account is not closed, by name. */
  get active(): readonly Person[] {
    return Object.entries(this.#known)
      .filter(([, person]) => person.isActive !== false)
      .map(([id, person]) => ({ id, ...person }))
      .sort((a, b) => compareNames(a.name, b.name));
  }

  remember(people: readonly Person[]): void {
    const known = people.map(({ id, name, email, whatsapp, isActive, role }): [string, Known] => [
      id,
      {
        ...this.#of(id),
        name,
        ...(email === undefined ? {} : { email }),
        ...(whatsapp === undefined ? {} : { whatsapp }),
        ...(isActive === undefined ? {} : { isActive }),
        ...(role === undefined ? {} : { role }),
      },
    ]);
    this.#known = { ...this.#known, ...Object.fromEntries(known) };
    try {
      this.#storage?.setItem(keyOf(this.#tenant), JSON.stringify(this.#known));
    } catch {
      // A full phone asks again next time.
      return;
    }
  }

  /** Asks for the people, once per page however often it is called; without an answer it asks again. */
  async learn(ask: () => Promise<readonly Person[] | null>): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    // Asked again at the next occasion.
    const people = await ask().catch(() => null);
    if (people) this.remember(people);
    else this.#asked = false;
  }

  #of(id: string): Known | undefined {
    return Object.hasOwn(this.#known, id) ? this.#known[id] : undefined;
  }
}

/** What was kept; an earlier version of the app kept a bare name for each person. */
function read(storage: Storage | undefined, tenant: string): Record<string, Known> {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(keyOf(tenant)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).flatMap(([id, value]: [string, unknown]): [string, Known][] => {
        if (typeof value === 'string') return [[id, { name: value }]];
        const isKnown = typeof value === 'object' && value !== null && 'name' in value;
        return isKnown && typeof value.name === 'string' ? [[id, value as Known]] : [];
      }),
    );
  } catch {
    // Cut off while it was kept: the server is asked again.
    return {};
  }
}

let open: { readonly tenant: string; readonly people: People } | undefined;

/** The people of a shop: the same for every screen of the page. */
export function peopleOf(tenant: string): People {
  if (open?.tenant !== tenant)
    open = { tenant, people: new People(tenant, globalThis.localStorage, () => session.user) };
  return open.people;
}

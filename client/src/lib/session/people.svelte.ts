/** A person of the shop, by name. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

const keyOf = (tenant: string): string => `people:${tenant}`;

/**
 * Names of the shop's people, to say who recorded what: documents carry ids only. Kept on the phone, since the server
 * tells them to administrators only, and online.
 */
export class People {
  #names = $state.raw<Readonly<Record<string, string>>>({});
  readonly #tenant: string;
  readonly #storage: Storage | undefined;
  #asked = false;

  constructor(tenant: string, storage: Storage | undefined) {
    this.#tenant = tenant;
    this.#storage = storage;
    try {
      const kept: unknown = JSON.parse(storage?.getItem(keyOf(tenant)) ?? '{}');
      if (typeof kept === 'object' && kept !== null) this.#names = kept as Record<string, string>;
    } catch {
      this.#names = {};
    }
  }

  /** Undefined for somebody this phone never heard of. */
  name(id: string): string | undefined {
    return Object.hasOwn(this.#names, id) ? this.#names[id] : undefined;
  }

  remember(people: readonly Person[]): void {
    this.#names = { ...this.#names, ...Object.fromEntries(people.map(({ id, name }) => [id, name])) };
    try {
      this.#storage?.setItem(keyOf(this.#tenant), JSON.stringify(this.#names));
    } catch {
      // A full phone asks again next time.
      return;
    }
  }

  /** Asks for the names, once per page however often it is called; without an answer it asks again. */
  async learn(ask: () => Promise<readonly Person[] | null>): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    const people = await ask().catch(() => null);
    if (people) this.remember(people);
    else this.#asked = false;
  }
}

let open: { readonly tenant: string; readonly people: People } | undefined;

/** The people of a shop: the same for every screen of the page. */
export function peopleOf(tenant: string): People {
  if (open?.tenant !== tenant) open = { tenant, people: new People(tenant, globalThis.localStorage) };
  return open.people;
}

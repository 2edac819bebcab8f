import {
  DONE,
  isWithin,
  LIMITS,
  latestLimits,
  type Right,
  type RoleLimits,
  revise,
  SEEN,
  type Shop,
} from '@digiboost/domain/documents';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';

const KNOWN: readonly string[] = [...SEEN, ...DONE];

/** What the roles of a shop may, as it is being said: each change makes another version, in force from then on. */
export class LimitsForm extends DocumentWriter {
  readonly user = $state<Partial<Record<Right, boolean>>>({});
  readonly viewer = $state<Partial<Record<Right, boolean>>>({});
  /** Percent that sellers take off by themselves. */
  discount = $state<number | null>(100);
  isTried = $state(false);
  readonly #shop: Shop;

  constructor(replica: WritingReplica, shop: Shop) {
    super(replica);
    this.#shop = shop;
    const version = latestLimits(shop.settings.limits);
    for (const right of [...SEEN, ...DONE]) this.user[right] = !version?.user.includes(right);
    for (const right of SEEN) this.viewer[right] = !version?.viewer.includes(right);
    this.discount = version?.discount ?? 100;
  }

  get isWrong(): boolean {
    return !isWithin(this.discount, [0, 100]);
  }

  /** True once it is durable on this phone, or was so already. */
  save(): Promise<boolean> {
    this.isTried = true;
    const { discount } = this;
    if (this.isWrong || discount === null) return Promise.resolve(false);
    return this.write(async () => {
      // Another administrator's edit of something else stays.
      const shop = (await this.replica.get<Shop>('shop')) ?? this.#shop;
      const before = shop.settings.limits ?? [];
      const version = latestLimits(before);
      const said = {
        discount,
        user: deniedBy(this.user, version?.user),
        viewer: deniedBy(this.viewer, version?.viewer),
      };
      if (version && sayTheSame(version, said)) return [];
      const author = this.replica.author();
      const next: RoleLimits = { key: this.replica.newKey(), since: after(version, author.at), ...said };
      const limits = [...before, next].slice(-LIMITS.shop.limits);
      return [revise(shop, { settings: { ...shop.settings, limits } }, author)];
    });
  }
}

/** What is denied; what only a later version of the app knows of stays as it was. */
const deniedBy = (allowed: Partial<Record<Right, boolean>>, before: readonly string[] = []): string[] => [
  ...[...SEEN, ...DONE].filter((right) => allowed[right] === false),
  ...before.filter((right) => !KNOWN.includes(right)),
];

const sayTheSame = (version: RoleLimits, said: Omit<RoleLimits, 'key' | 'since'>): boolean =>
  version.discount === said.discount &&
  version.user.join() === said.user.join() &&
  version.viewer.join() === said.viewer.join();

/** Later than the version before, however fast the clock was that dated that one. */
const after = (version: RoleLimits | undefined, at: string): string =>
  version && version.since >= at ? new Date(Date.parse(version.since) + 1).toISOString() : at;

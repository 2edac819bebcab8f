import { isWithin, LIMITS, revise, type Shop } from '@digiboost/domain/documents';
import type { Replica } from '../../replica/types.ts';
import { settings } from './fr.ts';

type Faults = Partial<Record<'name' | 'serviceTarget' | 'coverageDays', string>>;

/** The form of the shop's own document. */
export class ShopForm {
  readonly #replica: Replica;
  #shop: Shop;
  name = $state('');
  ninea = $state('');
  phone = $state('');
  address = $state('');
  /** Percent. */
  serviceTarget = $state<number | null>(null);
  coverageDays = $state<number | null>(null);
  monthlyTarget = $state<number | null>(null);
  saving = $state(false);
  #asked = $state(false);

  readonly faults = $derived.by((): Faults => {
    if (!this.#asked) return {};
    const faults: Faults = {};
    if (this.name.trim() === '') faults.name = settings.shop.missingName;
    const [lowest, highest] = LIMITS.shop.serviceTarget;
    if (!isWithin(this.serviceTarget, [lowest * 100, highest * 100])) faults.serviceTarget = settings.shop.badService;
    if (!isWithin(this.coverageDays, LIMITS.shop.coverageDays)) faults.coverageDays = settings.shop.badCoverage;
    return faults;
  });

  constructor(replica: Replica, shop: Shop) {
    this.#replica = replica;
    this.#shop = shop;
    this.name = shop.name;
    this.ninea = shop.ninea ?? '';
    this.phone = shop.phone ?? '';
    this.address = shop.address ?? '';
    this.serviceTarget = Math.round(shop.settings.serviceTarget * 1000) / 10;
    this.coverageDays = shop.settings.coverageDays;
    this.monthlyTarget = shop.settings.monthlyTarget;
  }

  /** Stores what was changed; false when a field has to be mended first. Throws ReplicaError when it cannot be stored. */
  async save(): Promise<boolean> {
    this.#asked = true;
    if (Object.keys(this.faults).length > 0 || this.saving) return false;
    this.saving = true;
    try {
      // Another phone may have changed the shop since the form was opened: only this form's own changes are made.
      const current = (await this.#replica.get<Shop>('shop')) ?? this.#shop;
      const revised = revise(current, this.#changes(current), this.#replica.author());
      if (revised !== current) await this.#replica.put([revised]);
      this.#shop = revised;
      return true;
    } finally {
      this.saving = false;
    }
  }

  #changes(current: Shop): Partial<Shop> {
    const before = this.#shop;
    const optional = (text: string): string | undefined => text.trim() || undefined;
    const fields = {
      name: this.name.trim(),
      ninea: optional(this.ninea),
      phone: optional(this.phone),
      address: optional(this.address),
    };
    const goals = {
      serviceTarget: Math.round((this.serviceTarget ?? 0) * 10) / 1000,
      coverageDays: this.coverageDays ?? before.settings.coverageDays,
      monthlyTarget: this.monthlyTarget ?? 0,
    };
    const changed = Object.entries(fields).filter(([name, value]) => value !== before[name as keyof typeof fields]);
    const changedGoals = Object.entries(goals).filter(
      ([name, value]) => value !== before.settings[name as keyof typeof goals],
    );
    return {
      ...Object.fromEntries(changed),
      settings: { ...current.settings, ...Object.fromEntries(changedGoals) },
    };
  }
}

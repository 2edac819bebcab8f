import { tenantDatabase } from '@digiboost/couch/provisioning';
import type { Sequences } from '../couch/client.ts';

/** Ticks in which every shop is looked at once. */
const TICKS = 10;
/** Shops that a tick looks at, should it have that many: a small installation is looked through each time. */
const LEAST = 50;

/** What going round needs. */
export interface RoundParts {
  readonly sequences: Pick<Sequences, 'of'>;
  /** All shops, to begin a round with. */
  readonly all: () => Promise<readonly string[]>;
  /** The sequence that a shop's last check saw; null when it has to be checked whatever its sequence is. */
  readonly checked: (tenantId: string) => number | null;
}

/** Goes round the shops and compares how far each has come with how far it was checked. */
export interface Rounds {
  /** Something may have been missed: the next look is at every shop. */
  suspect(): void;
  /**
   * Looks at the next shops, and resolves to those with something unchecked. What could not be looked at because the
   * database is away is looked at next time; it rejects then.
   */
  look(): Promise<string[]>;
}

/**
 * The net under the feed of changes: whatever the feed forgot to tell is found within ten looks. Each asks the database
 * for a tenth of the shops (one request for a hundred of them), and a shop that has not changed for nothing more.
 */
export function createRounds({ sequences, all, checked }: RoundParts): Rounds {
  let left: readonly string[] = [];
  let slice = 0;
  let isSuspect = false;

  return {
    suspect() {
      isSuspect = true;
    },
    async look() {
      const isWhole = isSuspect;
      isSuspect = false;
      try {
        if (isWhole || left.length === 0) {
          left = await all();
          slice = Math.max(LEAST, Math.ceil(left.length / TICKS));
        }
        const looked = isWhole ? left : left.slice(0, slice);
        const found = await sequences.of(looked.map(tenantDatabase));
        left = left.slice(looked.length);
        return looked.filter((tenantId) => {
          const sequence = found.get(tenantDatabase(tenantId));
          return sequence !== undefined && sequence !== checked(tenantId);
        });
      } catch (error) {
        isSuspect ||= isWhole;
        throw error;
      }
    },
  };
}

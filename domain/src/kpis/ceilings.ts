import type { Shop } from '../documents/shop.ts';
import type { DayTotals } from '../ledger/tickets.ts';
import type { Day } from '../shared/day.ts';

/** A yearly turnover up to which a lighter regime is open to a shop. */
export interface Ceiling {
  readonly key: 'CGU' | 'SMT';
  readonly label: string;
  /** FCFA. */
  readonly most: number;
  /** FCFA sold in the year until now. */
  readonly sold: number;
  readonly state: 'FAR' | 'NEAR' | 'OVER';
  /** Where the ceiling stands. */
  readonly source: string;
}

/** From this share on somebody is warned. */
const NEAR = 0.8;

/** What stands unless the shop says otherwise, and where. Both are to be confirmed by the shop's tax office. */
const CEILINGS = {
  CGU: {
    most: 50_000_000,
    label: 'Contribution globale unique (CGU), toutes taxes comprises',
    source: 'Code général des impôts du Sénégal, contribution globale unique',
  },
  SMT: {
    most: 60_000_000,
    label: 'Système minimal de trésorerie (SMT), commerce, hors taxes',
    source: 'Acte uniforme OHADA relatif au droit comptable (AUDCIF 2017), article 13',
  },
} as const;

/** The ceilings that stand for a shop, FCFA: its own, or else the usual ones. */
export const ceilingsOf = (
  settings: Pick<Shop['settings'], 'cguCeiling' | 'smtCeiling'> | undefined,
): Readonly<Record<Ceiling['key'], number>> => ({
  CGU: settings?.cguCeiling || CEILINGS.CGU.most,
  SMT: settings?.smtCeiling || CEILINGS.SMT.most,
});

/** How far the sales of the year of `today` are from each ceiling. */
export function ceilings(
  totals: Iterable<DayTotals>,
  settings: Pick<Shop['settings'], 'cguCeiling' | 'smtCeiling'> | undefined,
  today: Day,
): Ceiling[] {
  const first = `${today.slice(0, 4)}-01-01`;
  let sold = 0;
  for (const { day, revenue } of totals) if (day >= first && day <= today) sold += revenue;
  const standing = ceilingsOf(settings);
  return (['CGU', 'SMT'] as const).map((key) => {
    const { label, source } = CEILINGS[key];
    const most = standing[key];
    return { key, label, source, most, sold, state: sold > most ? 'OVER' : sold >= most * NEAR ? 'NEAR' : 'FAR' };
  });
}

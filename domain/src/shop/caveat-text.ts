import type { Caveat } from '../forecast/index.ts';
import { formatDays, formatQuantity } from '../french/index.ts';
import type { ShopOutlook } from './outlook.ts';

/** The special periods of the calendar, as they stand in a sentence. */
const EVENTS: Readonly<Record<string, string>> = {
  RAMADAN: 'le Ramadan',
  KORITE: 'la Korité',
  TABASKI: 'la Tabaski',
  MAGAL: 'le Magal',
  GAMOU: 'le Gamou',
  SCHOOL_START: 'la rentrée',
  YEAR_END: 'la fin d’année',
  PAYDAY: 'la période des salaires',
};

/** Why a forecast is to be taken with care, and what follows, in one sentence; `unit` is the product's. */
export function caveatText(caveat: Caveat, unit: string): string {
  switch (caveat.kind) {
    case 'CLOSED':
      return `Boutique fermée, ou rien d’enregistré, depuis ${formatDays(caveat.days)} : on s’attend aux ventes d’avant dès la réouverture.`;
    case 'CLOSED_LAST_YEAR':
      return `L’an dernier à cette époque, la boutique a fermé environ ${formatDays(caveat.days)} : si elle ferme encore, les ruptures viendront plus tard.`;
    case 'STOPPING':
      return 'Ce produit ne se vend plus : rien n’est proposé à l’achat tant qu’il ne se vend pas de nouveau.';
    case 'EVENT': {
      const name = EVENTS[caveat.event] ?? 'une période spéciale';
      const when = caveat.day > 1 ? `${name} commence dans ${formatDays(caveat.day - 1)}` : `c’est ${name}`;
      return `${when.charAt(0).toUpperCase()}${when.slice(1)} : cette boutique ne l’a pas encore vécu en entier, les ventes peuvent beaucoup changer.`;
    }
    case 'LARGE_ORDER':
      return `Une vente de ${formatQuantity(caveat.units, unit)} il y a ${formatDays(caveat.ago)} sort de l’ordinaire : elle n’est pas comptée dans les ventes attendues.`;
    case 'STOCK_UNKNOWN':
      return 'Stock jamais compté : comptez-le pour savoir quand il manquera. Un jour sans vente était peut-être un jour sans stock.';
  }
}

const OF_THE_SHOP: ReadonlySet<Caveat['kind']> = new Set(['CLOSED', 'CLOSED_LAST_YEAR', 'EVENT']);

/** The caveats that hold for every product of the shop. */
export function shopCaveats({ products }: Pick<ShopOutlook, 'products'>): Caveat[] {
  for (const { forecast } of products.values()) return forecast.caveats.filter(({ kind }) => OF_THE_SHOP.has(kind));
  return [];
}

import { plural } from '@digiboost/domain/french';

/** Words of the bell in the frame: its own file, for it is on the first screen. */
export const bell = (count: number): string =>
  count === 0 ? 'Alertes' : plural(count, 'alerte ouverte', 'alertes ouvertes');

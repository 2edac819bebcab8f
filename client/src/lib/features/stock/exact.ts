import { fromMilli, toMilli } from '@digiboost/domain/shared/quantity';

/** A computed quantity with its 3 decimals, so that 0.1 + 0.2 shows and stores as 0.3. */
export const exact = (quantity: number): number => fromMilli(toMilli(quantity));

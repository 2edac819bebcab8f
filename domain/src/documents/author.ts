import type { Instant } from '../shared/day.ts';

/** Who writes, from which device, and when. */
export interface Author {
  readonly at: Instant;
  readonly by: string;
  readonly deviceId: string;
}

/** The fields that say who recorded a document. */
export const stampOf = (author: Author) => ({
  createdAt: author.at,
  createdBy: author.by,
  deviceId: author.deviceId,
});

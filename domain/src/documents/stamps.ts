import { isInstant } from '../shared/day.ts';
import type { Author } from './author.ts';

/** When, by whom and on which device a field got its value: `<instant>|<user>|<device>`. Stamps sort by time. */
export type Stamp = string;

/** Stamps that a field keeps: enough for devices that were apart during as many edits of one field. */
export const KEPT_STAMPS = 12;

const textOf = ({ at, by, deviceId }: Author): Stamp => `${at}|${by}|${deviceId}`;

/** The author that a stamp names. */
export function authorOf(stamp: Stamp): Author {
  const [at = '', by = '', deviceId = ''] = stamp.split('|');
  return { at, by, deviceId };
}

/** Whether `value` is a stamp: an instant, a person and a device, each of them there. */
export function isStamp(value: string): boolean {
  const [at = '', by, deviceId, ...more] = value.split('|');
  return isInstant(at) && !!by && !!deviceId && more.length === 0;
}

/** The stamp that every field of a document has from its creation. */
export const creationStamp = (doc: { createdAt: string; createdBy: string; deviceId: string }): Stamp =>
  textOf({ at: doc.createdAt, by: doc.createdBy, deviceId: doc.deviceId });

/**
 * The stamp of an edit by `author` who has seen `last`. It is always later: whoever edits a value knowingly must win
 * over it, even when their clock is slow.
 */
export function nextStamp(author: Author, last: Stamp): Stamp {
  const stamp = textOf(author);
  if (stamp > last) return stamp;
  return textOf({ ...author, at: new Date(Date.parse(authorOf(last).at) + 1).toISOString() });
}

/** The last stamp of `stamps`, '' for none. */
export const lastStamp = (stamps: readonly Stamp[]): Stamp => stamps.at(-1) ?? '';

/** Both lists as one, sorted, without repetition, the newest of them only. */
export const unite = (a: readonly Stamp[], b: readonly Stamp[]): Stamp[] =>
  [...new Set([...a, ...b])].sort().slice(-KEPT_STAMPS);

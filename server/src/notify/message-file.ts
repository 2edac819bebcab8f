import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { FileContent, KeptFiles } from '../couch/kept-files.ts';
import type { Outcome } from './channel.ts';
import type { Delivery, DeliveryContent } from './delivery.ts';

/** The file that a message brings, null for none; or what became of the try without it. */
export type FileOf = (delivery: Delivery) => Promise<Result<FileContent | null, Outcome>>;

/** Reads the files of messages among those that are kept. */
export const filesOf =
  (files: Pick<KeptFiles, 'read'>): FileOf =>
  async ({ tenantId, file }) => {
    if (!file) return ok(null);
    try {
      const found = await files.read(tenantId, file.id);
      return found ? ok(found) : fail({ kind: 'refused', reason: 'file-gone' });
    } catch {
      // Nothing has been sent yet.
      return fail({ kind: 'later', reason: 'no-answer' });
    }
  };

/** What a message says where its file cannot come with it: the link to it, in the text and as the last variable. */
export const withLink = (content: DeliveryContent, link: string | null): DeliveryContent =>
  link === null ? content : { ...content, text: `${content.text}\n\n${link}`, variables: [...content.variables, link] };

import * as z from 'zod/mini';
import { couchFields, editable, key, text } from './base.ts';
import { LIMITS } from './limits.ts';

/** An administrator who may approve on any phone of the shop, without a network, by a code. */
export const approverSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.templateLiteral(['approver:', key]),
  type: z.literal('approver'),
  name: text(LIMITS.approver.name, 1),
  /**
   * By what the code is known without being kept: `<iterations>.<salt>.<hash>` of PBKDF2 with SHA-256, in base64. One
   * text: two edits of it never mix. Absent once it was withdrawn.
   */
  code: z.optional(text(200).check(z.regex(/^\d{1,8}\.[\w+/=]{16,}\.[\w+/=]{16,}$/))),
});
export type Approver = z.infer<typeof approverSchema>;
export const approverId = (userId: string): Approver['_id'] => `approver:${userId}`;

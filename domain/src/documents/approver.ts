import * as z from 'zod/mini';
import { couchFields, editable, key, text } from './base.ts';
import { LIMITS } from './limits.ts';

/** How a code is known without being kept: PBKDF2 with SHA-256, in base64. */
export const codeHash = z.strictObject({
  salt: text(64, 16),
  iterations: z.number().check(z.int(), z.minimum(1), z.maximum(10_000_000)),
  hash: text(88, 16),
});
export type CodeHash = z.infer<typeof codeHash>;

/** An administrator who may approve on any phone of the shop, without a network, by a code. */
export const approverSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: z.templateLiteral(['approver:', key]),
  type: z.literal('approver'),
  name: text(LIMITS.approver.name, 1),
  /** Absent once it was withdrawn. */
  code: z.optional(codeHash),
});
export type Approver = z.infer<typeof approverSchema>;
export const approverId = (userId: string): Approver['_id'] => `approver:${userId}`;

import { COMPANION_OPERATIONS } from './accounts/companion-operations.ts';
import { INVITATION_OPERATIONS } from './accounts/invitation-operations.ts';
import { ACCOUNT_OPERATIONS } from './accounts/operations.ts';
import { PASSWORD_OPERATIONS } from './accounts/password-operations.ts';
import { AGENT_OPERATIONS } from './agents/operations.ts';
import { ALERT_OPERATIONS } from './alerts/operations.ts';
import { PROVIDER_OPERATIONS } from './conversation/operations.ts';
import { MONEY_OPERATIONS } from './figures/money-operations.ts';
import { FIGURE_OPERATIONS } from './figures/operations.ts';
import { SERVICE_OPERATIONS } from './health-routes.ts';
import { DOCS_OPERATIONS } from './http/openapi.ts';
import type { Operation } from './http/operation.ts';
import { INTEGRITY_OPERATIONS } from './integrity/operations.ts';
import { MESSAGE_OPERATIONS } from './notify/operations.ts';
import { REPORT_OPERATIONS } from './reports/operations.ts';

/** One line for each room that has some. */
const EVERY = [
  ...ACCOUNT_OPERATIONS,
  ...COMPANION_OPERATIONS,
  ...INVITATION_OPERATIONS,
  ...PASSWORD_OPERATIONS,
  ...FIGURE_OPERATIONS,
  ...AGENT_OPERATIONS,
  ...ALERT_OPERATIONS,
  ...INTEGRITY_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...MESSAGE_OPERATIONS,
  ...PROVIDER_OPERATIONS,
  ...SERVICE_OPERATIONS,
  ...DOCS_OPERATIONS,
  ...MONEY_OPERATIONS,
];

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = EVERY;

/** The name of one of them. */
export type OperationId = (typeof EVERY)[number]['id'];

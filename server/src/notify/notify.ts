import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import type { Services } from '../services.ts';
import type { Outbox } from './outbox.ts';

/** What sending needs. */
export interface NotifyParts {
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly services: Services;
  readonly now: () => Date;
  /** Uniform in [0, 1): spreads the retries. */
  readonly random?: () => number;
}

/** The outbox with its channels, running. */
export interface Notify extends Outbox {
  /** Prepares the control database and begins to send; resolves once what was left over has been looked at. */
  start(): Promise<void>;
  /** Stops sending; what is under way is finished or left for the next start. */
  stop(): Promise<void>;
}

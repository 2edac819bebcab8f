import { type Alert, acknowledgementOf, revise } from '@digiboost/domain/documents';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import type { Replica } from '../../replica/types.ts';
import type { BoardEvent } from './board-events.ts';

/** What is done to an alert or an event by one press, without a network. */
export class AlertWriter extends DocumentWriter {
  readonly #replica: Pick<Replica, 'put' | 'author'>;

  constructor(replica: Pick<Replica, 'put' | 'author'>) {
    super(replica);
    this.#replica = replica;
  }

  /** Switches an alert on or off; true once durable. */
  setActive(alert: Alert, isActive: boolean): Promise<boolean> {
    return this.write(() => [revise(alert, { isActive }, this.#replica.author())]);
  }

  /** Notes that somebody has seen an event: its reminders stop. */
  acknowledge(event: Pick<BoardEvent, '_id'>): Promise<boolean> {
    return this.write(() => [acknowledgementOf(event._id, this.#replica.author())]);
  }
}

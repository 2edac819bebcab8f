import { acknowledgementOf } from '@digiboost/domain/documents';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import type { BoardEvent } from './board-events.ts';

/** What is done to an alert or an event by one press, without a network. */
export class AlertWriter extends DocumentWriter {
  /** Notes that somebody has seen an event: its reminders stop. True once durable. */
  acknowledge(event: Pick<BoardEvent, '_id'>): Promise<boolean> {
    return this.write(() => [acknowledgementOf(event._id, this.replica.author())]);
  }
}

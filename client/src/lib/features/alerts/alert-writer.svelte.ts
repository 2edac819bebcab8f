import {
  type Acknowledgement,
  type Alert,
  acknowledgementOf,
  documentFault,
  revise,
} from '@digiboost/domain/documents';
import type { Replica, ReplicaErrorCode } from '../../replica/types.ts';
import { writeFaultOf } from '../../replica/write-fault.ts';
import type { BoardEvent } from './board-events.ts';

/** What is done to an alert or an event by one press, without a network. */
export class AlertWriter {
  saving = $state(false);
  /** Why the last press did nothing. */
  fault = $state<ReplicaErrorCode | null>(null);
  readonly #replica: Pick<Replica, 'put' | 'author'>;

  constructor(replica: Pick<Replica, 'put' | 'author'>) {
    this.#replica = replica;
  }

  /** Switches an alert on or off; true once durable. */
  setActive(alert: Alert, isActive: boolean): Promise<boolean> {
    return this.#put(() => revise(alert, { isActive }, this.#replica.author()));
  }

  /** Notes that somebody has seen an event: its reminders stop. */
  acknowledge(event: Pick<BoardEvent, '_id'>): Promise<boolean> {
    return this.#put(() => acknowledgementOf(event._id, this.#replica.author()));
  }

  async #put(make: () => Alert | Acknowledgement): Promise<boolean> {
    if (this.saving) return false;
    this.saving = true;
    this.fault = null;
    try {
      const doc = make();
      if (documentFault({ ...doc })) {
        this.fault = 'invalid-document';
        return false;
      }
      await this.#replica.put([doc]);
      return true;
    } catch (error) {
      this.fault = writeFaultOf(error);
      return false;
    } finally {
      this.saving = false;
    }
  }
}

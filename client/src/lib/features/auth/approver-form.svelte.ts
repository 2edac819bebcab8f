import { type Approver, approverId, newDocument, revise } from '@digiboost/domain/documents';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';
import type { Replica } from '../../replica/types.ts';
import { createPin } from '../../session/pin.ts';

/** Six digits: its mark lies on every phone of the shop, where fewer would be tried out in minutes. */
export const isApprovalCode = (text: string): boolean => /^\d{6}$/.test(text);

/** The codes by which administrators approve on other people's phones. */
export class ApproverForm extends DocumentWriter {
  /** Who has one. */
  approvers = $state.raw<readonly Approver[]>([]);
  readonly #documents: Pick<Replica, 'range'>;

  constructor(replica: WritingReplica & Pick<Replica, 'range'>) {
    super(replica);
    this.#documents = replica;
  }

  async read(): Promise<void> {
    const all = await this.#documents.range<Approver>({ from: 'approver:', to: 'approver;' });
    this.approvers = all.filter(({ code }) => code !== undefined);
  }

  /** True once the code of `person` is durable on this phone. */
  choose(person: { readonly id: string; readonly name: string }, typed: string): Promise<boolean> {
    return this.write(async () => {
      const { iterations, salt, hash } = await createPin(typed);
      const code = `${iterations}.${salt}.${hash}`;
      const author = this.replica.author();
      const _id = approverId(person.id);
      const known = await this.replica.get<Approver>(_id);
      if (known) return [revise(known, { name: person.name, code }, author)];
      return [newDocument<Approver>({ _id, type: 'approver', name: person.name, code }, author)];
    });
  }

  /** Takes a code back, one's own or that of somebody who administers the shop no more. */
  withdraw(approver: Approver): Promise<boolean> {
    return this.revise(approver, { code: undefined });
  }
}

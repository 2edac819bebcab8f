import { type Approver, documentFault } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { OwnLimits } from '../../session/own-limits.svelte.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { ApproverForm, isApprovalCode } from './approver-form.svelte.ts';

const fatou = { id: 'fatou', name: 'Fatou Sall' };

describe('the code by which an administrator approves', () => {
  it('has six digits', () => {
    expect(['482915'].every(isApprovalCode)).toBe(true);
    expect(['4829', '48291', '4829150', '48291a', ''].some(isApprovalCode)).toBe(false);
  });

  it('is chosen, changed and withdrawn, and opens what it was chosen for', async () => {
    const replica = new FakeReplica();
    const form = new ApproverForm(replica);
    const limits = new OwnLimits({
      role: () => 'user',
      shop: () => null,
      approvers: async () => form.approvers,
      storage: undefined,
    });
    expect(await form.choose(fatou, '482915')).toBe(true);
    expect(await form.choose(fatou, '120357')).toBe(true);
    await form.read();
    const [approver] = form.approvers;
    if (!approver) throw new Error('no code was kept');
    expect(documentFault({ ...approver })).toBeNull();
    expect(JSON.stringify(approver)).not.toMatch(/482915|120357/);
    expect((await limits.try(approver, '482915')).result).toBe('wrong');
    expect((await limits.try(approver, '120357')).result).toBe('right');
    expect(await form.withdraw(approver)).toBe(true);
    await form.read();
    expect(form.approvers).toEqual([]);
    expect(await replica.get<Approver>('approver:fatou')).toMatchObject({ name: 'Fatou Sall' });
  });
});

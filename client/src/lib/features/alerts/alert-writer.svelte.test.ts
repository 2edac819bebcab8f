import { type Alert, newDocument } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { ReplicaError } from '../../replica/types.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { AlertWriter } from './alert-writer.svelte.ts';

const alert = newDocument<Alert>(
  {
    _id: 'alert:a1',
    type: 'alert',
    name: 'Rupture',
    alertType: 'RUPTURE',
    conditions: {},
    channels: [],
    recipients: [],
    isActive: true,
  },
  { at: '2026-01-01T00:00:00.000Z', by: 'awa', deviceId: 'phone1' },
);

it('switches an alert off and on', async () => {
  const replica = new FakeReplica();
  const writer = new AlertWriter(replica);
  expect(await writer.revise(alert, { isActive: false })).toBe(true);
  expect(replica.docs.get(alert._id)).toMatchObject({ isActive: false, edits: { isActive: [expect.any(String)] } });
});

it('notes who has seen an event', async () => {
  const replica = new FakeReplica();
  const _id = 'alertEvent:a1:riz:2026-03-01T09:00:00.000Z' as const;
  expect(await new AlertWriter(replica).acknowledge({ _id })).toBe(true);
  expect(replica.docs.get(`ack:${_id}`)).toMatchObject({ type: 'acknowledgement', eventId: _id, createdBy: 'awa' });
});

it('says why nothing was written', async () => {
  const replica = new FakeReplica();
  replica.failure = new ReplicaError('storage-full', 'full');
  const writer = new AlertWriter(replica);
  expect(await writer.revise(alert, { isActive: false })).toBe(false);
  expect([writer.fault, writer.saving]).toEqual(['storage-full', false]);
});

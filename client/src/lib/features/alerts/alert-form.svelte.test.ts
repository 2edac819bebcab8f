import { type Alert, documentFault, newDocument } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { DocumentForm } from '../../replica/document-form.svelte.ts';
import { ReplicaError } from '../../replica/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { alertKind, fieldsOf, suggestedName } from './alert-kind.ts';

const ME = 'demo-awa';
const rice = aProduct('riz', 500, 'Riz brisé');

function desk(alerts: Alert[] = []) {
  const replica = new FakeReplica();
  const model = {
    alerts,
    categories: [],
    product: (id: string) =>
      id === rice._id
        ? { id: rice._id, product: rice, onHand: 3, status: 'OK' as const, countedAt: '', unitCost: 400 }
        : undefined,
  };
  const form = (editing: Alert | null = null) => new DocumentForm(replica, alertKind(model, ME), editing);
  const saved = () => [...replica.docs.values()].at(-1) as Alert;
  return { replica, model, form, saved };
}

const anAlert = (conditions: Alert['conditions'] = {}): Alert =>
  newDocument<Alert>(
    {
      _id: 'alert:a1',
      type: 'alert',
      name: 'Rupture',
      alertType: 'RUPTURE',
      conditions,
      channels: ['WHATSAPP'],
      recipients: [ME],
      isActive: true,
    },
    { at: '2026-01-01T00:00:00.000Z', by: 'awa', deviceId: 'phone1' },
  );

it('creates a valid alert from a form that nobody touched, under the suggested name', async () => {
  const { form, saved } = desk();
  expect(await form().save()).toBe(saved()._id);
  expect(documentFault({ ...saved() })).toBeNull();
  expect(saved()).toMatchObject({
    name: 'Rupture de stock',
    alertType: 'RUPTURE',
    conditions: { repeatHours: 24 },
    channels: ['WHATSAPP'],
    recipients: [ME],
    isActive: true,
  });
});

it('suggests a name that says what is watched', () => {
  const { form, model } = desk();
  const { fields } = form();
  Object.assign(fields, { alertType: 'LOW_STOCK', scope: 'PRODUCTS', productIds: [rice._id] });
  expect(suggestedName(fields, model)).toBe('Stock faible : Riz brisé');
  Object.assign(fields, { alertType: 'SYNC_SILENCE' });
  expect(suggestedName(fields, model)).toBe('Téléphone silencieux');
});

it('stores only the conditions that its type reads', async () => {
  const { form, saved } = desk();
  const open = form();
  Object.assign(open.fields, {
    alertType: 'SERVICE_RATE_DROP',
    rate: 87.5,
    windowDays: 14,
    withinDays: 3,
    quiet: true,
  });
  await open.save();
  expect(saved().conditions).toEqual({
    rate: 0.875,
    windowDays: 14,
    quietFrom: '21:00',
    quietUntil: '07:00',
    repeatHours: 24,
  });
  expect(fieldsOf(saved(), ME)).toMatchObject({ rate: 87.5, windowDays: 14, quiet: true, repeat: '24' });
});

it('says per field what is wrong, and takes it back when the field changes', async () => {
  const { form, replica } = desk();
  const open = form();
  Object.assign(open.fields, {
    alertType: 'LOW_STOCK',
    lowBy: 'COVERAGE',
    coverageDays: 0,
    scope: 'PRODUCTS',
    recipients: ['+221771234567'],
    channels: ['EMAIL'],
    quiet: true,
    quietUntil: '21:00',
  });
  expect(await open.save()).toBeNull();
  expect(Object.keys(open.faults).sort()).toEqual(['channels', 'coverageDays', 'productIds', 'quietUntil']);
  open.fields.productIds = [rice._id];
  expect(open.faults.productIds).toBeUndefined();
  // Who is told and how are judged together.
  open.fields.recipients = [ME];
  expect(Object.keys(open.faults).sort()).toEqual(['coverageDays', 'quietUntil']);
  expect(replica.docs.size).toBe(0);
});

it('writes only what was changed, so that another phone’s edit stays', async () => {
  const mine = anAlert({ repeatHours: 24 });
  const theirs: Alert = { ...mine, name: 'Rupture du riz', conditions: { repeatHours: 24, digestAt: '08:00' } };
  const { form, saved } = desk([theirs]);
  const open = form(mine);
  open.fields.repeat = 'never';
  await open.save();
  expect(saved()).toMatchObject({ name: 'Rupture du riz', conditions: { digestAt: '08:00' } });
  expect(saved().conditions).not.toHaveProperty('repeatHours');
  expect(Object.keys(saved().edits)).toEqual(['conditions.repeatHours']);
});

it('never changes the type of an alert that is there', async () => {
  const { form, replica } = desk();
  const open = form(anAlert());
  open.fields.alertType = 'LOW_STOCK';
  await open.save();
  expect([...replica.docs.values()].map((doc) => (doc as Alert).alertType)).not.toContain('LOW_STOCK');
});

it('writes nothing when nothing was changed', async () => {
  const { form, replica } = desk();
  expect(await form(anAlert()).save()).toBe('alert:a1');
  expect(replica.docs.size).toBe(0);
});

it('keeps what was typed when the phone is full', async () => {
  const { form, replica } = desk();
  replica.failure = new ReplicaError('storage-full', 'full');
  const open = form();
  open.fields.name = 'Urgent';
  expect(await open.save()).toBeNull();
  expect([open.fault, open.fields.name]).toEqual(['storage-full', 'Urgent']);
});

import { type Asset, documentFault } from '@digiboost/domain/documents';
import { expect, test } from 'vitest';
import { DocumentForm } from '../../replica/document-form.svelte.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { assetKind } from './asset-kind.ts';

test('equipment is entered, sold, and refused when it leaves before it came', async () => {
  const replica = new FakeReplica();
  const held = () => [...replica.docs.values()].filter((doc): doc is Asset => doc.type === 'asset');
  const form = new DocumentForm(replica, assetKind(held), null);
  expect(await form.save()).toBeNull();
  expect(Object.keys(form.faults)).toEqual(['designation', 'boughtOn', 'amount']);
  form.fields.designation = ' Réfrigérateur ';
  form.fields.boughtOn = '2026-01-10';
  form.fields.amount = 300_000;
  expect(await form.save()).not.toBeNull();
  const [fridge] = held();
  if (!fridge) throw new Error('nothing was stored');
  expect(fridge).toMatchObject({ designation: 'Réfrigérateur', amount: 300_000, years: 5, isActive: true });
  expect([documentFault({ ...fridge }), fridge.soldOn]).toEqual([null, undefined]);
  const sale = new DocumentForm(replica, assetKind(held), fridge);
  sale.fields.soldOn = '2026-01-09';
  expect(await sale.save()).toBeNull();
  sale.fields.soldOn = '2026-06-30';
  sale.fields.salePrice = 120_000;
  expect(await sale.save()).not.toBeNull();
  expect(held()).toMatchObject([{ soldOn: '2026-06-30', salePrice: 120_000 }]);
  expect(held().map((asset) => documentFault({ ...asset }))).toEqual([null]);
});

import { z } from 'zod';
import { EVERYBODY, operation } from '../http/operation.ts';
import { askedDay } from '../http/units.ts';
import { customer, customers, supplierBalance, till } from './money-schemas.ts';
import { customersQuery } from './queries.ts';

/** Without a day, today. */
const tillQuery = z.strictObject({
  day: askedDay('Indiquez un jour, comme 2026-11-22.').optional(),
});

const account = (example: string) =>
  z.object({ id: z.string().meta({ description: 'Avec ou sans préfixe.', example }) });

export const TILL = operation({
  id: 'till',
  tag: 'Chiffres',
  method: 'get',
  path: '/dashboards/till',
  summary: 'La caisse en ce moment, et celle d’un jour',
  callers: EVERYBODY,
  tells: 'TILL',
  query: tillQuery,
  answers: { 200: till, 304: null },
});

export const CUSTOMERS = operation({
  id: 'customers',
  tag: 'Chiffres',
  method: 'get',
  path: '/customers',
  summary: 'Qui doit de l’argent, et depuis quand',
  callers: EVERYBODY,
  tells: 'DEBTS',
  query: customersQuery,
  answers: { 200: customers, 304: null },
});

export const CUSTOMER = operation({
  id: 'customer',
  tag: 'Chiffres',
  method: 'get',
  path: '/customers/:id',
  summary: 'Le compte d’un client',
  callers: EVERYBODY,
  tells: 'DEBTS',
  params: account('customer:moussa'),
  query: customersQuery,
  answers: { 200: customer, 304: null },
});

export const SUPPLIER_BALANCE = operation({
  id: 'supplierBalance',
  tag: 'Chiffres',
  method: 'get',
  path: '/suppliers/:id/balance',
  summary: 'Ce qui est dû à un fournisseur',
  callers: EVERYBODY,
  tells: 'DEBTS',
  params: account('supplier:sow'),
  answers: { 200: supplierBalance, 304: null },
});

/** The operations on money, in the order of their documentation. */
export const MONEY_OPERATIONS = [TILL, CUSTOMERS, CUSTOMER, SUPPLIER_BALANCE];

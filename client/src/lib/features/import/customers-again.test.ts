import type { Cash, Customer, ShopDocument } from '@digiboost/domain/documents';
import { aCash, aCustomer, aSale } from '@digiboost/domain/documents/testing/examples';
import { customersTable } from '@digiboost/domain/import';
import { balancesOf, moneyLinesOf } from '@digiboost/domain/ledger';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from './csv-file.ts';
import { ShopOfFiles } from './testing/shop-of-files.ts';

const events = (docs: readonly ShopDocument[]) =>
  docs.filter((doc): doc is Cash => doc.type === 'cash' || doc.type === 'sale').flatMap(moneyLinesOf);
const owed = (docs: readonly ShopDocument[]) =>
  [...balancesOf(events(docs)).values()]
    .filter(({ amount }) => amount > 0)
    .map(({ account, amount }) => [account, amount]);

const fileOf = ({ documents }: ShopOfFiles) => ({
  name: 'clients-2026-12-20.csv',
  bytes: new TextEncoder().encode(
    csvText(
      customersTable(
        documents.filter((doc): doc is Customer => doc.type === 'customer'),
        balancesOf(events(documents)),
        'Africa/Dakar',
      ),
    ),
  ),
});

/** Names that spreadsheets and separators make trouble with, some of them twice. */
const NAMES = ['Moussa Ndiaye', 'moussa ndiaye', 'Awa; la grande', '=SOMME(A1)', '+Fatou', 'Ndèye Œuvre', 'Total'];
const person = fc.record(
  {
    name: fc.constantFrom(...NAMES),
    phone: fc.integer({ min: 1_000_000, max: 9_999_999 }).map((digits) => `+22177${digits}`),
    note: fc.constantFrom('Tailleur; Castors', '-20 %'),
    creditLimit: fc.integer({ min: 1, max: 500_000 }),
    owes: fc.integer({ min: 1, max: 90_000 }),
    paid: fc.integer({ min: 1, max: 90_000 }),
  },
  { requiredKeys: ['name'] },
);

describe('the customers that the app saves', () => {
  it('read back, change nothing; in another shop they owe as much', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 12 }), async (people) => {
        const documents = people.flatMap(({ owes, paid, ...said }, n): ShopDocument[] => {
          const customerId = `customer:c${n}` as const;
          const lines = [{ productId: 'product:riz' as const, quantity: 1, unitPrice: owes ?? 0 }];
          return [
            aCustomer({ phone: undefined, creditLimit: undefined, ...said, _id: customerId }),
            ...(owes ? [aSale({ n: `s${n}`, lines, payments: [], customerId })] : []),
            ...(paid ? [aCash({ n: `p${n}`, kind: 'CUSTOMER_PAYMENT', amount: paid, customerId })] : []),
          ];
        });
        const shop = new ShopOfFiles('2026-12-20', documents);
        const file = fileOf(shop);
        const again = await shop.import(file);
        expect([again.view.kind, again.documents, again.plan.summary.faulty]).toEqual(['customers', [], 0]);
        const other = new ShopOfFiles('2026-12-20');
        const { plan } = await other.import(file);
        expect(plan.summary.faulty).toBe(0);
        expect(owed(other.documents).sort()).toEqual(owed(documents).sort());
      }),
      { numRuns: 40 },
    );
  });
});

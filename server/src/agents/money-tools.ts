import type { Customer } from '@digiboost/domain/documents';
import { accountName, bounded, untrusted } from '@digiboost/domain/shop';
import { z } from 'zod';
import { bounded as boundedSchema, people } from '../figures/agent-schemas.ts';
import { customersOf, tillOf } from '../figures/money-answers.ts';
import { till } from '../figures/money-schemas.ts';
import { askedDay, day, francs, instant } from '../http/units.ts';
import { tool } from './tool.ts';

const MOST_DEBTORS = 20;

/** What agents may read of the shop's money. */
export const MONEY_TOOLS = [
  tool({
    name: 'clients_debiteurs',
    title: 'Clients qui doivent',
    description: `Qui doit de l’argent à la boutique, combien et depuis quand, le plus gros montant d’abord. ${MOST_DEBTORS} au plus, les autres en une somme.`,
    scope: 'shop:read',
    tells: 'DEBTS',
    input: z.object({}),
    output: z.object({
      today: day,
      clients: boundedSchema(z.object({ name: people, amount: francs, since: instant.nullable() })),
    }),
    async run({ money }) {
      const { today, customers } = customersOf(await money(), { limit: Number.POSITIVE_INFINITY });
      const named = customers.map(({ id, name, amount, since }) => ({
        name: untrusted(name ?? accountName(id as Customer['_id'])),
        amount,
        since,
      }));
      const { items, ...sums } = bounded(named, MOST_DEBTORS, ({ amount }) => amount);
      return { today, clients: { items: [...items], ...sums } };
    },
  }),
  tool({
    name: 'caisse_du_jour',
    title: 'Caisse d’un jour',
    description:
      'Ce qui devrait être en caisse en ce moment, ce qui est entré et sorti un jour donné (aujourd’hui sans jour), et les écarts des clôtures.',
    scope: 'shop:read',
    tells: 'TILL',
    input: z.object({
      jour: askedDay().optional().describe('AAAA-MM-JJ.'),
    }),
    output: till,
    run: async ({ shop, money }, { jour }) => tillOf(shop, await money(), jour) as Promise<z.input<typeof till>>,
  }),
];

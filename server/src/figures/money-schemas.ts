import { CASH_KINDS, METHODS } from '@digiboost/domain/documents';
import { z } from 'zod';
import { next } from '../http/page.ts';
import { count, day, francs, instant, name, supplierRef } from '../http/units.ts';

const method = z.enum(METHODS).meta({ description: 'Moyen de paiement.' });
const customerRef = z.string().meta({ description: 'Identifiant de client.', example: 'customer:moussa' });
const kind = z.enum(['TICKET', 'RETURN', 'RECEPTION', ...CASH_KINDS]).meta({
  description:
    'TICKET : une vente ; RETURN : des articles rapportés par un client ; RECEPTION : marchandise à payer plus tard ; sinon une écriture de caisse.',
});

export const till = z
  .object({
    today: day,
    day,
    now: z
      .array(
        z.object({
          method,
          device: z
            .string()
            .meta({ description: 'Le téléphone, où chacun a sa caisse.' })
            .nullable()
            .meta({ description: 'Espèces d’un seul téléphone, où chacun a sa caisse ; null : de toute la boutique.' }),
          expected: francs,
          countedAt: instant
            .nullable()
            .meta({ description: 'Dernière clôture ; null : jamais compté, montant inconnu.' }),
        }),
      )
      .meta({ description: 'Ce qui devrait être là en ce moment.' }),
    movements: z
      .array(z.object({ kind, method, amount: francs }))
      .meta({ description: 'Ce qui est entré (positif) et sorti (négatif) ce jour-là, annulations déduites.' }),
    closings: z.array(
      z.object({
        id: z.string(),
        at: instant,
        parts: z.array(z.object({ method, expected: francs, counted: francs, left: francs, difference: francs })),
      }),
    ),
  })
  .meta({ id: 'Till', description: 'La caisse d’un jour.' });

const since = instant.nullable().meta({ description: 'Depuis quand, la plus ancienne dette étant payée d’abord.' });

const account = {
  name: name.nullable().meta({ description: 'null : nommé sur d’anciens tickets seulement.' }),
  amount: francs.meta({ description: 'Dû ; négatif : payé d’avance.' }),
  since,
};

export const customers = z
  .object({
    today: day,
    total: francs.meta({ description: 'Ce que tous doivent, quelle que soit la page.' }),
    count: count.meta({ description: 'Ceux qui doivent, quelle que soit la page.' }),
    customers: z.array(z.object({ id: customerRef, ...account })),
    next,
  })
  .meta({ id: 'Customers', description: 'Qui doit de l’argent à la boutique, le plus gros montant d’abord.' });

const open = z
  .array(z.object({ eventId: z.string(), at: instant, amount: francs }))
  .meta({ description: 'Ce qui reste de chaque dette, la plus récente d’abord. eventId vide : plus ancien.' });

export const customer = z
  .object({
    id: customerRef,
    ...account,
    phone: name.nullable(),
    creditLimit: francs.nullable(),
    open,
    lines: z.array(z.object({ eventId: z.string(), at: instant, day, kind, amount: francs })),
    next,
  })
  .meta({
    id: 'CustomerAccount',
    description: 'Le compte d’un client : tickets et paiements page par page (`lines`), les plus récents d’abord.',
  });

export const supplierBalance = z
  .object({ id: supplierRef, ...account, open })
  .meta({ id: 'SupplierBalance', description: 'Ce que la boutique doit à un fournisseur.' });

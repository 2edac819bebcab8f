import { z } from 'zod';
import { isFreeTenantId } from './tenant-store.ts';
import { email, newPassword, personName, whatsapp, withHardPassword } from './user-input.ts';

/** A new shop and its first administrator, as they come from a request. */
export const tenantInput = z.strictObject({
  id: z.string({ error: 'Indiquez un identifiant.' }).refine(isFreeTenantId, {
    error: 'L’identifiant a 3 à 32 lettres minuscules ou chiffres et commence par une lettre.',
  }),
  name: personName,
  admin: withHardPassword(
    z.strictObject(
      { email, name: personName, password: newPassword, whatsapp: whatsapp.optional() },
      { error: 'Indiquez l’administrateur de la boutique.' },
    ),
  ),
});

import { PHONE_FAULTS, parsePhone } from '@digiboost/domain/shared/phone';
import { z } from 'zod';
import { isVisibleText } from '../http/validate.ts';
import { isHardToGuess } from './password-strength.ts';

/** The fields of a user as they come from a request, with the sentences for people. */
export const email = z
  .string({ error: 'Indiquez un e-mail.' })
  .trim()
  .max(254, { error: 'Cet e-mail est trop long.' })
  .pipe(z.email({ error: 'Cet e-mail n’est pas valable.' }));

export const personName = z
  .string({ error: 'Indiquez un nom.' })
  .trim()
  .min(1, { error: 'Indiquez un nom.' })
  .max(120, { error: 'Ce nom est trop long (120 caractères au plus).' })
  .refine(isVisibleText, { error: 'Ce nom contient des caractères qui ne s’affichent pas.' });

const SHORTEST = 10;

export const newPassword = z
  .string({ error: 'Indiquez un mot de passe.' })
  .min(SHORTEST, { error: 'Le mot de passe doit avoir au moins 10 caractères.' })
  .max(200, { error: 'Le mot de passe est trop long (200 caractères au plus).' });

/** `schema`, whose password, where there is one, is not easy to guess for who knows the person. */
export const withHardPassword = <
  S extends z.ZodType<{ password?: string | undefined; email?: string; name?: string | undefined }>,
>(
  schema: S,
) =>
  schema.superRefine(async ({ password, email = '', name = '' }, context) => {
    if (password === undefined || password.length < SHORTEST || (await isHardToGuess(password, [email, name]))) return;
    context.issues.push({ code: 'custom', path: ['password'], message: EASY, input: undefined });
  });

const EASY = 'Ce mot de passe est trop facile à deviner. Assemblez trois ou quatre mots sans rapport entre eux.';

const role = z.enum(['admin', 'user', 'viewer'], { error: 'Le rôle doit être admin, user ou viewer.' });

/** A telephone number, Senegal's without its country code too; stored in E.164. */
export const whatsapp = z.string({ error: 'Indiquez un numéro.' }).transform((text, context) => {
  const number = parsePhone(text);
  if (number.ok) return number.value;
  context.issues.push({ code: 'custom', message: PHONE_FAULTS[number.error], input: text });
  return z.NEVER;
});

/** By what somebody is known who has forgotten their password: an e-mail address, or a number in E.164. */
export const login = z
  .string({ error: 'Indiquez un e-mail ou un numéro.' })
  .trim()
  .min(1, { error: 'Indiquez un e-mail ou un numéro.' })
  .max(254, { error: 'Cet e-mail est trop long.' })
  .transform((text, context) => {
    const read = (/^[+\d][^@]*$/.test(text) ? whatsapp : email).safeParse(text);
    if (read.success) return read.data;
    for (const { message } of read.error.issues) context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  })
  .meta({ description: 'L’adresse e-mail, ou le numéro WhatsApp du compte.', example: 'awa@exemple.sn' });

/** A new user of a shop, as they come from a request. */
export const userInput = withHardPassword(
  z.strictObject({
    email,
    name: personName,
    role,
    password: newPassword,
    whatsapp: whatsapp.nullish().transform((number) => number ?? undefined),
  }),
);

/** Who is invited, as an administrator says it. */
export const invitationInput = z.strictObject({ name: personName, role });

/** The secret of an invitation's link. */
export const invitationToken = z
  .string({ error: 'Ouvrez le lien que l’on vous a envoyé.' })
  .min(1, { error: 'Ouvrez le lien que l’on vous a envoyé.' })
  .max(200, { error: 'Ce lien n’est pas entier : ouvrez-le de nouveau.' })
  .meta({ description: 'Ce qui suit # dans le lien.' });

/** The secret of a link for a forgotten password. */
export const linkToken = z
  .string({ error: 'Ouvrez le lien du message.' })
  .min(1, { error: 'Ouvrez le lien du message.' })
  .max(200, { error: 'Ce lien n’est pas entier : ouvrez-le de nouveau.' })
  .meta({ description: 'Ce qui suit # dans le lien.' });

/** Another password, chosen with such a link. */
export const forgottenPassword = withHardPassword(z.strictObject({ token: linkToken, password: newPassword }));

/** The account that somebody makes with an invitation. */
export const acceptedInvitation = withHardPassword(
  z.strictObject({ token: invitationToken, email, password: newPassword }),
);

/** What everybody may change about themselves. */
export const ownChanges = z.strictObject({ whatsapp: whatsapp.nullable() });

/** A new administrator of the platform, as they come from the command line. */
export const platformAdminInput = withHardPassword(z.strictObject({ email, name: personName, password: newPassword }));

/** Another password of one's own, with the present one. */
export const ownPassword = withHardPassword(
  z.strictObject({
    current: z
      .string({ error: 'Tapez votre mot de passe actuel.' })
      .min(1, { error: 'Tapez votre mot de passe actuel.' })
      .max(200),
    password: newPassword,
  }),
);

/** What changes about a user, as it comes from a request. */
export const userChanges = withHardPassword(
  z
    .strictObject({
      name: personName.optional(),
      role: role.optional(),
      isActive: z.boolean({ error: 'Indiquez vrai ou faux.' }).optional(),
      password: newPassword.optional(),
      whatsapp: whatsapp.nullable().optional(),
    })
    .refine((changes) => Object.keys(changes).length > 0, { error: 'Indiquez au moins un champ à modifier.' }),
);

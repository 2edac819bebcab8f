import { ALERT_KINDS, type Threshold } from '@digiboost/domain/alerts';
import {
  ALERT_CHANNELS,
  ALERT_THRESHOLDS,
  ALERT_TYPES,
  LIMITS,
  type Range,
  SEVERITIES,
  type ThresholdName,
} from '@digiboost/domain/documents';
import { must } from '@digiboost/domain/shared/must';
import { PHONE_FAULTS, parsePhone } from '@digiboost/domain/shared/phone';
import { z } from 'zod';
import { pageQuery } from '../http/page.ts';
import { askedDay } from '../http/units.ts';
import { isVisibleText } from '../http/validate.ts';

const id = <T extends string>(type: T, error: string) =>
  z
    .string({ error })
    .regex(new RegExp(`^${type}:[a-z0-9][a-z0-9_-]{0,63}$`), { error })
    .transform((text) => text as `${T}:${string}`);
const between = ([from, to]: Range, what: string) => {
  const error = `${what} de ${from} à ${to}.`;
  return z.number({ error }).min(from, { error }).max(to, { error }).optional();
};
const time = (what: string) =>
  z
    .string({ error: `${what} s’écrit HH:MM, par exemple 08:00.` })
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: `${what} s’écrit HH:MM, par exemple 08:00.` })
    .optional();

const UNITS: Readonly<Record<Threshold['unit'], string>> = {
  day: ' de jours',
  hour: ' d’heures',
  franc: ' de francs',
  rate: '',
};
const thresholds = Object.fromEntries(
  Object.values(ALERT_KINDS).flatMap(({ type, thresholds: own }) => {
    const ranges: Partial<Record<ThresholdName, Range>> = ALERT_THRESHOLDS[type];
    return Object.entries(ranges).map(([name, range]) => {
      const { noun, unit } = must(own[name as ThresholdName], 'threshold');
      return [name, between(range, `${noun} est un nombre${UNITS[unit]}`)];
    });
  }),
) as { readonly [N in ThresholdName]: ReturnType<typeof between> };

const conditions = z.strictObject({
  productIds: z
    .array(id('product', 'Chaque produit s’écrit product:clé.'))
    .max(LIMITS.alert.products, { error: `${LIMITS.alert.products} produits au plus.` })
    .optional(),
  categoryIds: z
    .array(id('category', 'Chaque catégorie s’écrit category:clé.'))
    .max(LIMITS.alert.categories, { error: `${LIMITS.alert.categories} catégories au plus.` })
    .optional(),
  ...thresholds,
  quietFrom: time('Le début des heures calmes'),
  quietUntil: time('La fin des heures calmes'),
  repeatHours: between(LIMITS.alert.repeatHours, 'Le rappel est un nombre d’heures'),
  digestAt: time('L’heure du résumé'),
});

/** Whom a message may go to, as people write it: a user's id, a number (kept in E.164) or an e-mail address. */
export const recipient = z
  .string({ error: 'Indiquez un utilisateur, un numéro ou un e-mail.' })
  .trim()
  .transform((text, context) => {
    if (!/^[+\d][\d\s.()-]*$/.test(text)) return text;
    const number = parsePhone(text);
    if (number.ok) return number.value;
    context.issues.push({ code: 'custom', message: PHONE_FAULTS[number.error], input: text });
    return z.NEVER;
  })
  .refine((text) => /^(\+\d+|[^\s@]{1,64}@[^\s@]{1,120}\.[^\s@.]{2,}|[a-z0-9-]{3,64})$/.test(text), {
    error: 'Un destinataire est un utilisateur de la boutique, un numéro comme +221771234567 ou un e-mail.',
  });

const name = z
  .string({ error: 'Donnez un nom à l’alerte.' })
  .trim()
  .min(1, { error: 'Donnez un nom à l’alerte.' })
  .max(LIMITS.alert.name, { error: `Le nom a ${LIMITS.alert.name} caractères au plus.` })
  .refine(isVisibleText, { error: 'Le nom contient des caractères invisibles.' });
const channels = z
  .array(z.enum(ALERT_CHANNELS, { error: 'Un canal est WHATSAPP, EMAIL ou PUSH.' }))
  .max(3, { error: 'Trois canaux au plus.' });
const recipients = z
  .array(recipient)
  .max(LIMITS.alert.recipients, { error: `${LIMITS.alert.recipients} destinataires au plus.` });
const isActive = z.boolean({ error: 'Indiquez true ou false.' });

/** What POST and PUT alerts take. */
export const alertInput = z.strictObject({
  name,
  alertType: z.enum(ALERT_TYPES, { error: `Le type est l’un de ${ALERT_TYPES.join(', ')}.` }),
  conditions: conditions.default({}),
  channels: channels.default([]),
  recipients: recipients.default([]),
  isActive: isActive.default(true),
});
export type AlertInput = z.infer<typeof alertInput>;

/** What PATCH alerts/:id takes: conditions that are given replace those of the same name, null takes one away. */
export const alertChanges = z
  .strictObject({
    name,
    conditions: z.strictObject(
      Object.fromEntries(Object.entries(conditions.shape).map(([field, schema]) => [field, schema.nullable()])) as {
        [F in keyof typeof conditions.shape]: z.ZodNullable<(typeof conditions.shape)[F]>;
      },
    ),
    channels,
    recipients,
    isActive,
  })
  .partial();
export type AlertChanges = z.infer<typeof alertChanges>;

const day = askedDay().optional();

/** What GET alerts/history may be asked. */
export const historyQuery = z
  .strictObject({
    state: z.enum(['open', 'closed'], { error: 'L’état est open ou closed.' }).optional(),
    alertType: z.enum(ALERT_TYPES, { error: `Le type est l’un de ${ALERT_TYPES.join(', ')}.` }).optional(),
    severity: z.enum(SEVERITIES, { error: `La gravité est l’une de ${SEVERITIES.join(', ')}.` }).optional(),
    alertId: id('alert', 'Une alerte s’écrit alert:clé.').optional(),
    productId: id('product', 'Un produit s’écrit product:clé.').optional(),
    from: day,
    to: day,
    ...pageQuery(/^\d{4}-\d\d-\d\dT[\d:.]+Z\|alertEvent:[^|]{1,250}$/),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    error: 'La fin doit venir après le début.',
  });
export type HistoryQuery = z.infer<typeof historyQuery>;

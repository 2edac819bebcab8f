import {
  ALERT_CHANNELS,
  ALERT_TYPES,
  alertEventSchema,
  conditionsSchema,
  DELIVERY_STATES,
  SEVERITIES,
} from '@digiboost/domain/documents';
import { z } from 'zod';
import { EVERYBODY, operation, WRITERS } from '../http/operation.ts';
import { listPage, next } from '../http/page.ts';
import { instant } from '../http/units.ts';
import { alertChanges, alertInput, historyQuery } from './alert-input.ts';

const alertRef = z.string().meta({ description: 'Identifiant d’alerte.', example: 'alert:ruptures' });

const alert = z
  .object({
    id: alertRef,
    name: z.string(),
    alertType: z.enum(ALERT_TYPES),
    conditions: conditionsSchema,
    channels: z.array(z.enum(ALERT_CHANNELS)),
    recipients: z.array(z.string()),
    isActive: z.boolean(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Alert', description: 'Ce que la boutique surveille, et qui en est prévenu.' });

const event = z
  .object({
    id: z.string(),
    alertId: alertRef,
    alertName: z.string(),
    alertType: z.enum(ALERT_TYPES),
    subject: z.string().meta({ description: 'Ce dont il s’agit : un produit, un téléphone, la boutique.' }),
    productId: z.string().nullable(),
    triggeredAt: instant,
    closedAt: instant.nullable(),
    severity: z.enum(SEVERITIES),
    message: z.string(),
    details: alertEventSchema.shape.details,
    sent: z.array(
      z.object({
        channel: z.enum(ALERT_CHANNELS),
        recipient: z.string(),
        state: z.enum(DELIVERY_STATES),
        at: instant,
        reason: z.string().nullable(),
      }),
    ),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: z.string().nullable(),
  })
  .meta({ id: 'AlertEvent', description: 'Un déclenchement : ouvert, puis fermé de lui-même.' });

const params = z.object({ id: alertRef });

export const LIST_ALERTS = operation({
  id: 'listAlerts',
  tag: 'Alertes',
  method: 'get',
  path: '/alerts',
  summary: 'Les alertes de la boutique',
  callers: EVERYBODY,
  query: z.strictObject(listPage),
  answers: {
    200: z.object({
      alerts: z.array(
        alert.extend({
          isJudged: z.boolean().meta({ description: 'Assez de produits et de données pour la juger.' }),
          sentence: z.string().meta({ description: 'L’alerte en une phrase.' }),
        }),
      ),
      next,
    }),
  },
});

export const ALERT_HISTORY = operation({
  id: 'alertHistory',
  tag: 'Alertes',
  method: 'get',
  path: '/alerts/history',
  summary: 'Ce qui s’est déclenché, le plus récent d’abord',
  callers: EVERYBODY,
  description: 'Sans ce qu’un administrateur ne montre pas à ce rôle (coûts, caisse, dettes).',
  query: historyQuery,
  answers: {
    200: z.object({
      events: z.array(event),
      next,
    }),
    304: null,
  },
});

export const CREATE_ALERT = operation({
  id: 'createAlert',
  tag: 'Alertes',
  method: 'post',
  path: '/alerts',
  summary: 'Créer une alerte',
  callers: WRITERS,
  body: alertInput,
  answers: { 201: z.object({ alert }) },
});

export const READ_ALERT = operation({
  id: 'readAlert',
  tag: 'Alertes',
  method: 'get',
  path: '/alerts/:id',
  summary: 'Une alerte',
  callers: EVERYBODY,
  params,
  answers: { 200: z.object({ alert }) },
});

export const REPLACE_ALERT = operation({
  id: 'replaceAlert',
  tag: 'Alertes',
  method: 'put',
  path: '/alerts/:id',
  summary: 'Remplacer une alerte',
  callers: WRITERS,
  params,
  body: alertInput,
  answers: { 200: z.object({ alert }) },
  problems: ['conflict'],
});

export const CHANGE_ALERT = operation({
  id: 'changeAlert',
  tag: 'Alertes',
  method: 'patch',
  path: '/alerts/:id',
  summary: 'Changer une partie d’une alerte',
  description: 'Les conditions données remplacent celles du même nom ; null en enlève une.',
  callers: WRITERS,
  params,
  body: alertChanges,
  answers: { 200: z.object({ alert }) },
  problems: ['conflict'],
});

/** The operations on alerts, in the order of their documentation. */
export const ALERT_OPERATIONS = [LIST_ALERTS, ALERT_HISTORY, CREATE_ALERT, READ_ALERT, REPLACE_ALERT, CHANGE_ALERT];

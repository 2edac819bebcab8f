import {
  ALERT_CHANNELS,
  DELIVERY_STATES,
  LIMITS,
  REPORT_CHANNELS,
  REPORT_FREQUENCIES,
  REPORT_TYPES,
} from '@digiboost/domain/documents';
import { z } from 'zod';
import { recipient } from '../alerts/alert-input.ts';
import { EVERYBODY, type Media, operation, WRITERS } from '../http/operation.ts';
import { listPage, next } from '../http/page.ts';
import { askedDay, day, instant } from '../http/units.ts';
import { PAPERS_PATH } from './paper-seal.ts';

const reportType = z.enum(REPORT_TYPES, { error: `Le rapport est l’un de ${REPORT_TYPES.join(', ')}.` });
const runId = z.string().meta({
  description: 'Identifiant d’un rapport fait par le serveur.',
  example: 'reportRun:2026-12-01T06:00:00.000Z:server-0f343b0931126a20',
});

const run = z
  .object({
    id: runId,
    reportType,
    title: z.string().meta({ description: 'Ce que c’est, et de quels jours.' }),
    from: day,
    to: day,
    at: instant.meta({ description: 'Quand il était prévu, ou demandé.' }),
    madeAt: instant,
    scheduleId: z.string().nullable().meta({ description: 'L’automatique qui l’a voulu ; null s’il a été demandé.' }),
    fileName: z.string(),
    size: z.int().meta({ description: 'Octets ; 0 sans fichier.' }),
    fault: z
      .string()
      .nullable()
      .meta({ description: 'Pourquoi il n’y a pas de fichier : period, too-large ou failed.' }),
    sent: z.array(
      z.object({
        channel: z.enum(ALERT_CHANNELS),
        recipient: z.string(),
        state: z.enum(DELIVERY_STATES),
        at: instant,
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ReportRun', description: 'Un rapport que le serveur a fait.' });

const asked = (what: string) => askedDay(`${what} est un jour, comme 2026-11-22.`);

export const GENERATE_REPORT = operation({
  id: 'generateReport',
  tag: 'Rapports',
  method: 'post',
  path: '/reports/generate',
  summary: 'Faire un rapport maintenant',
  description:
    'Le même fichier que sur le téléphone, à l’heure près où il est fait. Avec des destinataires (administrateurs seulement), il leur est envoyé. Un rapport qui dit les coûts est refusé au rôle à qui un administrateur ne les montre pas.',
  callers: WRITERS,
  body: z.strictObject({
    reportType,
    from: asked('Le début'),
    to: asked('La fin'),
    channels: z
      .array(z.enum(REPORT_CHANNELS, { error: 'Un canal est EMAIL ou WHATSAPP.' }))
      .max(REPORT_CHANNELS.length, { error: 'Deux canaux au plus.' })
      .default(['EMAIL']),
    recipients: z
      .array(recipient)
      .max(LIMITS.report.recipients, { error: `${LIMITS.report.recipients} destinataires au plus.` })
      .default([]),
  }),
  answers: { 201: z.object({ run }) },
  problems: ['forbidden', 'too-many-messages'],
});

export const SCHEDULED_REPORTS = operation({
  id: 'scheduledReports',
  tag: 'Rapports',
  method: 'get',
  path: '/reports/scheduled',
  summary: 'Les rapports automatiques',
  callers: EVERYBODY,
  query: z.strictObject(listPage),
  answers: {
    200: z.object({
      schedules: z.array(
        z.object({
          id: z.string(),
          reportType,
          frequency: z.enum(REPORT_FREQUENCIES),
          channels: z.array(z.enum(REPORT_CHANNELS)),
          recipients: z.array(z.string()),
          isActive: z.boolean(),
          nextAt: instant.nullable().meta({ description: 'Quand le prochain est prévu ; null : il n’y en aura pas.' }),
          lastRun: run.nullable(),
        }),
      ),
      next,
    }),
  },
});

export const REPORT_RUNS = operation({
  id: 'reportRuns',
  tag: 'Rapports',
  method: 'get',
  path: '/reports/runs',
  summary: 'Les rapports que le serveur a faits, le plus récent d’abord',
  callers: EVERYBODY,
  query: z.strictObject(listPage),
  answers: { 200: z.object({ runs: z.array(run), next }) },
});

export const REPORT_FILE = operation({
  id: 'reportFile',
  tag: 'Rapports',
  method: 'get',
  path: '/reports/runs/:id/file',
  summary: 'Le fichier d’un rapport, gardé 13 mois',
  callers: EVERYBODY,
  params: z.object({ id: runId }),
  answers: { 200: { mediaType: 'application/octet-stream', description: 'Un PDF ou un classeur Excel.' } },
  problems: ['forbidden', 'file-gone'],
});

const text = (longest: number) => z.string().trim().min(1).max(longest);

export const SEAL_PAPER = operation({
  id: 'sealPaper',
  tag: 'Rapports',
  method: 'post',
  path: '/reports/seals',
  summary: 'Sceller un document fait sur le téléphone',
  description:
    'Le lien rendu, imprimé en code QR, montre à qui tient le papier la boutique, le document, quand il a été fait, son code et ses premiers chiffres. Rien n’en est gardé : tout est dans le lien, sous le sceau du serveur. Le serveur dit ce que la boutique a déclaré, et quand ; il ne recompte pas.',
  callers: EVERYBODY,
  body: z.strictObject({
    title: text(100),
    subject: text(200),
    madeAt: instant.meta({ description: 'Quand le document a été fait.' }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: 'SHA-256 du contenu, en hexadécimal.' }),
    figures: z
      .array(z.strictObject({ label: text(100), value: text(60) }))
      .max(3)
      .meta({ description: 'Ses chiffres principaux, comme ils y sont écrits.' }),
  }),
  answers: {
    200: z.object({
      url: z.string().meta({ description: 'La page du document.', example: 'https://exemple.sn/api/v1/papers/WyJ…' }),
    }),
  },
});

const paperPage: Media = { mediaType: 'text/html', description: 'Une page pour qui tient le papier.' };

const PAPER_PAGE = operation({
  id: 'paperPage',
  tag: 'Rapports',
  method: 'get',
  base: PAPERS_PATH,
  path: '/:token',
  summary: 'Ce que disait un document quand il a été fait',
  callers: 'anybody',
  params: z.object({ token: z.string().meta({ description: 'Le sceau du document.' }) }),
  answers: { 200: paperPage, 404: paperPage },
});

/** The operations on reports, in the order of their documentation. */
export const REPORT_OPERATIONS = [GENERATE_REPORT, SCHEDULED_REPORTS, REPORT_RUNS, REPORT_FILE, SEAL_PAPER, PAPER_PAGE];

import { REPORT_TYPES } from '@digiboost/domain/documents';
import { REPORTS, subjectOf } from '@digiboost/domain/reports';
import { z } from 'zod';
import { askedDay, day, instant } from '../http/units.ts';
import { tool } from './tool.ts';

const asked = askedDay().optional();
const kinds = REPORT_TYPES.map((type) => `${type} = ${REPORTS[type].title}`).join(', ');

/** The link to a report's file, which is made when there is none. */
export const REPORT_TOOL = tool({
  name: 'lien_rapport',
  title: 'Lien vers un rapport',
  description:
    'Le lien vers le fichier d’un rapport (PDF ou Excel), à donner à la personne : il s’ouvre sans mot de passe pendant 24 heures. ' +
    'Un rapport qui n’existe pas encore est fait ; s’il n’est pas prêt, redemandez-le à l’heure dite. Rien n’est envoyé.',
  scope: 'shop:read',
  writes: true,
  input: z.object({
    rapport: z.enum(REPORT_TYPES).describe(`${kinds}.`),
    du: asked.describe('Premier jour, AAAA-MM-JJ. Sans jours : le mois dernier, ou aujourd’hui pour un état du stock.'),
    au: asked.describe('Dernier jour, AAAA-MM-JJ.'),
  }),
  output: z.object({
    statut: z.enum(['PRET', 'EN_COURS']),
    titre: z.string(),
    du: day,
    au: day,
    lien: z.url().nullable(),
    valableJusqua: instant.nullable(),
    faitLe: instant.nullable(),
    pretVers: instant.nullable().meta({ description: 'Quand redemander le rapport qui se fait ; null : il est prêt.' }),
  }),
  async run({ askReport, home, member }, { rapport, du, au }) {
    const report = await askReport(member, { type: rapport, from: du, to: au });
    if (typeof report === 'string') return report;
    const kind = REPORTS[report.type];
    const said = {
      titre: `${kind.title} ${subjectOf(kind, report.period)}`,
      du: report.period.from,
      au: report.period.to,
    };
    if (report.state === 'UNDER_WAY') {
      const { readyAt: pretVers } = report;
      return { ...said, statut: 'EN_COURS' as const, lien: null, valableJusqua: null, faitLe: null, pretVers };
    }
    if (home === undefined) return `${said.titre} est prêt : il est dans Rapports, dans l’application.`;
    const { path, until, madeAt } = report;
    const link = { lien: home + path, valableJusqua: until, faitLe: madeAt };
    return { ...said, ...link, statut: 'PRET' as const, pretVers: null };
  },
});

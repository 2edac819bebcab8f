import type { KeyObject } from 'node:crypto';
import { formatDate, formatTime } from '@digiboost/domain/french';
import { businessDay } from '@digiboost/domain/shared/clock';
import { Router } from 'express';
import { type LonePage, lonePage } from '../http/lone-page.ts';
import { readPaperToken, type SealedPaper } from './paper-seal.ts';

const moment = (at: string): string => `${formatDate(businessDay(at))} à ${formatTime(at)}`;

const of = ({ shop, title, subject, madeAt, sealedAt, code, figures }: SealedPaper): LonePage => ({
  title: `Document de ${shop}`,
  text: 'Voici ce que disait ce document quand il a été fait. Comparez avec le papier : le code et les chiffres doivent être les mêmes.',
  facts: [
    { label: 'Document', value: `${title} ${subject}` },
    { label: 'Fait le', value: moment(madeAt) },
    ...(sealedAt === madeAt ? [] : [{ label: 'Enregistré le', value: moment(sealedAt) }]),
    { label: 'Code', value: code },
    ...figures,
  ],
});

const UNKNOWN: LonePage = {
  title: 'Document inconnu',
  text: 'Ce code n’est celui d’aucun document fait ici. Lisez-le de nouveau, ou demandez à la boutique de refaire le document.',
};

/** GET :token: the page of a paper, for whoever holds it. */
export function paperPages(secret: KeyObject): Router {
  const router = Router();
  router.get('/:token', (req, res) => {
    const paper = readPaperToken(secret, String(req.params.token));
    res.status(paper ? 200 : 404);
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Referrer-Policy', 'no-referrer');
    res.type('html').send(lonePage(paper ? of(paper) : UNKNOWN));
  });
  return router;
}

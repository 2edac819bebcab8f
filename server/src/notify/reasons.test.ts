import { expect, it } from 'vitest';
import { sentenceOfReason } from './reasons.ts';

it.each([
  'no-answer',
  'provider-down',
  'credentials-refused',
  'not-configured',
  'local',
  'refused',
  'from-a-later-version',
])('tells a shop of %s without a word for who delivers its goods', (reason) => {
  expect(sentenceOfReason(reason)).toMatch(/\.$/);
  expect(sentenceOfReason(reason)).not.toMatch(/fournisseur/i);
});

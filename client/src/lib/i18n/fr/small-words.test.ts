import type { Reliability } from '@digiboost/domain/forecast';
import { expect, it } from 'vitest';
import { forecast } from './forecast.ts';
import { productOutlook } from './product-analysis.ts';

it.each<[Reliability, string]>([
  ['RELIABLE', 'date fiable'],
  ['MEDIUM', 'fiabilité moyenne'],
  ['LOW', 'fiabilité faible'],
])('says of a date that is %s what a person would say', (reliability, said) => {
  expect([productOutlook.reliabilities[reliability], forecast.reliabilityOf(reliability)]).toEqual([said, said]);
});

import { alerting } from './alerts.ts';
import { firstDay } from './first-day.ts';
import { fiveMinutes } from './five-minutes.ts';
import { glossary } from './glossary.ts';
import { notebooks } from './notebook.ts';
import { ordering } from './order.ts';
import { papers } from './papers.ts';
import type { Chapter } from './scene.ts';
import { selling } from './sell.ts';
import { shelves } from './shelves.ts';
import { tilling } from './till.ts';
import { trouble } from './trouble.ts';

/** The guide, in its order, which is the order in which its scenes are played: one shop, one afternoon. */
export const CHAPTERS: readonly Chapter[] = [
  fiveMinutes,
  firstDay,
  selling,
  shelves,
  ordering,
  alerting,
  tilling,
  notebooks,
  papers,
  trouble,
  glossary,
];

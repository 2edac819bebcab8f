import { DRAFT_TOOL } from './draft-tool.ts';
import { MONEY_TOOLS } from './money-tools.ts';
import { READING_TOOLS } from './reading-tools.ts';
import { REPORT_TOOL } from './report-tool.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order in which agents see them. */
export const TOOLS: readonly Tool[] = [...READING_TOOLS, ...MONEY_TOOLS, REPORT_TOOL, DRAFT_TOOL];

/** What agents may read beside tools, in French. */
export const RESOURCES = { 'digiboost://definitions': 'Définitions', 'digiboost://boutique': 'La boutique' } as const;

/** The questions that agents offer to people, in French. */
export const PROMPTS = {
  bilan_de_la_semaine: 'Bilan de la semaine',
  que_commander: 'Que commander avec X francs ?',
} as const;

/** What people call what an agent asked for; what there is no more, or never was, goes by its name. */
export function titleOf(asked: string): string {
  const others: Readonly<Record<string, string>> = { ...RESOURCES, ...PROMPTS };
  const tool = TOOLS.find(({ name }) => name === asked);
  return tool?.title ?? (Object.hasOwn(others, asked) ? others[asked] : undefined) ?? asked;
}

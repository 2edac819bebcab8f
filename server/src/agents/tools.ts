import { DRAFT_TOOL } from './draft-tool.ts';
import { MONEY_TOOLS } from './money-tools.ts';
import { READING_TOOLS } from './reading-tools.ts';
import { REPORT_TOOL } from './report-tool.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order in which agents see them. */
export const TOOLS: readonly Tool[] = [...READING_TOOLS, ...MONEY_TOOLS, REPORT_TOOL, DRAFT_TOOL];

import type { ReportType } from '../documents/report.ts';
import { blindCount, expectedCount } from './count-sheet.ts';
import { inventory } from './inventory.ts';
import { monthlySummary } from './monthly-summary.ts';
import type { ReportKind } from './report.ts';
import { salesAnalysis } from './sales-analysis.ts';
import { smt, smtWorkbook } from './smt/smt.ts';

/** Every report, one line each, in the order in which they are offered. */
export const REPORTS: Readonly<Record<ReportType, ReportKind>> = {
  MONTHLY_SUMMARY: monthlySummary,
  SALES_ANALYSIS: salesAnalysis,
  INVENTORY: inventory,
  COUNT_SHEET: blindCount,
  COUNT_SHEET_EXPECTED: expectedCount,
  SMT: smt,
  SMT_WORKBOOK: smtWorkbook,
};

export * from './filled.ts';
export * from './paper.ts';
export * from './period.ts';
export * from './report.ts';
export * from './schedule.ts';
export * from './seal.ts';
export * from './written.ts';

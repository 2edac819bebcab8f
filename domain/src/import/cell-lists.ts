import { LIMITS } from '../documents/limits.ts';
import { parsePhone } from '../shared/phone.ts';
import type { Row } from './row.ts';
import type { Field } from './table.ts';
import { cellText, fold, isAbsent } from './text.ts';

/** The first telephone number of a cell, in E.164; '' when it holds none. */
export function phoneIn(row: Row, field: Field): string {
  const cell = row.cell(field);
  if (isAbsent(cell)) return '';
  const parts = cellText(cell)
    .split(/\s*(?:[/;,|]|\bou\b|\bet\b|\bor\b)\s*/i)
    .filter(Boolean);
  const whole = parsePhone(cellText(cell));
  const found = [whole, ...parts.map(parsePhone)].find((read) => read.ok);
  if (!found?.ok) {
    row.unreadable('not-a-phone', field);
    return '';
  }
  if (!whole.ok && parts.length > 1) row.fault('first-of-several', field);
  return found.value;
}

/** The category of a row; of a list of them ("Maison,Cuisine" under "Catégories"), the first. */
export function categoryIn(row: Row): string {
  const text = row.text('category', 200);
  const isList = /^(?:product )?categories/i.test(fold(row.columnName('category')));
  const parts = isList ? text.split(/\s*,\s*/).filter(Boolean) : [text];
  const first = parts[0] ?? '';
  if (parts.length > 1) row.fault('first-of-several', 'category');
  if (first.length <= LIMITS.category.name) return first;
  row.fault('shortened', 'category');
  return first.slice(0, LIMITS.category.name).trim();
}

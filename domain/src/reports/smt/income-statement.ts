import type { Section, Term } from '../paper.ts';
import { cell, journal, type Line, less, plus, rowIn, rowsOf } from './statement-lines.ts';
import type { Heading } from './treasury.ts';

const RESULT_ROWS = [
  'sales',
  'otherIn',
  'A',
  'purchases',
  'rent',
  'wages',
  'taxes',
  'interest',
  'otherOut',
  'B',
  'C',
  'stock',
  'claims',
  'D',
  'E',
  'charge',
  'gone',
  'F',
  'G',
] as const;
/** Where the lines of the income statement stand. */
export const resultRow: (key: (typeof RESULT_ROWS)[number]) => number = rowIn(RESULT_ROWS);
/** The amount of one of them. */
export const inResult = (key: (typeof RESULT_ROWS)[number]): Term => cell('result', resultRow(key), 'amount');

/** The income statement: what came in and was spent, put right by what changed beside the money. */
export function incomeStatement(): Section {
  const spent = (key: string, label: string, heading: Heading): Line => ({
    key,
    label,
    cells: { amount: [journal(heading, 'spent')] },
  });
  const lines: readonly Line[] = [
    { key: 'sales', label: 'Recettes des ventes', cells: { amount: [journal('SALES', 'net')] } },
    {
      key: 'otherIn',
      label: 'Autres recettes (excédents de caisse, matériel vendu)',
      cells: { amount: [journal('OTHER_IN', 'net'), plus('equipment', 'price')] },
    },
    {
      key: 'A',
      letter: 'A',
      label: 'Total des recettes',
      isStrong: true,
      cells: { amount: [inResult('sales'), inResult('otherIn')] },
    },
    {
      key: 'purchases',
      label: 'Dépenses sur achats de marchandises',
      cells: { amount: [journal('PURCHASES', 'spent'), plus('purchases', 'outside')] },
    },
    spent('rent', 'Dépenses sur loyers', 'RENT'),
    spent('wages', 'Dépenses sur salaires', 'WAGES'),
    spent('taxes', 'Dépenses sur impôts et taxes', 'TAXES'),
    spent('interest', 'Charges d’intérêts', 'INTEREST'),
    spent('otherOut', 'Autres dépenses (transport, manquants de caisse, divers)', 'OTHER_OUT'),
    {
      key: 'B',
      letter: 'B',
      label: 'Total des dépenses sur charges',
      isStrong: true,
      cells: { amount: (['purchases', 'rent', 'wages', 'taxes', 'interest', 'otherOut'] as const).map(inResult) },
    },
    {
      key: 'C',
      letter: 'C',
      label: 'Solde : excédent (+) ou insuffisance (−) de recettes, A − B',
      isStrong: true,
      cells: { amount: [inResult('A'), less(inResult('B'))] },
    },
    {
      key: 'stock',
      label: 'Variation des stocks (N−1 moins N)',
      cells: { amount: [plus('stock', 'before'), less(plus('stock', 'now'))] },
    },
    {
      key: 'claims',
      label: 'Variation des créances (N−1 moins N)',
      cells: { amount: [plus('accounts', 'claim_before'), less(plus('accounts', 'claim_now'))] },
    },
    {
      key: 'D',
      letter: 'D',
      label: 'Variation des stocks et des créances',
      isStrong: true,
      cells: { amount: [inResult('stock'), inResult('claims')] },
    },
    {
      key: 'E',
      letter: 'E',
      label: 'Variation des dettes d’exploitation (N−1 moins N)',
      isStrong: true,
      cells: { amount: [plus('accounts', 'debt_before'), less(plus('accounts', 'debt_now'))] },
    },
    { key: 'charge', label: 'Dotations aux amortissements', cells: { amount: [plus('equipment', 'charge')] } },
    { key: 'gone', label: 'Valeur nette du matériel sorti', cells: { amount: [plus('equipment', 'gone')] } },
    {
      key: 'F',
      letter: 'F',
      label: 'Amortissements et valeur du matériel sorti',
      isStrong: true,
      cells: { amount: [inResult('charge'), inResult('gone')] },
    },
    {
      key: 'G',
      letter: 'G',
      label: 'Résultat : C − D + E − F',
      isStrong: true,
      cells: { amount: [inResult('C'), less(inResult('D')), inResult('E'), less(inResult('F'))] },
    },
  ];
  return {
    name: 'Compte de résultat',
    title: 'Compte de résultat',
    table: {
      id: 'result',
      columns: [
        { id: 'letter', label: 'Réf.', kind: 'text' },
        { id: 'label', label: 'Rubrique', kind: 'text', isWide: true },
        { id: 'amount', label: 'Montant', kind: 'money' },
      ],
      ...rowsOf(lines, ['amount']),
    },
  };
}

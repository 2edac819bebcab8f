import type { Section, Term } from '../paper.ts';
import { inResult } from './income-statement.ts';
import { cell, journal, type Line, less, plus, rowIn, rowsOf } from './statement-lines.ts';

const BALANCE_ROWS = [
  'equipment',
  'stock',
  'claims',
  'drawer',
  'bank',
  'assets',
  'owner',
  'result',
  'loan',
  'debts',
  'liabilities',
] as const;
/** Where the lines of the balance sheet stand. */
export const balanceRow: (key: (typeof BALANCE_ROWS)[number]) => number = rowIn(BALANCE_ROWS);
const inBalance = (key: (typeof BALANCE_ROWS)[number], column: 'before' | 'now'): Term =>
  cell('balance', balanceRow(key), column);

/** What the owner put in, less what they took: of the till, of equipment and goods that no money of the till paid. */
const OWNER_MOVES: readonly Term[] = [
  journal('OWNER', 'net'),
  journal('EQUIPMENT', 'net'),
  plus('equipment', 'bought'),
  plus('purchases', 'outside'),
  less(plus('equipment', 'price')),
];

/** The balance sheet before the period and at its end. `loanBefore`: FCFA borrowed and not paid back by then. */
export function balanceSheet(loanBefore: number): Section {
  const both = (of: (column: 'before' | 'now') => readonly Term[]) => ({ before: of('before'), now: of('now') });
  const money = (key: 'drawer' | 'bank', label: string): Line => ({
    key,
    label,
    cells: { before: [journal('OPENING', key)], now: [plus('treasury', key)] },
  });
  const lines: readonly Line[] = [
    {
      key: 'equipment',
      label: 'Immobilisations, valeur nette',
      cells: { before: [plus('equipment', 'net_before')], now: [plus('equipment', 'net')] },
    },
    { key: 'stock', label: 'Stocks', cells: both((column) => [plus('stock', column)]) },
    {
      key: 'claims',
      label: 'Clients et débiteurs divers',
      cells: both((column) => [plus('accounts', `claim_${column}`)]),
    },
    money('drawer', 'Caisse'),
    money('bank', 'Banque (+ ou −), Wave et Orange Money'),
    {
      key: 'assets',
      label: 'TOTAL DE L’ACTIF',
      isStrong: true,
      cells: both((column) =>
        (['equipment', 'stock', 'claims', 'drawer', 'bank'] as const).map((key) => inBalance(key, column)),
      ),
    },
    {
      key: 'owner',
      label: 'Compte de l’exploitant',
      cells: {
        before: [inBalance('assets', 'before'), less(inBalance('loan', 'before')), less(inBalance('debts', 'before'))],
        now: [inBalance('owner', 'before'), ...OWNER_MOVES],
      },
    },
    { key: 'result', label: 'Résultat de la période', cells: { before: null, now: [inResult('G')] } },
    {
      key: 'loan',
      label: 'Emprunts',
      cells: { before: loanBefore, now: [inBalance('loan', 'before'), journal('LOAN', 'net')] },
    },
    {
      key: 'debts',
      label: 'Fournisseurs et créditeurs divers',
      cells: both((column) => [plus('accounts', `debt_${column}`)]),
    },
    {
      key: 'liabilities',
      label: 'TOTAL DU PASSIF',
      isStrong: true,
      cells: both((column) => (['owner', 'result', 'loan', 'debts'] as const).map((key) => inBalance(key, column))),
    },
  ];
  return {
    name: 'Bilan',
    title: 'Bilan',
    texts: ['Avant la période, le résultat des années passées est dans le compte de l’exploitant.'],
    table: {
      id: 'balance',
      columns: [
        { id: 'letter', label: 'Réf.', kind: 'text', isKey: true },
        { id: 'label', label: 'Rubrique', kind: 'text', isWide: true },
        { id: 'before', label: 'N−1', kind: 'money' },
        { id: 'now', label: 'N', kind: 'money' },
      ],
      ...rowsOf(lines, ['before', 'now']),
    },
  };
}

/** What has to be equal, reckoned twice. `counted`: what the till's own reckoning finds, where it was counted. */
export function checks(counted: { readonly drawer: number | null; readonly bank: number | null }): Section {
  const equity = (column: 'before' | 'now'): Term[] => [
    inBalance('assets', column),
    less(inBalance('loan', column)),
    less(inBalance('debts', column)),
  ];
  const lines: readonly Line[] = [
    {
      key: 'balance',
      label: 'Bilan : total de l’actif = total du passif',
      cells: { left: [inBalance('assets', 'now')], right: [inBalance('liabilities', 'now')] },
    },
    {
      key: 'result',
      label: 'Résultat = ce qui appartient à l’exploitant à la fin, moins avant, moins ses apports et retraits',
      cells: {
        left: [inResult('G')],
        right: [...equity('now'), ...equity('before').map(less), ...OWNER_MOVES.map(less)],
      },
    },
    ...(['drawer', 'bank'] as const).flatMap((key): Line[] =>
      counted[key] === null
        ? []
        : [
            {
              key,
              label:
                key === 'drawer'
                  ? 'Caisse du bilan = caisse de l’application'
                  : 'Banque du bilan = comptes de l’application',
              cells: { left: [inBalance(key, 'now')], right: counted[key] },
            },
          ],
    ),
  ];
  return {
    name: 'Contrôles',
    title: 'Contrôles : bilan équilibré au franc',
    texts: ['Chaque écart doit être 0.'],
    table: {
      id: 'checks',
      columns: [
        { id: 'letter', label: 'Réf.', kind: 'text', isKey: true },
        { id: 'label', label: 'Contrôle', kind: 'text', isWide: true },
        { id: 'left', label: 'Ici', kind: 'money' },
        { id: 'right', label: 'Là', kind: 'money' },
        {
          id: 'gap',
          label: 'Écart',
          kind: 'money',
          follows: { kind: 'difference', of: 'left', less: 'right' },
        },
      ],
      ...(() => {
        const { rows, cells } = rowsOf(lines, ['left', 'right']);
        return { rows: rows.map((row) => [...row, null]), cells };
      })(),
    },
  };
}

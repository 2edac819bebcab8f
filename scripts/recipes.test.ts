import { readdir, readFile } from 'node:fs/promises';
import type { AlertKind } from '@digiboost/domain/alerts';
import type { AlertType, MutableDocument, NewContent } from '@digiboost/domain/documents';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import 'fake-indexeddb/auto';

// What a newcomer adds by README's recipes: each list gets its line before anything reads it, as in its own file.
const MOST_PLACES = 3;
const AUTHOR = { at: '2026-03-02T09:15:00.000Z', by: 'u-awa', deviceId: 'd1' };
const TODAY = '2026-03-02';

/** One line more in a list. */
const line = (list: object, name: string, entry: unknown): void => void Object.assign(list, { [name]: entry });

const { ALERT_THRESHOLDS } = await import('@digiboost/domain/documents/limits');
line(ALERT_THRESHOLDS, 'SURPLUS', { surplusDays: [30, 365] });

const base = await import('@digiboost/domain/documents/base');
const { DOCUMENT_TYPES } = await import('@digiboost/domain/documents/registry');
const loanSchema = z.strictObject({
  ...base.editable,
  ...base.couchFields,
  _id: base.reference('loan'),
  type: z.literal('loan'),
  customer: base.text(80, 1),
  amount: base.money,
});
line(DOCUMENT_TYPES, 'loan', {
  schema: loanSchema,
  immutable: false,
  writers: ['admin', 'user'],
  ids: ['loan:'],
  held: 'all',
  projection: 'list',
});

const { ALERT_KINDS } = await import('../domain/src/alerts/kinds.ts');
const { watched } = await import('../domain/src/alerts/scope.ts');
const surplus: AlertKind = {
  type: 'SURPLUS' as AlertType,
  label: 'Stock en trop',
  hint: 'Quand un produit dort en trop grande quantité.',
  needs: () => ['outlook'],
  thresholds: {
    ['surplusDays' as 'idleDays']: { unit: 'day', usual: 90, label: 'Plus de (jours)', noun: 'Le surplus' },
  },
  about: 'product',
  remedy: null,
  openings: (conditions, facts) =>
    watched(conditions, facts)
      .filter(({ product }) => (facts.outlook?.products.get(product._id)?.coverage ?? 0) > limitOf(conditions))
      .map(({ product, onHand }) => ({
        subject: product._id,
        productId: product._id,
        opened: facts.today,
        opens: true,
        severity: 'LOW',
        details: { productName: product.name, unit: product.unit, stock: onHand },
      })),
  turnings: () => [{ from: Date.parse(AUTHOR.at) + 60_000, until: Date.parse(AUTHOR.at) + 120_000 }],
  when: (_conditions, subject) => `quand ${subject} est en trop`,
  summary: ({ productName = '' }) => `Il y a trop de ${productName}.`,
  lines: ({ productName = '' }) => [['Produit', productName]],
  advice: () => null,
};
const limitOf = (conditions: object): number => (conditions as { surplusDays?: number }).surplusDays ?? 90;
line(ALERT_KINDS, 'SURPLUS', surplus);

const { SALES_FIGURES, onLaterDay, overview } = await import('@digiboost/domain/kpis');
line(SALES_FIGURES, 'daysOpen', (totals: readonly unknown[], today: string) => `${totals.length} until ${today}`);

const { ANALYSES } = await import('../client/src/lib/insight/analyses/index.ts');
line(
  ANALYSES,
  'names',
  (shop: { products: ReadonlyMap<string, { product: { name: string } }> }, { max }: { max: number }) =>
    [...shop.products.values()].map(({ product }) => product.name).slice(0, max),
);

const { aProduct, aShop } = await import('@digiboost/domain/documents/testing/examples');

test('an alert kind: its file, a line of kinds and one of thresholds', async () => {
  const { alertSchema, ALERT_TYPES, newDocument } = await import('@digiboost/domain/documents');
  const { alertMessage, alertSentence, evaluateAlerts } = await import('@digiboost/domain/alerts');
  const { alertInput } = await import('../server/src/alerts/alert-input.ts');
  const { nextWake } = await import('../server/src/watch/wake.ts');
  const { isJudgedHere, needsOutlook } = await import('../client/src/lib/insight/judged-here.ts');
  const conditions = { surplusDays: 60 };
  const said = { name: 'Trop', alertType: 'SURPLUS', channels: [], recipients: [], isActive: true };
  const alert = alertSchema.parse(
    newDocument(
      { _id: 'alert:trop', type: 'alert', ...said, conditions } as unknown as NewContent<MutableDocument>,
      AUTHOR,
    ),
  );
  expect(ALERT_TYPES).toContain('SURPLUS');
  expect(alertSchema.safeParse({ ...alert, conditions: { surplusDays: 5 } }).success).toBe(false);

  const product = aProduct();
  const known = { coverage: 61 } as never;
  const facts = {
    now: AUTHOR.at,
    today: TODAY,
    products: [product],
    onHand: new Map([[product._id, 100]]),
    changes: () => null,
    outlook: { origin: TODAY, products: new Map([[product._id, known]]) },
    sales: null,
    sold: null,
    devices: null,
    debts: null,
    closings: null,
    lots: null,
    supplierName: () => null,
    unitCost: () => 0,
  };
  const [opened] = evaluateAlerts([alert], facts, []).opened;
  expect(opened).toMatchObject({ alertType: 'SURPLUS', message: `Il y a trop de ${product.name}.` });
  expect(evaluateAlerts([alert], { ...facts, outlook: null }, []).opened).toEqual([]);
  expect(alertMessage(opened as never, 'Boutique').title).toMatch(/Stock en trop$/);
  expect(alertSentence(alert, { product: () => null, category: () => null, person: () => null })).toMatch(
    /^Quand un produit est en trop/,
  );

  expect(alertInput.safeParse({ ...said, conditions }).success).toBe(true);
  const refused = alertInput.safeParse({ ...said, conditions: { surplusDays: 5 } });
  expect(refused.error?.issues[0]?.message).toBe('Le surplus est un nombre de jours de 30 à 365.');
  const shop = {
    name: 'shop_a',
    timezone: 'Africa/Dakar',
    active: [alert],
    now: AUTHOR.at,
    quarterAt: null,
    devices: null,
  };
  expect(nextWake({ ...shop, needs: new Set(['outlook']) })).toBe(Date.parse(AUTHOR.at) + 15 * 60_000);
  expect([isJudgedHere(alert), needsOutlook(alert)]).toEqual([true, true]);
});

test('a document type: its file, a line of the registry and an example', async () => {
  const { documentFault, merge, newDocument, revise } = await import('@digiboost/domain/documents');
  const { validateDocUpdate } = await import('../design-docs/src/validation/validate_doc_update.ts');
  const { CATALOGUE_RANGES, isInWindow } = await import('../client/src/lib/replica/exchange/window.ts');
  const { isListedDocument } = await import('../client/src/lib/model/records.ts');
  const content = {
    _id: 'loan:awa',
    type: 'loan',
    customer: 'Awa',
    amount: 500,
  } as unknown as NewContent<MutableDocument>;
  const loan = newDocument<MutableDocument>(content, AUTHOR);
  expect(documentFault(loan)).toBeNull();
  expect(documentFault({ ...loan, amount: -1 } as never)?.field).toBe('amount');
  const later = { ...AUTHOR, at: '2026-03-02T10:00:00.000Z', deviceId: 'd2' };
  const edited = [
    revise(loan, { amount: 700 } as object, AUTHOR),
    revise(loan, { customer: 'Awa Ba' } as object, later),
  ] as const;
  expect(merge(...edited)).toMatchObject({ amount: 700, customer: 'Awa Ba' });

  const security = { members: { roles: ['demo:admin', 'demo:user', 'demo:viewer'] } };
  const write = (role: string) => () =>
    validateDocUpdate(
      { ...loan, _revisions: { start: 1 } },
      null,
      { name: AUTHOR.by, roles: [`demo:${role}`] },
      security,
    );
  expect(write('user')).not.toThrow();
  expect(write('viewer')).toThrow(expect.objectContaining({ forbidden: 'type: not written by the role viewer' }));
  expect(CATALOGUE_RANGES).toContainEqual({ from: 'loan:', to: 'loan;' });
  expect([isInWindow(loan, AUTHOR.at), isListedDocument(loan)]).toEqual([true, true]);
});

test('a figure of the Accueil: its file, a line of the index and one of the overview', async () => {
  const { makeOverview, rollOverview } = await import('../client/src/lib/model/overview-record.ts');
  expect(overview([], [], TODAY)).toMatchObject({ daysOpen: `0 until ${TODAY}` });
  expect(onLaterDay(overview([], [], TODAY), [], '2026-03-03')).toMatchObject({ daysOpen: '0 until 2026-03-03' });
  const record = makeOverview([], new Map(), aShop(), TODAY);
  expect(rollOverview(record, '2026-03-03').overview).toMatchObject({ daysOpen: '0 until 2026-03-03' });
});

test('an analysis: its file and a line of the index', async () => {
  const { Analyst } = await import('../client/src/lib/insight/analyst.ts');
  const { OutlookStore } = await import('../client/src/lib/insight/outlook-store.ts');
  const { Phone } = await import('../client/src/lib/model/testing/test-phone.ts');
  const phone = new Phone();
  await phone.projector.open();
  await phone.bootstrap([aShop(), aProduct()], '2026-01-01T00:00:00.000Z');
  const store = new OutlookStore(phone.name);
  const silent = { onOutlook: () => undefined, onChange: () => undefined, report: () => undefined };
  const analyst = new Analyst({ name: phone.name, store, now: () => phone.now, ...silent });
  expect(await analyst.ask('names', { max: 1 })).toEqual([aProduct().name]);
  analyst.close();
  store.close();
  await phone.projector.close();
});

test('README names no more places than these, and all of them are there', async () => {
  const readme = await readFile('README.md', 'utf8');
  const recipes = readme
    .split(/^### /m)
    .slice(1)
    .filter((text) => text.startsWith('Adding '));
  const kinds = recipes.map((text) => text.split('\n')[0]);
  expect(kinds).toEqual(
    expect.arrayContaining(['Adding a KPI', 'Adding a document type', 'Adding an alert', 'Adding an analysis']),
  );
  for (const recipe of recipes.filter((text) => /^\d\. /m.test(text))) {
    const places = [...recipe.matchAll(/^\d\. `([^`]+)`/gm)].map(([, path = '']) => path);
    expect(places.length, recipe).toBeGreaterThan(0);
    expect(recipe.match(/^\d\. /gm)?.length, recipe).toBeLessThanOrEqual(MOST_PLACES);
    for (const path of places) {
      const folder = path.slice(0, path.lastIndexOf('/'));
      const name = path.slice(folder.length + 1);
      if (name.startsWith('<')) expect(await readdir(folder), recipe).not.toEqual([]);
      else expect(await readdir(folder), recipe).toContain(name);
    }
  }
});

test('nothing else must be told of each type: such a table is the list itself', async () => {
  const lists = ['domain/src/alerts/kinds.ts'];
  const told: string[] = [];
  for (const room of ['domain/src', 'design-docs/src', 'couch', 'server/src', 'client/src', 'scripts']) {
    for (const path of await readdir(room, { recursive: true })) {
      if (!/\.(ts|svelte)$/.test(path) || /node_modules|dist|\.test\.ts$/.test(path)) continue;
      const text = await readFile(`${room}/${path}`, 'utf8');
      if (/(?<!Partial<)Record<\s*(AlertType|DocumentTypeName|ListedType|ThresholdName)\b/.test(text))
        told.push(`${room}/${path}`);
    }
  }
  expect(told).toEqual(lists);
});

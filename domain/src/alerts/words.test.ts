import { describe, expect, test } from 'vitest';
import { ALERT_TYPES } from '../documents/alert.ts';
import { anAlert, anAlertEvent } from '../documents/testing/examples.ts';
import { cut, oneLine } from '../french/index.ts';
import { ALERT_KINDS } from './kinds.ts';
import { alertMessage, digestMessage } from './message.ts';
import { alertSentence } from './sentence.ts';

const N = '\u202f';
const names = {
  product: (id: string) => ({ 'product:riz': 'Riz brisé', 'product:huile': 'Huile' })[id] ?? null,
  category: (id: string) => ({ 'category:cereales': 'Céréales', 'category:epices': 'Épices' })[id] ?? null,
  person: (id: string) => (id === 'u-awa' ? 'Awa' : null),
};

describe('the message of an event', () => {
  test('says what the manager needs, the title in bold', () => {
    const event = anAlertEvent({
      alertType: 'LOW_STOCK',
      severity: 'MEDIUM',
      message: 'Il reste 4 sacs de Riz brisé, pour un minimum de 5 sacs.',
      details: {
        productName: 'Riz brisé',
        unit: 'sac',
        stock: 4,
        minStock: 5,
        coverageDays: 3.4,
        predictedFrom: '2026-11-26',
        predictedTo: '2026-11-28',
        recommendedQuantity: 40,
        supplierName: 'Grossiste Sandaga',
      },
    });
    const { text, title, variables } = alertMessage(event, 'Boutique Awa');
    expect(title).toBe(`Alerte${N}: Stock faible`);
    expect(text).toBe(
      [
        `⚠️ *ALERTE${N}: STOCK FAIBLE*`,
        '',
        `Produit${N}: Riz brisé`,
        `Stock actuel${N}: 4${N}sacs`,
        `Stock minimum${N}: 5${N}sacs`,
        `Couverture${N}: 3 jours`,
        `Rupture prévue${N}: entre jeudi 26 novembre et samedi 28 novembre`,
        '',
        `Action recommandée${N}:`,
        `Commander 40${N}sacs auprès de Grossiste Sandaga.`,
        '',
        'Boutique Awa – Digiboost PME',
      ].join('\n'),
    );
    expect(variables).toHaveLength(5);
    for (const variable of variables) expect(variable).not.toMatch(/\n|^$/);
  });

  test('holds for every type without any figure', () => {
    for (const alertType of ALERT_TYPES) {
      const { text, variables } = alertMessage(anAlertEvent({ alertType, details: {} }), 'Boutique Awa');
      expect(text).not.toMatch(/undefined|NaN|null/);
      expect(ALERT_KINDS[alertType].summary({})).not.toMatch(/undefined|NaN|null/);
      expect(variables.every((variable) => variable.length > 0)).toBe(true);
    }
  });

  test.each([
    ['Oignons', `Il reste 6${N}kg d’Oignons, pour un minimum de 10${N}kg.`],
    ['Haricots', `Il reste 6${N}kg de Haricots, pour un minimum de 10${N}kg.`],
  ])('elides before %s as French does', (productName, expected) => {
    expect(ALERT_KINDS.LOW_STOCK.summary({ productName, unit: 'kg', stock: 6, minStock: 10 })).toBe(expected);
  });

  test('of many events lists the first and counts the rest', () => {
    const events = Array.from({ length: 25 }, (_, n) => anAlertEvent({ message: `Produit ${n} est en rupture.` }));
    const { text, title } = digestMessage(anAlert({ name: 'Ruptures' }), events, 'Boutique Awa');
    expect(title).toBe(`Ruptures${N}: 25 alertes`);
    expect(text.match(/•/g)).toHaveLength(20);
    expect(text).toContain('… et 5 de plus dans l’application.');
  });
});

describe('a message of many events', () => {
  const names = ['Riz brisé', 'Huile', 'Sucre', 'Savon'];
  const details = (productName: string, stock: number) => ({
    productName,
    unit: 'sac',
    stock,
    minStock: 5,
    recommendedQuantity: 40,
    supplierName: 'Grossiste Sandaga',
  });

  test('says of each what is left, how much to order and from whom', () => {
    const events = names.map((name, n) => {
      const alertType = n === 0 ? 'LOW_STOCK' : 'RUPTURE';
      const told = details(name, n === 0 ? 4 : 0);
      return anAlertEvent({ alertType, details: told, message: ALERT_KINDS[alertType].summary(told) });
    });
    const { text, variables } = digestMessage(anAlert({ name: 'Stock' }), events, 'Boutique Awa');
    expect(text).toContain(
      [
        `• Il reste 4${N}sacs de Riz brisé, pour un minimum de 5${N}sacs.`,
        `   Commander 40${N}sacs auprès de Grossiste Sandaga.`,
        '• Huile est en rupture.',
        `   Stock${N}: 0${N}sac. Commander 40${N}sacs auprès de Grossiste Sandaga.`,
      ].join('\n'),
    );
    expect(variables[3]).toContain(`40${N}sacs de Riz brisé (Grossiste Sandaga), 40${N}sacs d’Huile (Grossiste`);
  });

  test('is whole within what WhatsApp takes, and counts what is left out', () => {
    const events = Array.from({ length: 200 }, (_, n) =>
      anAlertEvent({ message: `Article ${n} est en rupture.`, details: details(`Article ${n}`, 0) }),
    );
    const { text } = digestMessage(anAlert({ name: 'Ruptures' }), events, 'Boutique Awa');
    expect(text.length).toBeLessThan(1600);
    const told = text.match(/•/g)?.length ?? 0;
    expect(told).toBeGreaterThan(8);
    expect(text.match(/Commander 40/g)).toHaveLength(told);
    expect(text).toContain(`… et ${200 - told} de plus dans l’application.`);
  });
});

describe('the variables of a template', () => {
  test('name whole products, and count those that do not fit', () => {
    const events = Array.from({ length: 40 }, (_, n) =>
      anAlertEvent({
        alertType: 'LOW_STOCK',
        message: `Il reste ${n} sacs de Riz du fleuve ${n}.`,
        details: { productName: `Riz du fleuve ${n}`, unit: 'sac', stock: n, recommendedQuantity: 40 },
      }),
    );
    const { variables } = digestMessage(anAlert({ name: 'Stock faible' }), events, 'Boutique Awa');
    expect(variables[0]).toBe(`Stock faible${N}: 40 alertes`);
    const [, names = '', , orders = ''] = variables;
    expect(names).toMatch(/^Riz du fleuve 0, Riz du fleuve 1 \(1\u202fsac\), Riz du fleuve 2 \(2\u202fsacs\)/);
    expect(orders).toMatch(/^Commander 40\u202fsacs de Riz du fleuve 0, 40\u202fsacs de Riz du fleuve 1,/);
    for (const text of [names, orders]) {
      const named = text.match(/Riz du fleuve \d+/g)?.length ?? 0;
      expect(named).toBeGreaterThan(7);
      expect(text).toMatch(new RegExp(`… et ${40 - named} de plus dans l’application\\.?$`));
      expect(text.length).toBeLessThanOrEqual(300);
    }
  });

  test('hold all of a few events', () => {
    const events = ['Oignons', 'Riz', 'Eau', 'Sucre'].map((productName) =>
      anAlertEvent({ message: `${productName} est en rupture.`, details: { productName, stock: 0 } }),
    );
    expect(digestMessage(anAlert({ name: 'Ruptures' }), events, 'Boutique Awa').variables).toEqual([
      `Ruptures${N}: 4 alertes`,
      'Oignons, Riz, Eau, Sucre',
      '—',
      '—',
      'Boutique Awa',
    ]);
  });
});

test('the last reminder says that it is the last, alone and among others', () => {
  const event = { ...anAlertEvent({ message: 'Riz brisé est en rupture.' }), isLast: true };
  const alone = alertMessage(event, 'Boutique Awa');
  expect(alone.text).toContain(`Dernier rappel${N}: l’alerte reste ouverte dans l’application, sans autre message.`);
  expect(alone.variables[3]).toContain('Dernier rappel');
  const { text } = digestMessage(
    anAlert(),
    [event, anAlertEvent({ message: 'Huile est en rupture.' })],
    'Boutique Awa',
  );
  expect(text).toContain('• Riz brisé est en rupture. (dernier rappel)\n• Huile est en rupture.\n');
});

describe('the sentence of an alert', () => {
  const sentence = (changes: Parameters<typeof anAlert>[0]) =>
    alertSentence(anAlert({ recipients: ['u-awa'], ...changes }), names);
  test.each([
    [{}, 'Quand un produit est en rupture, prévenir Awa par WhatsApp.'],
    [
      { alertType: 'LOW_STOCK', conditions: { categoryIds: ['category:cereales'], repeatHours: 24 } },
      'Quand un produit de Céréales passe sous son stock minimum, prévenir Awa par WhatsApp, puis rappeler tous les jours tant que ce n’est pas réglé.',
    ],
    [
      {
        alertType: 'PREDICTED_RUPTURE',
        conditions: { productIds: ['product:riz', 'product:huile'], digestAt: '07:30' },
      },
      'Quand Riz brisé ou Huile risque la rupture dans les 7 jours, prévenir Awa par WhatsApp, en un seul message par jour à 7\u00a0h\u00a030.',
    ],
    [
      { conditions: { categoryIds: ['category:epices'] } },
      'Quand un produit d’Épices est en rupture, prévenir Awa par WhatsApp.',
    ],
    [
      { alertType: 'SERVICE_RATE_DROP', channels: ['WHATSAPP', 'EMAIL'] },
      `Quand le taux de service de la boutique sur 7 jours passe sous 90${N}%, prévenir Awa par WhatsApp et e-mail.`,
    ],
    [
      { alertType: 'SYNC_SILENCE', recipients: [], conditions: { silentHours: 24 } },
      'Quand un téléphone ne donne pas de nouvelles pendant 24 heures, le montrer dans l’application.',
    ],
    [
      { conditions: { digestAt: '23:00', quietFrom: '22:00', quietUntil: '07:00' } },
      'Quand un produit est en rupture, prévenir Awa par WhatsApp, en un seul message par jour à 7\u00a0h.',
    ],
    [
      { alertType: 'DORMANT', conditions: { quietFrom: '22:00', quietUntil: '07:00' } },
      'Quand un produit n’est pas vendu pendant 60 jours, prévenir Awa par WhatsApp, sauf entre 22\u00a0h et 7\u00a0h.',
    ],
  ] as const)('%o', (changes, expected) => {
    expect(sentence(changes as Parameters<typeof anAlert>[0])).toBe(expected);
  });
});

describe('a hostile name', () => {
  test('is one line without control characters or turned direction', () => {
    expect(oneLine('Riz\r\nBcc: x@y.sn\u0000\u202e\u2028 brisé ')).toBe('Riz Bcc: x@y.sn brisé');
    expect(oneLine('\u0000')).toBe('');
    const { title, text } = digestMessage({ name: 'Al\r\nBcc: v@z.sn' }, [], 'Bou\ntique');
    expect(title).not.toMatch(/[\r\n]/);
    expect(text).toContain('Bou tique – Digiboost PME');
  });

  test('is cut between two characters: CouchDB refuses half of one', () => {
    for (let before = 0; before < 3; before += 1) {
      const name = `${'a'.repeat(before)}${'😀'.repeat(200)}`;
      const { variables } = digestMessage(
        { name: 'Ruptures' },
        [anAlertEvent({ message: name, details: { productName: name } })],
        name,
      );
      for (const text of [...variables, oneLine(name), cut(name, 11)])
        expect(() => encodeURIComponent(text)).not.toThrow();
    }
  });
});

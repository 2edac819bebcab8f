import { digestMessage } from '@digiboost/domain/alerts';
import { anAlert, anAlertEvent } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { templateOf } from './templates.ts';

const contentOf = (count: number) => {
  const events = Array.from({ length: count }, (_, n) =>
    anAlertEvent({ message: `Riz du fleuve ${n} est en rupture.`, details: { productName: `Riz du fleuve ${n}` } }),
  );
  return { ...digestMessage(anAlert({ name: 'Ruptures' }), events, 'Boutique Awa'), url: '/alertes' };
};

test('the shared template tells a short message as it is', () => {
  expect(templateOf({ DEFAULT: 'HX1' }, { alertType: 'RUPTURE' }, contentOf(2))?.variables[1]).toContain(
    '• Riz du fleuve 0 est en rupture. · • Riz du fleuve 1 est en rupture.',
  );
});

test('either template names whole products of a long message, and counts the others', () => {
  for (const templates of [{ DEFAULT: 'HX1' }, { RUPTURE: 'HX2' }]) {
    const filled = templateOf(templates, { alertType: 'RUPTURE' }, contentOf(40));
    expect(filled?.variables[1]).toMatch(/^Riz du fleuve 0, .*Riz du fleuve \d+ … et \d+ de plus dans l’application/);
    for (const variable of filled?.variables ?? []) expect(variable.length).toBeLessThanOrEqual(500);
  }
});

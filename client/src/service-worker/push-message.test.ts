import { expect, it } from 'vitest';
import { readPush } from './push-message.ts';

const ORIGIN = 'https://boutique.test';
const read = (data: unknown) => readPush(JSON.stringify(data), ORIGIN);

it('shows title and text without the stars of WhatsApp, the title once', () => {
  expect(
    read({ title: '*Rupture* : Riz', text: '*Rupture* : Riz\nStock : 0 sac', url: '/alertes/x', tag: 'e1' }),
  ).toEqual({
    title: 'Rupture : Riz',
    body: 'Stock : 0 sac',
    url: '/alertes/x',
    tag: 'e1',
  });
});

it('opens a screen of this app only', () => {
  expect(read({ title: 'a', url: 'https://ailleurs.test/alertes/x?y=1' }).url).toBe('/alertes/x?y=1');
  expect(read({ title: 'a', url: 'javascript:alert(1)' }).url).toBe('/alertes/historique');
  expect(read({ title: 'a' }).url).toBe('/alertes/historique');
});

it.each(['', 'bonjour', 'null', '{"title":3}', '{}'])('says something in French for %j', (text) => {
  expect(readPush(text, ORIGIN)).toMatchObject({ title: 'Digiboost', body: expect.stringContaining('alerte') });
});

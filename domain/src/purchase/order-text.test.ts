import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderNumber, orderText } from './order-text.ts';
import { whatsAppLink } from './whatsapp-link.ts';

const text = (names: readonly string[], note?: string): string =>
  orderText({
    shop: 'Boutique Awa',
    phone: '77 123 45 67',
    supplier: 'Grossiste Sandaga',
    number: '260302-D11',
    lines: names.map((name) => ({ name, amount: '20 sacs', packs: '2 colis de 10 sacs' })),
    wishedFor: 'mercredi 4 mars',
    note,
  });

describe('the text of an order', () => {
  test('says who asks for what, and when', () => {
    expect(text(['Riz brisé 25 kg'], ' Appelez avant. ')).toBe(
      [
        'Bonjour Grossiste Sandaga,',
        'Commande 260302-D11 de Boutique Awa :',
        '',
        '• Riz brisé 25 kg : 20 sacs (2 colis de 10 sacs)',
        '',
        'Livraison souhaitée : mercredi 4 mars',
        'Note : Appelez avant.',
        'Merci de confirmer la disponibilité et le prix.',
        'Boutique Awa, 77 123 45 67',
      ].join('\n'),
    );
  });

  test('a product’s name is text, whatever it holds', () => {
    const names = ['<img src=x onerror=alert(1)>', '=cmd()', '+221', '-5', '@nom', '*gras*', '😀 Savon', '> citation'];
    const written = text(names, '=1+1');
    for (const name of names) expect(written).toContain(`• ${name} : `);
    for (const line of written.split('\n')) expect(line).not.toMatch(/^\s*[=+\-@>*]/);
  });

  test('one line per product, whatever its name: no line breaks, no turned direction', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), (names) => {
        const rows = text(names).split('\n');
        expect(rows.filter((row) => row.startsWith('• '))).toHaveLength(names.length);
        expect(rows).toHaveLength(names.length + 7);
      }),
    );
    expect(text(['Riz\nbrisé\u202e'])).toContain('• Riz brisé : ');
  });

  test('an order is called by its day and the end of its id', () => {
    expect(orderNumber('order:2026-03-02T09:15:00.000Z:kx81ab2c-q7f1')).toBe('260302-Q7F1');
  });
});

describe('the link to WhatsApp', () => {
  const textOf = (link: string): string => new URL(link).searchParams.get('text') ?? '';

  test('carries the number in digits, Senegal’s by default', () => {
    for (const phone of ['77 123 45 67', '+221 77 123 45 67', '00221771234567', '221 77-123-45-67', '(77) 123.45.67']) {
      expect(whatsAppLink('a', phone)).toBe('https://wa.me/221771234567?text=a');
    }
    expect(whatsAppLink('a', '+33 6 12 34 56 78')).toBe('https://wa.me/33612345678?text=a');
  });

  test('without a usable number it lets WhatsApp ask whom to send it', () => {
    for (const phone of [undefined, '', 'demander à Modou', '12', '+']) {
      expect(whatsAppLink('a', phone)).toBe('https://wa.me/?text=a');
    }
  });

  test('carries any text whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (written) => {
        const link = whatsAppLink(written, '77 123 45 67');
        expect(link.split('?')[1]).not.toMatch(/[#&\s"<>]/);
        expect(textOf(link)).toBe(written);
      }),
    );
    expect(textOf(whatsAppLink('a & b = c # d\n*e* +f', '77 123 45 67'))).toBe('a & b = c # d\n*e* +f');
  });

  test('half a character, as a cut name leaves it, does no harm', () => {
    expect(textOf(whatsAppLink('Savon \ud83d fin'))).toBe('Savon \ufffd fin');
  });
});

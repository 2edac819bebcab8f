import { PAYMENTS } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { categoryFills, paymentFill } from './fills.ts';

const category = (id: string, createdAt: string) => ({ _id: `category:${id}`, createdAt });

describe('the colours of what is compared', () => {
  it('stay with a category when the shop makes another', () => {
    const first = [category('riz', '2026-01-02'), category('huile', '2026-01-03')];
    const fillOf = categoryFills([category('savon', '2026-02-01'), ...first]);
    for (const { _id } of first) expect(fillOf(_id)).toBe(categoryFills(first)(_id));
    expect(['riz', 'huile', 'savon'].map((id) => fillOf(`category:${id}`))).toEqual(['hue-1', 'hue-2', 'hue-3']);
  });

  it('begin again after the eighth category, and are grey without one', () => {
    const many = Array.from({ length: 9 }, (_, index) => category(String(index), '2026-01-01'));
    expect(categoryFills(many)('category:8')).toBe('hue-1');
    expect(categoryFills(many)(null)).toBe('line-strong');
    expect(categoryFills(many)('category:gone')).toBe('line-strong');
  });

  it('tell every method of payment from every other', () => {
    const fills = [null, ...PAYMENTS].map(paymentFill);
    expect(new Set(fills).size).toBe(fills.length);
  });
});

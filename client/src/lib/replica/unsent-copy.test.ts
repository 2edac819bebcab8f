import type { ShopDocument } from '@digiboost/domain/documents';
import { describe, expect, it } from 'vitest';
import { unsentCopy } from './unsent-copy.ts';

describe('the copy of what was not sent', () => {
  it('names its shop, and holds every document and the reason of every refusal', async () => {
    const doc = { _id: 'sale:x', type: 'sale' } as unknown as ShopDocument;
    const refused = { doc, reason: 'forbidden', at: '2026-11-26T10:00:00.000Z' };
    const text = await unsentCopy(
      { unsent: async () => [doc], refused: async () => [refused] },
      { tenantId: 'sandaga', shopName: 'Boutique Sandaga' },
      '2026-11-26T14:00:00.000Z',
    );
    expect(JSON.parse(text)).toMatchObject({
      format: 'digiboost-unsent',
      shop: { id: 'sandaga', name: 'Boutique Sandaga' },
      exportedAt: '2026-11-26T14:00:00.000Z',
      unsent: [doc],
      refused: [refused],
    });
  });
});

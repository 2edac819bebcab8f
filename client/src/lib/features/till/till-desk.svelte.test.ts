import { type Closing, DEFAULT_SETTINGS, type ShopDocument } from '@digiboost/domain/documents';
import { aCash, aClosing } from '@digiboost/domain/documents/testing/examples';
import { moneyLinesOf, type TillPart } from '@digiboost/domain/ledger';
import { describe, expect, it } from 'vitest';
import type { ShopMoney } from '../../model/money-reader.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { ClosingForm } from './closing-form.svelte.ts';
import { TillDesk } from './till-desk.svelte.ts';

const transport = aCash({ n: 1, at: '2026-02-28T10:00:00.000Z' });
const rent = aCash({ n: 2, at: '2026-02-28T11:00:00.000Z', category: 'RENT', amount: 40_000 });
const CASH: TillPart = { method: 'CASH', expected: 12_500, base: { at: '', eventId: aClosing()._id, left: 0 } };

/** A phone that knows two expenses. */
class Phone extends FakeReplica {
  override async range<D extends ShopDocument>(): Promise<D[]> {
    return [transport, rent] as unknown as D[];
  }
}
const money = (parts: readonly TillPart[]): ShopMoney => ({
  till: async () => parts,
  tillLines: async () => [rent, transport].flatMap(moneyLinesOf),
  closings: async () => [],
  balances: async () => new Map(),
  timeline: async () => [],
});

async function deskOf(parts: readonly TillPart[] = [CASH], drawer?: 'PHONE') {
  const replica = new Phone();
  const desk = new TillDesk(money(parts), replica, () => ({ ...DEFAULT_SETTINGS, drawer }));
  await desk.read();
  return { desk, replica, form: new ClosingForm(() => desk.parts) };
}

describe('the till', () => {
  it('adds its expenses up by what they were for', async () => {
    const { desk } = await deskOf();
    expect(desk.expenses).toEqual([
      ['RENT', 40_000],
      ['TRANSPORT', 1500],
    ]);
  });

  it('takes a difference, and remembers what it had seen', async () => {
    const { desk, replica, form } = await deskOf();
    form.notes[10_000] = 1;
    form.notes[500] = 3;
    form.left = 2000;
    expect([form.countedOf('CASH'), form.differenceOf('CASH')]).toEqual([11_500, -1000]);
    const content = form.content;
    expect(content && (await desk.close(content))).toBe(true);
    const [closing] = [...replica.docs.values()] as Closing[];
    expect(closing).toMatchObject({
      type: 'closing',
      parts: [{ method: 'CASH', expected: 12_500, counted: 11_500, left: 2000 }],
      seen: [rent._id],
    });
  });

  it('compares a first count with nothing', async () => {
    const { form } = await deskOf([{ ...CASH, base: null }]);
    form.counted.CASH = 8000;
    expect(form.differenceOf('CASH')).toBeNull();
    expect(form.content?.parts).toEqual([{ method: 'CASH', expected: 8000, counted: 8000, left: 8000 }]);
  });

  it('leaves no more than was counted, and counts something', async () => {
    const { form } = await deskOf();
    expect(form.content).toBeNull();
    form.counted.WAVE = 0;
    form.left = 1;
    expect(form.content).toBeNull();
    form.left = null;
    expect(form.content?.parts.map(({ method }) => method)).toEqual(['WAVE']);
  });

  it('counts the cash of this phone alone, where each has a drawer of its own', async () => {
    const device = new Phone().author().deviceId;
    const own: TillPart = { ...CASH, device };
    const other: TillPart = { ...CASH, device: 'other', expected: 900 };
    const wave: TillPart = { ...CASH, method: 'WAVE', expected: 4000 };
    const { desk, replica, form } = await deskOf([{ ...CASH, base: null }, wave, other, own], 'PHONE');
    expect([desk.parts, desk.others]).toEqual([[own, wave], [other]]);
    form.counted.CASH = 12_000;
    expect(form.differenceOf('CASH')).toBe(-500);
    expect(form.content && (await desk.close(form.content))).toBe(true);
    expect([...replica.docs.values()].map((doc) => (doc as Closing).drawer)).toEqual(['PHONE']);
    form.counted.CASH = null;
    form.counted.WAVE = 4000;
    expect(form.content && (await desk.close(form.content))).toBe(true);
    expect([...replica.docs.values()].map((doc) => (doc as Closing).drawer)).toEqual(['PHONE', undefined]);
    expect((await deskOf([wave], 'PHONE')).desk.parts[0]).toEqual({ method: 'CASH', device, expected: 0, base: null });
  });
});

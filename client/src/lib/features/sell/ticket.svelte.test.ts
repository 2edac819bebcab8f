import type { Beyond, Sale, ShopDocument } from '@digiboost/domain/documents';
import { describe, expect, it, vi } from 'vitest';
import { memoryDrafts } from '../../drafts/testing/memory-drafts.ts';
import { ReplicaError } from '../../replica/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { claimDraftSlot, heldTickets } from './draft-slot.ts';
import { TicketController } from './ticket.svelte.ts';

const rice = aProduct('riz', 450);
const oil = aProduct('huile', 1250);
const drafts = memoryDrafts;
const freeLock = async () => () => undefined;

async function open(replica = new FakeReplica(), kept = drafts(), holdUpdates = () => () => undefined) {
  const ticket = new TicketController({ replica, timezone: () => 'Africa/Dakar', holdUpdates });
  await ticket.open(claimDraftSlot(kept, 'demo', freeLock));
  return { ticket, replica, kept };
}
const salesOf = (replica: FakeReplica) => [...replica.docs.values()] as Sale[];

describe('tickets that wait', () => {
  it('several, by name, outlive the page and are taken up again with what was on them', async () => {
    const { ticket, kept } = await open();
    ticket.add(rice, 3);
    ticket.setDiscount(50, 'Cliente');
    expect(await ticket.hold(' Awa ')).toBe(true);
    ticket.add(oil);
    expect(await ticket.hold('')).toBe(true);
    expect([ticket.lines, ticket.total]).toEqual([[], 0]);
    await ticket.close();
    const { ticket: later } = await open(new FakeReplica(), kept);
    expect(later.lines).toEqual([]);
    const waiting = await heldTickets(kept);
    expect(waiting.map(({ draft }) => [draft.name, draft.lines.length])).toEqual([
      ['Awa', 1],
      ['', 1],
    ]);
    const [first] = waiting;
    expect(first && (await later.resume(first.key))).toBe(true);
    expect(later.total).toBe(3 * 450 - 50);
    expect(await later.record()).toBe(true);
    expect(await heldTickets(kept)).toHaveLength(1);
  });

  it('is taken up by one page only, and the ticket in progress waits in its place', async () => {
    const { ticket, kept } = await open();
    ticket.add(rice);
    await ticket.hold('Awa');
    const [awa] = await heldTickets(kept);
    const { ticket: other } = await open(new FakeReplica(), kept);
    if (!awa) throw new Error('nothing waits');
    ticket.add(oil, 2);
    expect(await ticket.resume(awa.key)).toBe(true);
    expect(ticket.lines.map(({ productId }) => productId)).toEqual([rice._id]);
    expect(await other.resume(awa.key)).toBe(false);
    expect(other.lines).toEqual([]);
    expect((await heldTickets(kept)).map(({ draft }) => draft.lines[0]?.productId)).toEqual([oil._id]);
  });

  it('loses nothing of what a quick finger taps meanwhile', async () => {
    const { ticket, kept } = await open();
    ticket.add(rice);
    const held = ticket.hold('Awa');
    ticket.add(oil);
    expect(await held).toBe(true);
    expect(ticket.lines.map(({ productId }) => productId)).toEqual([oil._id]);
    const [awa] = await heldTickets(kept);
    expect(awa?.draft.lines.map(({ productId }) => productId)).toEqual([rice._id]);
    await ticket.close();
    expect((await open(new FakeReplica(), kept)).ticket.lines.map(({ productId }) => productId)).toEqual([oil._id]);
  });

  it('stays in progress where the phone cannot keep it', async () => {
    const kept = drafts();
    kept.move = () => Promise.reject(new Error('no storage'));
    const { ticket } = await open(new FakeReplica(), kept);
    ticket.add(rice);
    expect(await ticket.hold('Awa')).toBe(false);
    expect(ticket.lines).toHaveLength(1);
  });
});

describe('recording a ticket', () => {
  it('records one sale with what was tapped, then starts an empty ticket', async () => {
    const { ticket, replica } = await open();
    ticket.add(rice);
    ticket.add(rice);
    ticket.add(oil);
    ticket.setPrice(oil._id, 1200);
    ticket.setPayment('WAVE');
    expect(ticket.total).toBe(2100);
    expect(await ticket.record()).toBe(true);
    const [sale] = salesOf(replica);
    expect(sale).toMatchObject({
      type: 'sale',
      status: 'DELIVERED',
      payments: [{ method: 'WAVE', amount: 2100 }],
      day: '2026-03-01',
      createdBy: 'awa',
      lines: [
        { productId: rice._id, quantity: 2, unitPrice: 450 },
        { productId: oil._id, quantity: 1, unitPrice: 1200 },
      ],
    });
    expect(sale?._id).toBe(`sale:${sale?.at}:phone1-1`);
    expect(ticket.lines).toEqual([]);
    expect(ticket.payment).toBe('CASH');
    expect(ticket.recorded).toMatchObject({ total: 2100, change: null });
  });

  it('says what the catalogue asked for where another price was agreed, also once it was put aside', async () => {
    const { ticket, replica, kept } = await open();
    ticket.add(rice);
    ticket.setPrice(rice._id, 400);
    ticket.add(oil);
    await ticket.hold('Awa');
    const [awa] = await heldTickets(kept);
    expect(awa && (await ticket.resume(awa.key))).toBe(true);
    expect(await ticket.record()).toBe(true);
    expect(salesOf(replica)[0]?.lines).toEqual([
      { productId: rice._id, quantity: 1, unitPrice: 400, listPrice: 450 },
      { productId: oil._id, quantity: 1, unitPrice: 1250 },
    ]);
  });

  it('asks before it stores, stores what was approved, and stays as it was where nobody does', async () => {
    const replica = new FakeReplica();
    let isApproved = false;
    const asked: unknown[] = [];
    const asking = Object.assign(replica, {
      async approved(docs: readonly ShopDocument[], also: readonly Beyond[] = []) {
        asked.push(...also);
        if (!isApproved) throw new ReplicaError('not-approved', '');
        return docs.map((doc) => ({ ...doc, approvedBy: 'fatou' }) as ShopDocument);
      },
    });
    const { ticket } = await open(asking);
    ticket.add(rice);
    expect(await ticket.record(['CREDIT'])).toBe(false);
    expect(ticket.problem).toEqual({ code: 'not-approved' });
    expect([ticket.total, replica.docs.size]).toEqual([450, 0]);
    isApproved = true;
    expect(await ticket.record()).toBe(true);
    expect(asked).toEqual(['CREDIT']);
    expect(salesOf(replica)).toMatchObject([{ approvedBy: 'fatou' }]);
  });

  it('says it is recorded only once the phone holds it, and sells once however often it is pressed', async () => {
    const { ticket, replica } = await open();
    let durable: () => void = () => undefined;
    replica.latch = new Promise((resolve) => {
      durable = resolve;
    });
    ticket.add(rice);
    const presses = [ticket.record(), ticket.record(), ticket.record()];
    ticket.add(oil);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ticket.recorded).toBeNull();
    expect(ticket.saving).toBe(true);
    durable();
    expect(await Promise.all(presses)).toEqual([true, false, false]);
    expect(salesOf(replica)).toHaveLength(1);
    expect(await ticket.record()).toBe(false);
    expect(salesOf(replica)).toHaveLength(1);
  });

  it('keeps the ticket when the phone is full, and says so', async () => {
    const { ticket, replica, kept } = await open();
    replica.failure = new ReplicaError('storage-full', 'quota');
    ticket.add(rice);
    expect(await ticket.record()).toBe(false);
    expect(ticket.problem).toEqual({ code: 'storage-full' });
    expect(ticket.recorded).toBeNull();
    expect(ticket.quantityOf(rice._id)).toBe(1);
    await ticket.close();
    expect(await kept.get('ticket-0')).not.toHaveProperty('saleId');
    replica.failure = null;
    expect(await ticket.record()).toBe(true);
  });

  it('does not offer again a ticket of which only the answer was lost', async () => {
    const { ticket, replica } = await open();
    const put = replica.put.bind(replica);
    replica.put = async (docs) => {
      await put(docs);
      throw new ReplicaError('storage-failed', 'the worker is gone');
    };
    ticket.add(rice);
    expect(await ticket.record()).toBe(true);
    expect(ticket.lines).toEqual([]);
    expect(ticket.problem).toBeNull();
  });

  it('asks for what is missing and records nothing', async () => {
    const { ticket, replica } = await open();
    expect(await ticket.record()).toBe(false);
    expect(ticket.problem).toEqual({ code: 'empty' });
    ticket.add(rice);
    ticket.setPayment('CREDIT');
    expect(await ticket.record()).toBe(false);
    expect(ticket.problem).toEqual({ code: 'customer' });
    ticket.setCustomer('customer:modou');
    expect(ticket.problem).toBeNull();
    ticket.setQuantity(rice._id, null);
    expect(await ticket.record()).toBe(false);
    expect(replica.docs.size).toBe(0);
    ticket.setQuantity(rice._id, 0.5);
    expect(await ticket.record()).toBe(true);
    expect(salesOf(replica)[0]).toMatchObject({ payments: [], customerId: 'customer:modou' });
  });

  it('takes several payments, and leaves the rest on the account of a customer made in two taps', async () => {
    const { ticket, replica } = await open();
    ticket.add(rice, 10);
    ticket.setPayment('CREDIT');
    ticket.setParts([{ method: 'WAVE', amount: null }]);
    expect(await ticket.record()).toBe(false);
    expect(ticket.problem).toEqual({ code: 'part' });
    ticket.setParts([{ method: 'WAVE', amount: 5000 }]);
    await ticket.record();
    expect(ticket.problem).toEqual({ code: 'parts' });
    ticket.setParts([{ method: 'WAVE', amount: 2000 }]);
    expect(ticket.owed).toBe(2500);
    // Pressed at once, while the customer is being written: they are on it all the same.
    const [made, recorded] = await Promise.all([ticket.makeCustomer(' Moussa Ndiaye '), ticket.record()]);
    expect([made, recorded]).toEqual([true, true]);
    const [customer, sale] = [...replica.docs.values()];
    expect(customer).toMatchObject({ type: 'customer', name: 'Moussa Ndiaye', isActive: true });
    expect(sale).toMatchObject({ payments: [{ method: 'WAVE', amount: 2000 }], customerId: customer?._id });
  });

  it('gives change of what is handed over in cash alone', async () => {
    const { ticket } = await open();
    ticket.add(rice, 10);
    ticket.setParts([{ method: 'WAVE', amount: 4000 }]);
    ticket.received = 1000;
    expect([ticket.cash, ticket.change]).toEqual([500, 500]);
    // What was a part takes the rest: nothing is left to hand over.
    ticket.setPayment('WAVE');
    expect([ticket.parts, ticket.cash]).toEqual([[], 0]);
  });

  it('says the change to give back for cash', async () => {
    const { ticket } = await open();
    ticket.add(rice);
    ticket.received = 1000;
    expect(ticket.change).toBe(550);
    await ticket.record();
    expect(ticket.recorded?.change).toBe(550);
    expect(ticket.received).toBeNull();
  });
});

describe('a ticket that outlives its page', () => {
  it('is there again after a reload', async () => {
    const kept = drafts();
    const { ticket } = await open(new FakeReplica(), kept);
    ticket.add(rice);
    ticket.setCustomer('customer:awa');
    await ticket.close();
    const again = await open(new FakeReplica(), kept);
    expect(again.ticket.quantityOf(rice._id)).toBe(1);
    expect(again.ticket.customerId).toBe('customer:awa');
  });

  it('is not sold twice when the phone died just after recording it', async () => {
    const replica = new FakeReplica();
    const { ticket, kept } = await open(replica);
    ticket.add(rice);
    await ticket.record();
    const [sale] = salesOf(replica);
    await kept.put('ticket-0', {
      lines: [{ productId: rice._id, quantity: 1, unitPrice: 450 }],
      payment: 'CASH',
      customerName: '',
      saleId: sale?._id,
    });
    const again = await open(replica, kept);
    expect(again.ticket.lines).toEqual([]);
    expect(again.ticket.restoredSold).toBe(true);
  });

  it('is offered again when the phone died just before', async () => {
    const kept = drafts();
    const line = { productId: rice._id, quantity: 1, unitPrice: 450 };
    await kept.put('ticket-0', { lines: [line], payment: 'CASH', customerName: '', saleId: 'sale:gone' });
    const { ticket } = await open(new FakeReplica(), kept);
    expect(ticket.lines).toEqual([line]);
    expect(ticket.restoredSold).toBe(false);
  });

  it('adds what was tapped before it was read back', async () => {
    const kept = drafts();
    const first = await open(new FakeReplica(), kept);
    first.ticket.add(rice);
    await first.ticket.close();
    const ticket = new TicketController({
      replica: new FakeReplica(),
      timezone: () => 'Africa/Dakar',
      holdUpdates: () => () => undefined,
    });
    const opening = ticket.open(claimDraftSlot(kept, 'demo', freeLock));
    ticket.add(rice);
    ticket.add(oil);
    await opening;
    expect([ticket.quantityOf(rice._id), ticket.quantityOf(oil._id)]).toEqual([2, 1]);
  });

  it('holds updates back while it has lines', async () => {
    const release = vi.fn();
    const hold = vi.fn(() => release);
    const { ticket } = await open(new FakeReplica(), drafts(), hold);
    ticket.add(rice);
    ticket.add(rice);
    expect(hold).toHaveBeenCalledOnce();
    await ticket.record();
    expect(release).toHaveBeenCalledOnce();
    ticket.add(rice);
    ticket.abandon();
    expect(release).toHaveBeenCalledTimes(2);
  });
});

it('records the whole ticket as missed, without a payment', async () => {
  const { ticket, replica } = await open();
  ticket.add(rice, 3);
  ticket.setPayment('CREDIT');
  expect(await ticket.recordMissed()).toBe(true);
  expect(salesOf(replica)[0]).toMatchObject({ status: 'MISSED', lines: [{ quantity: 3 }] });
  expect(ticket.lines).toEqual([]);
});

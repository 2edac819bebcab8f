import { describe, expect, it } from 'vitest';
import { LazyList } from './lazy-list.svelte.ts';
import { DAY_LIST } from './notices.ts';

const day = (date: string, revenue: number) => ({
  day: date,
  revenue,
  tickets: 1,
  missedRevenue: 0,
  missedTickets: 0,
});

/** A list whose reads are answered by hand. */
function listReadByHand() {
  const answers: ((rows: ReturnType<typeof day>[]) => void)[] = [];
  const list = new LazyList(DAY_LIST, () => new Promise<ReturnType<typeof day>[]>((resolve) => answers.push(resolve)));
  return { list, answers };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('LazyList', () => {
  it('reads nothing before it is looked at, then once', async () => {
    const { list, answers } = listReadByHand();
    list.patch([day('2026-01-01', 1)]);
    list.reload();
    expect(answers).toHaveLength(0);
    expect(list.rows).toEqual([]);
    expect(list.isLoaded).toBe(false);
    answers[0]?.([day('2026-01-02', 2), day('2026-01-01', 1)]);
    await settled();
    expect(list.rows.map((row) => row.day)).toEqual(['2026-01-01', '2026-01-02']);
    expect(list.isLoaded).toBe(true);
    expect(answers).toHaveLength(1);
  });

  it('applies what changes during a read', async () => {
    const { list, answers } = listReadByHand();
    expect(list.rows).toEqual([]);
    list.patch([day('2026-01-01', 5)]);
    answers[0]?.([day('2026-01-01', 1)]);
    await settled();
    expect(list.rows).toEqual([day('2026-01-01', 5)]);
  });

  it('takes the rows of the last read or notice, not of the slowest', async () => {
    const { list, answers } = listReadByHand();
    expect(list.rows).toEqual([]);
    list.replace([day('2026-01-03', 3)]);
    answers[0]?.([day('2026-01-01', 1)]);
    await settled();
    expect(list.rows).toEqual([day('2026-01-03', 3)]);
  });

  it('tells whoever reads it', async () => {
    const { list, answers } = listReadByHand();
    const seen: number[] = [];
    const stop = $effect.root(() => {
      $effect(() => {
        seen.push(list.rows.length);
      });
    });
    await settled();
    answers[0]?.([day('2026-01-01', 1)]);
    await settled();
    list.patch([day('2026-01-02', 1)]);
    await settled();
    expect(seen).toEqual([0, 1, 2]);
    stop();
  });
});

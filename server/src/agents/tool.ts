import type { Right } from '@digiboost/domain/documents';
import type { z } from 'zod';
import type { AgentScope } from '../accounts/agent-keys.ts';
import type { Member } from '../accounts/require-user.ts';
import type { Database } from '../couch/client.ts';
import type { AskReport } from '../reports/asked-reports.ts';
import { keptAnswers } from '../shop/kept-answers.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import type { ShopMoney } from '../shop/shop-money.ts';

/** What a tool works with: one shop at one moment, of which it reads what it needs, and whom it works for. */
export interface ToolContext {
  readonly shop: Database;
  readonly book: () => Promise<WholeBook>;
  readonly money: () => Promise<ShopMoney>;
  readonly askReport: AskReport;
  /** Where people reach this server, such as `https://shop.example`; undefined when nobody said. */
  readonly home: string | undefined;
  readonly member: Member;
  readonly now: Date;
}

/** One narrow thing that an agent may ask. */
export interface Tool<I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** In French, for people. */
  readonly title: string;
  /** In French, for the model: what it answers, when to call it. */
  readonly description: string;
  readonly scope: AgentScope;
  /** What the person must be let see. */
  readonly tells?: Right;
  /** It leaves something behind: a draft, a report. */
  readonly writes?: true;
  readonly input: I;
  readonly output: O;
  /** The answer, or a sentence that says why there is none. */
  run(context: ToolContext, input: z.output<I>): Promise<z.input<O> | string>;
}

/** Questions about one state of a shop whose answers are kept. */
const MOST_KEPT = 50;

/** How a tool answers that asks the shop's book alone: the answer to one question on one book is worked out once. */
export function ofBook<I, A>(tell: (book: WholeBook, input: I, context: Pick<ToolContext, 'shop'>) => A | Promise<A>) {
  const answers = keptAnswers<Promise<A>>(MOST_KEPT);
  return async (context: Pick<ToolContext, 'book' | 'shop'>, input: I): Promise<A> => {
    const book = await context.book();
    return answers(book, JSON.stringify(input), async () => await tell(book, input, context));
  };
}

/** Says a tool, its types as narrow as they are written; afterwards one is like the other. */
export const tool = <I extends z.ZodObject, O extends z.ZodObject>(said: Tool<I, O>): Tool => said as unknown as Tool;

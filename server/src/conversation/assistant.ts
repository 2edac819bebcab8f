import { createHash } from 'node:crypto';
import { formatDate, formatMoney, formatQuantity, formatTime, oneLine } from '@digiboost/domain/french';
import { businessDay } from '@digiboost/domain/shared/clock';
import { untrusted } from '@digiboost/domain/shop';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { AgentScope } from '../accounts/agent-keys.ts';
import type { Member } from '../accounts/require-user.ts';
import { type AskedDraft, DRAFT_TOOL, proposedDraft } from '../agents/draft-tool.ts';
import type { Tool } from '../agents/tool.ts';
import {
  INSTRUCTIONS,
  NOT_SHOWN,
  noteCall,
  type RunnerParts,
  type RunTool,
  toolRunner,
} from '../agents/tool-runner.ts';
import { TOOLS } from '../agents/tools.ts';
import type { Database, Stored } from '../couch/client.ts';
import { shortened } from '../notify/channels/templates.ts';
import { isShown } from '../shop/rights.ts';
import { type ModelConfig, type ModelMessage, type ModelTool, nextReply } from './model.ts';

/** Answers free questions with a model that knows the shop by the agents' tools alone. */
export interface Assistant {
  /** The answer, null when there is none: the model is away, or told of no figure. */
  answer(question: string, member: Member, number: string): Promise<string | null>;
  /** Does what the number's holder was asked about last; null when nothing waits for their word. */
  agree(number: string, members: readonly Member[]): Promise<string | null>;
}

/** What a person has not agreed to yet. */
interface Waiting extends Stored {
  readonly type: 'assistantDraft';
  readonly tenantId: string;
  readonly userId: string;
  readonly asked: AskedDraft;
  readonly until: string;
}

/** The provider of messages waits 15 s for its answer. */
const PATIENCE_MS = 12_000;
const ROUNDS = 5;
const CALLS_AT_ONCE = 4;
const MOST_QUESTION = 500;
const MOST_ANSWER = 690;
const MOST_TOLD = 20_000;
const AGREED_WITHIN_MS = 15 * 60_000;
const CALLER = { keyId: 'whatsapp', keyName: 'WhatsApp' };
const SCOPES: Readonly<Record<string, readonly AgentScope[]>> = {
  admin: ['shop:read', 'orders:draft'],
  user: ['shop:read', 'orders:draft'],
  viewer: ['shop:read'],
};
const PROMPT =
  `${INSTRUCTIONS} Tu réponds à un gérant sur WhatsApp : en français, 400 caractères au plus, sans titre ni tableau. ` +
  'Chaque chiffre vient d’un outil. Si aucun outil ne répond à la question, dis-le.';

/** The assistant over one model; what waits for a word is kept in `control`. */
export function assistant(
  model: ModelConfig,
  parts: RunnerParts & { readonly control: Database; readonly log: Logger },
): Assistant {
  const { control, books, shop, log, now } = parts;

  return {
    async answer(question, member, number) {
      try {
        return await converse(question.slice(0, MOST_QUESTION), member, number);
      } catch (err) {
        log.warn({ err }, 'the model did not answer');
        return null;
      }
    },

    async agree(number, members) {
      const waiting = await control.get<Waiting>(idOf(number));
      if (!waiting?._rev) return null;
      const { _id, _rev, tenantId, userId, until } = waiting;
      // Taken away first: of two who agree at once, one does it.
      await control.remove({ _id, _rev });
      const member = members.find((one) => one.tenantId === tenantId && one.id === userId);
      if (until <= now().toISOString() || !member || !allowed(member).includes(DRAFT_TOOL)) return null;
      const done = await toolRunner(parts, member, noteCall(parts, member, CALLER))(DRAFT_TOOL, waiting.asked);
      return typeof done === 'string'
        ? done
        : 'C’est fait : la commande est en brouillon. Vérifiez-la et envoyez-la depuis Prévisions, dans l’application.';
    },
  };

  async function converse(question: string, member: Member, number: string): Promise<string | null> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const tools = allowed(member);
    const note = noteCall(parts, member, CALLER);
    const runTool = toolRunner(parts, member, note);
    const messages: ModelMessage[] = [
      { role: 'system', content: PROMPT },
      { role: 'user', content: question },
    ];
    const used = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const reply = await nextReply(model, messages, tools.map(shown), signal);
      const calls = reply.tool_calls?.slice(0, CALLS_AT_ONCE) ?? [];
      if (calls.length === 0) return used.size === 0 ? null : withSource(reply.content ?? '', used);
      messages.push({ ...reply, tool_calls: calls });
      for (const { id, function: called } of calls) {
        const tool = tools.find(({ name }) => name === called.name);
        const asked = tool?.input.safeParse(jsonOf(called.arguments));
        if (tool === DRAFT_TOOL && asked?.success) return propose(asked.data as AskedDraft, member, number);
        const told = tool && asked?.success ? await tell(runTool, tool, asked.data) : null;
        if (!told) await note(untrusted(called.name).untrusted, 0, 'refused');
        if (tool && told?.isDone) used.add(tool.title);
        const content = told?.text ?? 'Cet outil n’existe pas, ou ce qui lui est demandé n’est pas possible.';
        messages.push({ role: 'tool', tool_call_id: id, content: content.slice(0, MOST_TOLD) });
      }
    }
    return null;
  }

  /** Says in our own words what the model wants prepared; nothing is done before the person says so. */
  async function propose(asked: AskedDraft, member: Member, number: string): Promise<string> {
    const book = await books(shop(member.tenantId), now());
    if (DRAFT_TOOL.tells && !isShown(book, member, DRAFT_TOOL.tells)) return NOT_SHOWN;
    const proposed = await proposedDraft({ book: async () => book, member, now: now() }, asked);
    if (typeof proposed === 'string') return proposed;
    const until = new Date(now().getTime() + AGREED_WITHIN_MS).toISOString();
    const waiting = { type: 'assistantDraft', tenantId: member.tenantId, userId: member.id, asked, until } as const;
    await control.update<Waiting>(idOf(number), (known) => ({ ...known, _id: idOf(number), ...waiting }));
    const { cout, lignes } = proposed.answer;
    const supplier = book.suppliers.get(proposed.order.supplierId)?.name ?? '';
    const lines = lignes.map(
      ({ name, unit, quantity }) =>
        `• ${oneLine(name.untrusted, 40)} : ${formatQuantity(quantity, oneLine(unit.untrusted, 12))}`,
    );
    const list = shortened(lines.join('\n'), MOST_ANSWER - 250);
    const title = `Préparer une commande à *${oneLine(supplier, 60)}* (${formatMoney(cout)}) ?`;
    return `${title}\n${list}\nÉcrivez *OUI* dans les 15 minutes pour la mettre en brouillon. Rien n’est envoyé.`;
  }

  function withSource(text: string, used: ReadonlySet<string>): string | null {
    const at = now().toISOString();
    const source = `Source : ${[...used].join(', ')}, ${formatDate(businessDay(at))} à ${formatTime(at)}.`;
    const told = text.replace(/[^\P{C}\n]/gu, '').trim();
    return told === '' ? null : `${shortened(told, MOST_ANSWER - source.length - 2)}\n${source}`;
  }
}

const allowed = ({ role }: Member): readonly Tool[] => TOOLS.filter(({ scope }) => SCOPES[role]?.includes(scope));

const shown = ({ name, description, input }: Tool): ModelTool => ({
  name,
  description,
  parameters: z.toJSONSchema(input, { io: 'input' }),
});

async function tell(run: RunTool, tool: Tool, asked: Record<string, unknown>) {
  const answer = await run(tool, asked);
  return typeof answer === 'string' ? { text: answer, isDone: false } : { text: JSON.stringify(answer), isDone: true };
}

const idOf = (number: string): string => `assistantDraft:${createHash('sha256').update(number).digest('hex')}`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return null;
  }
}

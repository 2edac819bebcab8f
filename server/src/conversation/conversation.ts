import type { Right } from '@digiboost/domain/documents';
import { oneLine, typeset } from '@digiboost/domain/french';
import { formatPhone, maskPhone } from '@digiboost/domain/shared/phone';
import type { Logger } from 'pino';
import type { Member } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import type { Database } from '../couch/client.ts';
import { type Delivery, deliveryKey } from '../notify/delivery.ts';
import type { Notify } from '../notify/notify.ts';
import { mayIn } from '../shop/catalogue.ts';
import type { OfShop } from '../shop/kept.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import type { ShopMoney } from '../shop/shop-money.ts';
import { type AnsweredAlert, acknowledge, answeredAlert } from './answered-alert.ts';
import type { Assistant } from './assistant.ts';
import { type Command, commandOf, HELP, isFreeQuestion, OFFERED } from './command.ts';
import { draftFromAlert } from './draft-from-alert.ts';
import { debtsAnswer, tillAnswer } from './money-answer.ts';
import { orderText } from './order-text.ts';
import { onScreen, SCREEN } from './screen.ts';
import { purchaseAnswer, rupturesAnswer, salesAnswer } from './shop-answers.ts';
import { stockAnswer } from './stock-answer.ts';

/** A message that somebody wrote to the shop's number. */
export interface Inbound {
  readonly provider: 'twilio' | 'meta';
  /** The provider's id: it may deliver a message twice. */
  readonly id: string;
  /** Number in E.164. */
  readonly from: string;
  readonly text: string;
  /** The id of the message that it quotes. */
  readonly repliedTo?: string | undefined;
}

/** What a conversation needs. */
export interface ConversationParts {
  readonly notify: Pick<Notify, 'outbox' | 'deliveries' | 'numbers'>;
  readonly tenants: Pick<TenantStore, 'shop' | 'shopName'>;
  readonly books: OfShop<WholeBook>;
  readonly money: OfShop<ShopMoney>;
  /** What answers questions that no command understands; null: nothing does. */
  readonly assistant: Assistant | null;
  readonly log: Logger;
  readonly now: () => Date;
}

const NOT_ALLOWED = 'Votre compte ne permet pas de voir l’argent de la boutique.';
const NOTHING_OPEN = 'Aucune alerte n’attend de réponse.';
/** An answer is free text, which WhatsApp takes for 24 hours. */
const ALLOWED_MS = 23 * 3_600_000;

/**
 * Answers messages. Who writes is known by the number alone: one that belongs to no active user gets nothing. A number
 * that users of several shops share answers for the shop whose alert it answers, and sees the stock of all of them.
 */
export function conversation({
  notify: { outbox, deliveries, numbers },
  tenants,
  books,
  money,
  assistant,
  log,
  now,
}: ConversationParts): (message: Inbound) => Promise<void> {
  const shopName = async (tenantId: string) => (await tenants.shopName(tenantId)) ?? tenantId;

  return async (message) => {
    const users = await numbers.usersOf(message.from);
    const members = users.filter((user): user is Member => user.tenantId !== null);
    const { kind } = commandOf(message.text);
    const log_ = { from: maskPhone(message.from), provider: message.provider, kind };
    if (members.length === 0) {
      await heedStranger(message.from, kind);
      return log.info(log_, 'a message of nobody’s number was left unanswered');
    }
    // A provider delivers some messages twice, hours later at times: a STOP must not come back after a START.
    if (await deliveries.get(deliveryKey(replyId(message)))) return;
    await numbers.heard(message.from, now());
    const text = await answer(message, members);
    log.info({ ...log_, answered: text !== null }, 'a message was answered');
    if (text === null) return;
    const asker = await firstWithAnswersLeft(members);
    const buttons = kind === 'help' && text !== HELP ? [] : await offered(kind, members);
    if (asker) await outbox.enqueue([reply(message, asker, text, buttons)]);
    else log.warn(log_, 'a number’s shops have had all their answers of the day');
  };

  /** What may be asked next by a button: nothing that the number's shops keep from its users. */
  async function offered(kind: Command['kind'], members: readonly Member[]): Promise<string[]> {
    const may = async (right: Right): Promise<boolean> => (await thoseWith(right, members)).length > 0;
    const all = await Promise.all(
      (OFFERED[kind] ?? []).map(async ({ word, right }) => (!right || (await may(right)) ? [word] : [])),
    );
    return all.flat();
  }

  /** Anybody may say that a number is theirs: a shop that has used up its answers must not silence the holder's own. */
  async function firstWithAnswersLeft(members: readonly Member[]): Promise<Member | undefined> {
    const byShop = new Map(members.map((member) => [member.tenantId, member]));
    for (const member of byShop.values()) if ((await outbox.left(member.tenantId, 'reply')) > 0) return member;
    return undefined;
  }

  /** An alert may name a number that is no user's: its holder gets no answer, but may end the alerts all the same. */
  async function heedStranger(number: string, kind: string): Promise<void> {
    if (kind !== 'stop' && kind !== 'start') return;
    const isWrittenTo = (await deliveries.sentTo(number, 1)).length > 0;
    if (isWrittenTo) await numbers.setStopped(number, kind === 'stop', now());
  }

  async function answer(message: Inbound, members: readonly Member[]): Promise<string | null> {
    const command = commandOf(message.text);
    const isStopped = await numbers.isStopped(message.from);
    switch (command.kind) {
      case 'stop':
        await numbers.setStopped(message.from, true, now());
        return `Vous ne recevrez plus d’alertes au ${formatPhone(message.from)}. Écrivez START pour les recevoir de nouveau.`;
      case 'start':
        await numbers.setStopped(message.from, false, now());
        return `Vous recevrez de nouveau les alertes au ${formatPhone(message.from)}.\n\n${HELP}`;
      case 'stock':
        return ofAllShops(members, ({ tenantId }, most) => stockAnswer(tenants.shop(tenantId), command.words, most));
      case 'sales':
        return ofAllBooks(members, salesAnswer);
      case 'ruptures':
        return ofAllBooks(members, rupturesAnswer);
      case 'purchases':
        return ofAllBooks(members, (book) => purchaseAnswer(book, command.budget), 'COSTS');
      case 'till':
        return ofAllMoney(members, 'TILL', (own, shop) => tillAnswer(shop, own));
      case 'debts':
        return ofAllMoney(members, 'DEBTS', (own, _, most) => debtsAnswer(own, command.words, most));
      case 'acknowledge':
      case 'order': {
        const alert = await answeredAlert(message.from, message.repliedTo, members, command.kind, {
          deliveries,
          shop: tenants.shop,
        });
        if (!alert) return NOTHING_OPEN;
        const named = await signature(alert, members);
        return command.kind === 'order' ? `${await order(alert)}${named}` : `${await seen(alert)}${named}`;
      }
      case 'agree':
        return (await assistant?.agree(message.from, members)) ?? (isStopped ? null : HELP);
      case 'help':
        // Who wants no message is not written to because they wrote something else.
        return isStopped ? null : ((await freeAnswer(message, members)) ?? HELP);
    }
  }

  /** What a model answers to a question in the person's own words; of several shops, for the first one. */
  async function freeAnswer({ text, from }: Inbound, members: readonly Member[]): Promise<string | null> {
    if (!assistant || !isFreeQuestion(text)) return null;
    const member = await firstWithAnswersLeft(members);
    return member ? assistant.answer(text, member, from) : null;
  }

  async function seen(alert: AnsweredAlert): Promise<string> {
    await acknowledge(alert, now().toISOString());
    return `C’est noté, plus de rappel :\n${alert.events.map(({ message }) => `• ${message}`).join('\n')}`;
  }

  async function order(alert: AnsweredAlert): Promise<string> {
    const drafted = await draftFromAlert(alert, await books(alert.shop, now()), now());
    const isDone = drafted.drafts.length > 0 || drafted.others.some(({ kind }) => kind !== 'no-supplier');
    if (isDone) await acknowledge(alert, now().toISOString());
    return orderText(drafted);
  }

  async function ofAllBooks(
    members: readonly Member[],
    answerOf: (book: WholeBook, most: number) => string,
    right?: Right,
  ): Promise<string> {
    const allowed = right ? await thoseWith(right, members) : members;
    if (allowed.length === 0) return NOT_ALLOWED;
    return ofAllShops(allowed, async ({ tenantId }, most) =>
      answerOf(await books(tenants.shop(tenantId), now()), most),
    );
  }

  async function ofAllMoney(
    members: readonly Member[],
    right: Right,
    answerOf: (money: ShopMoney, shop: Database, most: number) => string | Promise<string>,
  ): Promise<string> {
    const allowed = await thoseWith(right, members);
    if (allowed.length === 0) return NOT_ALLOWED;
    return ofAllShops(allowed, async ({ tenantId }, most) => {
      const shop = tenants.shop(tenantId);
      return answerOf(await money(shop, now()), shop, most);
    });
  }

  /** Those to whom their shop's administrators let a right. */
  async function thoseWith(right: Right, members: readonly Member[]): Promise<readonly Member[]> {
    const may = await Promise.all(members.map(({ tenantId, role }) => mayIn(tenants.shop(tenantId), role, right)));
    return members.filter((_, n) => may[n]);
  }

  /** The answer of every shop that has the number, one below the other. */
  async function ofAllShops(
    members: readonly Member[],
    answerOf: (member: Pick<Member, 'tenantId'>, most: number) => Promise<string>,
  ): Promise<string> {
    const shops = [...new Set(members.map(({ tenantId }) => tenantId))];
    const answers = await Promise.all(
      shops.map(async (tenantId) => {
        if (shops.length === 1) return answerOf({ tenantId }, SCREEN);
        // The others must not push one's own shop out of the message.
        const most = Math.floor(SCREEN / shops.length) - 2;
        const name = `*${oneLine(await shopName(tenantId), 40)}*\n`;
        return name + onScreen(await answerOf({ tenantId }, most - name.length), most - name.length);
      }),
    );
    return answers.join('\n\n');
  }

  /** The shop's name, where the number has several. */
  async function signature({ user }: AnsweredAlert, members: readonly Member[]): Promise<string> {
    const several = new Set(members.map(({ tenantId }) => tenantId)).size > 1;
    return several ? `\n\n${await shopName(user.tenantId)}` : '';
  }

  function reply(message: Inbound, { tenantId, id }: Member, text: string, buttons: readonly string[]): Delivery {
    return {
      id: replyId(message),
      tenantId,
      eventId: '',
      alertType: 'REPLY',
      channel: 'WHATSAPP',
      recipient: id,
      userId: id,
      address: message.from,
      content: { title: 'Réponse', text: onScreen(typeset(text)), variables: [], buttons },
      notBefore: now().toISOString(),
      deadline: new Date(now().getTime() + ALLOWED_MS).toISOString(),
    };
  }
}

const replyId = ({ provider, id }: Inbound): string => `reply|${provider}|${id}`;

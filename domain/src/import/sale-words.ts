import type { Payment, Sale } from '../documents/index.ts';

const PAYMENT_WORDS: Readonly<Record<Payment, string>> = {
  CASH:
    'cash,especes,espece,liquide,comptant,paiement a la livraison,a la livraison,contre remboursement,' +
    'cash on delivery,cod,numeraire',
  WAVE: 'wave',
  ORANGE_MONEY: 'orange money,om,orange,orangemoney,o money',
  BANK: 'banque,virement,virement bancaire,cheque,carte,carte bancaire,bank,bank transfer,cheque bancaire,card',
  CREDIT: 'credit,a credit,dette,impaye,non paye,unpaid',
};
/**
 * What a row of sales says of itself: a sale, one that was missed, one that does not count, goods that came back, or a
 * sale of which some did.
 */
export type RowState = Sale['status'] | 'CANCELLED' | 'RETURNED' | 'PARTLY_RETURNED';

const STATUS_WORDS: Readonly<Record<RowState, string>> = {
  DELIVERED:
    'delivered,livre,livree,vendu,vendue,paye,payee,termine,terminee,valide,validee,ok,complete,completed,paid,' +
    'sale,sold,vente,payment,paiement,paiement accepte,processing,expedie,expediee,shipped,fulfilled,invoice,' +
    'order,commande,facture client,facture de vente,customer invoice,out invoice,charge,fermee,ferme,closed,cloture,cloturee,done,posted,comptabilise,encaisse,encaissee,regle,reglee,fait,facture,facturee',
  MISSED: 'missed,manque,manquee,rupture,non servi,non servie,vente manquee,refuse',
  CANCELLED: 'annule,annulee,annulation,cancelled,canceled,cancel,cancellation,voided,void',
  RETURNED:
    'retour,retourne,rembourse,returned,refunded,remboursement,refund,return,remboursee,retournee,avoir,' +
    'retour client,retour marchandise,retour article,reprise,vente retournee,note de credit,credit note,' +
    'facture d avoir,avoir client,note de credit client,customer credit note,out refund,sale return,sales return,return refund,refund receipt',
  PARTLY_RETURNED:
    'partially refunded,partially returned,partial refund,partiellement rembourse,partiellement remboursee,' +
    'rembourse partiellement,remboursee partiellement,remboursement partiel,rembourse en partie,remboursee en partie',
};

const wordMap = <K extends string>(words: Readonly<Record<K, string>>): Map<string, K> =>
  new Map((Object.entries(words) as [K, string][]).flatMap(([key, list]) => list.split(',').map((w) => [w, key])));
/** What a file calls each way to pay, folded. */
export const PAYMENT_OF = wordMap(PAYMENT_WORDS);
/** What a file calls a sale, one that was missed, what is none and what came back, folded. */
export const STATUS_OF = wordMap(STATUS_WORDS);

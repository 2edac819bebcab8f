import type { Payment, Sale } from '../documents/index.ts';

const PAYMENT_WORDS: Readonly<Record<Payment, string>> = {
  CASH: 'cash,especes,espece,liquide,comptant',
  WAVE: 'wave',
  ORANGE_MONEY: 'orange money,om,orange,orangemoney',
  BANK: 'banque,virement,virement bancaire,cheque,carte,carte bancaire,bank,bank transfer,cheque bancaire,card',
  CREDIT: 'credit,a credit,dette,impaye,non paye,unpaid',
};
const STATUS_WORDS: Readonly<Record<Sale['status'] | 'CANCELLED', string>> = {
  DELIVERED:
    'delivered,livre,livree,vendu,vendue,paye,payee,termine,terminee,valide,validee,ok,complete,completed,paid,' +
    'sale,vente,closed,cloture,cloturee,done,posted,comptabilise,encaisse,encaissee,regle,reglee,fait,facture,facturee',
  MISSED: 'missed,manque,manquee,rupture,non servi,non servie,vente manquee,refuse',
  CANCELLED:
    'annule,annulee,cancelled,canceled,cancel,retour,retourne,rembourse,returned,refunded,' +
    'remboursement,refund,return,remboursee,retournee,voided,void,avoir',
};

const wordMap = <K extends string>(words: Readonly<Record<K, string>>): Map<string, K> =>
  new Map((Object.entries(words) as [K, string][]).flatMap(([key, list]) => list.split(',').map((w) => [w, key])));
/** What a file calls each way to pay, folded. */
export const PAYMENT_OF = wordMap(PAYMENT_WORDS);
/** What a file calls a sale, one that was missed, and what is none, folded. */
export const STATUS_OF = wordMap(STATUS_WORDS);

import { FREE_LINE, FREE_NAME, type Payment, type SaleLine } from '@digiboost/domain/documents';
import { de, formatMoney, formatQuantity, plural } from '@digiboost/domain/french';
import { PAYMENT_WORDS } from '@digiboost/domain/reports/payment-words';
import { replicaErrors } from './replica-errors.ts';

export { settlementText } from '@digiboost/domain/reports/payment-words';

const missingProduct = 'Produit inconnu sur ce téléphone';

/** Words of Vendre and of its tickets. */
export const sell = {
  title: 'Vendre',
  search: 'Chercher un produit ou un code',
  mostSold: 'Les plus vendus',
  categories: 'Catégories',
  asList: 'Voir en liste',
  asTiles: 'Voir en tuiles',
  missedShort: 'Manquée',
  results: (count: number) => plural(count, 'produit trouvé', 'produits trouvés'),
  more: (count: number) => `Afficher ${count} de plus`,
  nothingFound: 'Aucun produit trouvé',
  nothingFoundHelp: 'Essayez un autre mot, ou créez le produit.',
  createProduct: 'Créer un produit',
  copyingHelp: 'Les produits seront là dans quelques secondes, avec du réseau.',
  noProducts: 'Aucun produit à vendre',
  noProductsHelp: 'Créez vos produits une fois ; vous les vendrez ensuite en deux gestes.',
  viewerOnly: 'Votre compte permet de consulter, pas de vendre.',
  giveCode: 'Donner à un produit',
  giveCodeTitle: (code: string) => `Donner le code ${code}`,
  replacesCode: (code: string) => `porte déjà ${code}`,
  codeGiven: (name: string) => `${name} porte maintenant ce code.`,
  added: (name: string, quantity: number) => `${name} : ${formatQuantity(quantity)} sur le ticket`,
  toCount: 'À compter',
  stockLeft: (quantity: number) => `Stock ${formatQuantity(quantity)}`,
  addOne: 'Ajouter',

  missed: 'Manquée',
  missedOf: (name: string) => `Noter une vente manquée : ${name}`,
  missedDone: (name: string) => `Vente manquée notée : ${name}`,
  missedUndone: 'Vente manquée retirée',
  missedTicket: 'Tout noter en vente manquée',
  undo: 'Retirer',

  ticket: 'Ticket en cours',
  ticketEmpty: 'Touchez un produit pour commencer un ticket.',
  articles: (lines: number) => plural(lines, 'article'),
  total: 'Total',
  open: 'Voir le ticket',
  quantityOf: (name: string) => `Quantité ${de(name)}`,
  priceOf: (name: string) => `Prix ${de(name)}`,
  quantity: 'Quantité',
  unitPrice: 'Prix',
  /** What of a line was sold, at which price: « 2 Carton × 5 000 FCFA, remise 500 FCFA ». */
  soldLine: ({ quantity, unitPrice, unit, discount }: SaleLine, ownUnit?: string) =>
    `${unit ? `${formatQuantity(unit.count)} ${unit.name}` : formatQuantity(quantity, ownUnit)} × ${formatMoney(unitPrice)}${
      discount ? `, remise ${formatMoney(discount)}` : ''
    }`,
  /** What a line is called: its product, or what was typed where it is not in the catalogue. */
  lineName: (
    { productId, label }: { readonly productId: string; readonly label?: string | undefined },
    product: { readonly name: string } | undefined,
  ): string => label ?? product?.name ?? (productId === FREE_LINE ? FREE_NAME : missingProduct),
  free: FREE_NAME,
  freeOf: (name: string) => `Vendre « ${name} » en divers`,
  soldBy: (name: string) => `Vendre ${name} par`,
  discount: 'Remise',
  discountOn: 'Sur',
  wholeTicket: 'Tout le ticket',
  discountReason: 'Motif de la remise',
  discountOf: (amount: number) => `Remise ${formatMoney(amount)}`,
  removeLine: (name: string) => `Enlever ${name} du ticket`,
  expired: (quantity: number, unit: string) =>
    `${formatQuantity(quantity, unit)} en rayon : date dépassée. Regardez la date avant de vendre.`,
  notEnough: (left: number, unit: string) =>
    left <= 0
      ? `Plus de stock compté (${formatQuantity(left, unit)}). La vente reste possible.`
      : `Il n’en reste que ${formatQuantity(left, unit)} en stock. La vente reste possible.`,
  missingProduct,
  payment: 'Paiement',
  payments: PAYMENT_WORDS,
  splitPayment: 'Payer en plusieurs fois ou moyens',
  part: 'Payé par',
  partAmount: 'Montant payé',
  removePart: (method: string) => `Enlever le paiement ${method}`,
  rest: {
    CASH: 'Le reste en espèces',
    WAVE: 'Le reste par Wave',
    ORANGE_MONEY: 'Le reste par Orange Money',
    BANK: 'Le reste à la banque',
    CREDIT: 'Reste à payer',
  } satisfies Record<Payment, string>,
  customer: 'Client',
  customerSearch: 'Nom ou numéro du client',
  customerHint: 'Pour retrouver qui doit payer.',
  createCustomer: (name: string) => `Créer « ${name} »`,
  otherCustomer: 'Changer de client',
  owes: (amount: number) => `doit ${formatMoney(amount)}`,
  owesNothing: 'ne doit rien',
  advance: (amount: number) => `avance de ${formatMoney(amount)}`,
  sameCustomer: {
    title: 'Ce client existe déjà ?',
    text: (name: string) => `« ${name} » est déjà dans le carnet. Est-ce la même personne ?`,
    same: 'C’est la même',
    other: 'Une autre personne',
  },
  credit: {
    title: 'Limite de crédit dépassée',
    text: (name: string, after: number, limit: number) =>
      `${name} devrait ${formatMoney(after)}. Sa limite est de ${formatMoney(limit)}.`,
    textAlone: (name: string) => `${name} devrait plus que sa limite.`,
    askAdmin: 'Un administrateur peut l’accorder, ou encaissez une partie.',
    pass: 'Accorder quand même',
    ask: 'Demander l’accord',
    mend: 'Revenir au ticket',
  },
  received: 'Somme reçue',
  note: (amount: number) => `Ajouter un billet de ${formatMoney(amount)}`,
  clearReceived: 'Effacer',
  change: 'Monnaie à rendre',
  stillDue: (amount: number) => `Il manque ${formatMoney(amount)}`,
  hold: 'Mettre en attente',
  waiting: (count: number) => `${plural(count, 'ticket')} en attente`,
  abandon: 'Vider le ticket',
  abandonTitle: 'Vider le ticket ?',
  abandonText: 'Les articles de ce ticket seront enlevés. Rien n’est enregistré.',
  keep: 'Garder le ticket',
  record: 'Enregistrer',
  recorded: 'Enregistré',
  receipt: 'Reçu',
  receiptFailed: 'Le reçu n’est pas sorti. La vente est bien enregistrée.',
  doubt: {
    title: 'Vérifiez ce ticket',
    text: 'Un chiffre n’est pas comme d’habitude. Une faute de frappe ?',
    quantity: (name: string, quantity: number, usual: number) =>
      `${name} : ${formatQuantity(quantity)} (d’habitude ${formatQuantity(usual)} au plus)`,
    price: (name: string, price: number, usual: number) =>
      `${name} : ${formatMoney(price)} l’unité (prix du produit : ${formatMoney(usual)})`,
    cost: (name: string, price: number, cost: number) =>
      `${name} : ${formatMoney(Math.round(price))} l’unité, moins que ce qu’il a coûté (${formatMoney(Math.round(cost))})`,
    loss: (name: string, price: number) =>
      `${name} : ${formatMoney(Math.round(price))} l’unité, moins que ce qu’il a coûté`,
    total: (total: number, usual: number) =>
      usual > 0
        ? `Total : ${formatMoney(total)} (d’habitude ${formatMoney(usual)} au plus)`
        : `Total : ${formatMoney(total)}`,
    mend: 'Corriger',
    record: 'Enregistrer quand même',
  },
  restoredSold: 'Votre dernier ticket avait bien été enregistré.',

  faults: {
    empty: 'Ajoutez au moins un article au ticket.',
    quantity: 'Tapez une quantité plus grande que zéro.',
    price: 'Tapez un prix en francs, sans centimes.',
    discount: 'La remise ne peut pas dépasser le total du ticket.',
    lineDiscount: 'La remise ne peut pas dépasser le prix de la ligne.',
    customer: 'Choisissez le client qui paiera plus tard.',
    part: 'Tapez le montant de chaque paiement.',
    parts: 'Les paiements dépassent le total du ticket.',
    'too-many-lines': 'Un ticket contient au plus 500 articles. Enregistrez-le, puis continuez sur un autre.',
    ...replicaErrors,
  },
  ticketKept: 'Le ticket est gardé.',

  scan: 'Lire un code-barres avec l’appareil photo',

  tickets: {
    title: 'Tickets',
    ofDay: 'Tickets du jour',
    day: 'Jour',
    none: 'Aucun ticket ce jour-là',
    noneToday: 'Aucun ticket aujourd’hui',
    noneHelp: 'Les ventes enregistrées apparaissent ici.',
    count: (count: number) => plural(count, 'ticket'),
    revenue: 'Vendu',
    missedCount: (count: number) => plural(count, 'vente manquée', 'ventes manquées'),
    missed: 'Vente manquée',
    voided: 'Annulé',
    detail: (time: string) => `Ticket de ${time}`,
    number: 'Numéro',
    customer: 'Client',
    each: 'l’unité',
    unknown: 'Ce ticket n’est pas sur ce téléphone',
    unknownHelp: 'Il est peut-être plus ancien que ce que le téléphone garde en détail.',
    back: 'Voir les tickets du jour',
    cancel: 'Annuler ce ticket',
    cancelTitle: 'Annuler ce ticket ?',
    cancelText:
      'Les articles reviennent en stock et la vente est retirée des chiffres. Le ticket reste dans la liste, barré.',
    cancelMissedText: 'La vente manquée est retirée des chiffres. Elle reste dans la liste, barrée.',
    countedSince: (names: string) =>
      `Un inventaire a été fait depuis pour ${names} : annuler ne changera pas ce stock, déjà compté.`,
    recordReturn: 'Remettre ces articles en stock',
    recordReturnHint: 'À cocher si le client vient de les rapporter : une entrée est enregistrée.',
    returnReason: 'Retour d’un ticket annulé',
    reason: 'Raison',
    confirm: 'Annuler le ticket',
    keep: 'Garder le ticket',
    cancelled: 'Ticket annulé',
    more: 'Voir plus de tickets',
  },
};

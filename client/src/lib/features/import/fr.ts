import { formatDate, formatMoney, formatNumber, plural } from '@digiboost/domain/french';
import type { Field, HandIn, ImportKind, ImportSummary } from '@digiboost/domain/import';
import type { ImportJob } from './journal.ts';
import type { ReadFault } from './read-file.ts';

/** Words of the import's steps. */
export const words = {
  title: 'Importer',
  intro:
    'Un fichier Excel (.xlsx, .xls) ou CSV : votre catalogue, votre stock, un bon de livraison, vos ventes passées ou vos clients et leurs dettes. Ou la copie de ce qu’un téléphone n’a pas pu envoyer.',
  choose: 'Choisir un fichier',
  chooseHint: 'Rien n’est enregistré avant que vous ayez vérifié.',
  noRight: 'Votre compte permet de consulter seulement. Demandez à l’administrateur de la boutique d’importer.',
  notYet: 'La première copie de la boutique n’est pas encore sur ce téléphone. Attendez la fin de la synchronisation.',
  handIn: {
    title: 'Saisies d’un autre téléphone',
    text: (file: string) =>
      `« ${file} » est la copie de ce qu’un téléphone n’a pas pu envoyer. Chaque saisie garde son auteur, son jour et son heure, et dit qui l’a apportée.`,
    found: ({ documents, already, foreign, elsewhere, unreadable }: HandIn & { readonly unreadable: number }) =>
      [
        `${plural(documents.filter(({ type }) => type === 'sale').length, 'vente')} à enregistrer`,
        documents.some(({ type }) => type !== 'sale')
          ? `${plural(documents.filter(({ type }) => type !== 'sale').length, 'autre saisie', 'autres saisies')} à enregistrer`
          : '',
        already > 0 ? `${plural(already, 'saisie')} déjà dans la boutique` : '',
        foreign > 0
          ? `${plural(foreign, 'saisie')} d’une autre personne : un administrateur doit ouvrir ce fichier`
          : '',
        elsewhere > 0 ? `${plural(elsewhere, 'saisie')} de produits que cette boutique n’a pas : laissées de côté` : '',
        unreadable > 0 ? `${plural(unreadable, 'saisie')} illisibles : laissées de côté` : '',
      ].filter(Boolean),
    otherShop: (file: string, shop: string) =>
      `« ${file} » vient ${shop ? `de la boutique « ${shop} »` : 'd’une autre boutique'}. Rien n’en est enregistré ici : ouvrez-le sous Importer dans cette boutique-là.`,
    record: (count: number) => `Enregistrer ${plural(count, 'saisie')}`,
    done: (count: number) => `${plural(count, 'saisie enregistrée', 'saisies enregistrées')}`,
  },
  models: 'Modèles à remplir',
  modelsHint: 'Ouvrez-les dans Excel, remplissez les lignes, enregistrez, puis choisissez le fichier ici.',
  catalogueFile: (today: string) => `catalogue-${today}.csv`,
  customersFile: (today: string) => `clients-${today}.csv`,
  ownCustomers: 'Enregistrer les clients et leurs dettes',
  own: 'Vos fichiers',
  ownHint: 'Changez des prix, des noms ou des numéros dans Excel, puis importez le fichier de nouveau.',
  ownSave: 'Enregistrer le catalogue',
  reading: 'Lecture du fichier',
  sheet: 'Feuille',
  unnamedSheet: (rank: number) => `Feuille ${rank}`,
  whatIsIt: 'Que contient ce fichier ?',
  kinds: {
    catalogue: 'Catalogue',
    stock: 'Stock',
    delivery: 'Livraison',
    sales: 'Ventes',
    customers: 'Clients',
  } satisfies Record<ImportKind, string>,
  kindHints: {
    catalogue: 'Crée les produits, ou met à jour ceux qui existent déjà.',
    stock:
      'Enregistre ce qu’il y a sur l’étagère : un inventaire par produit. Les prix ne servent qu’aux produits inconnus.',
    delivery: 'Ajoute au stock ce qu’un fournisseur a livré, et note son prix d’achat. Le prix de vente ne change pas.',
    sales: 'Reprend les ventes passées : elles servent aux prévisions et aux rapports.',
    customers:
      'Crée les clients du carnet, avec ce qu’ils devaient déjà. Une dette que le carnet connaît n’est jamais remplacée.',
  } satisfies Record<ImportKind, string>,
  unsureKind: 'Rien ne dit si ce sont des quantités comptées, livrées ou vendues : choisissez.',
  hiddenSheet: (name: string) => `${name} (masquée)`,
  columns: 'Colonnes',
  unread: (names: readonly string[]) =>
    `${plural(names.length, 'colonne n’est pas importée', 'colonnes ne sont pas importées')} : ${names.map((name) => `« ${name} »`).join(', ')}. Revenez aux colonnes pour dire ce qu’on y lit.`,
  yearless: ({ rows, from, to }: NonNullable<ImportSummary['yearless']>) =>
    `${plural(rows, 'date n’a pas d’année', 'dates n’ont pas d’année')} : les plus récentes possibles sont prises, ${from === to ? `le ${formatDate(from)}` : `du ${formatDate(from)} au ${formatDate(to)}`}. Si c’est une autre année, écrivez-la dans le fichier.`,
  noNames: 'Ce fichier ne nomme pas ses colonnes : dites ce que chacune contient.',
  columnsHint: 'Vérifiez ce que veut dire chaque colonne.',
  ignored: 'Ne pas importer',
  emptyColumn: 'colonne vide',
  columnName: (rank: number) => `Colonne ${rank}`,
  rows: (count: number) => plural(count, 'ligne'),
  missing: (groups: readonly (readonly Field[])[]) =>
    `Il manque une colonne : ${groups.map((group) => group.map((field) => fields[field]).join(' ou ')).join(' ; ')}. Indiquez-la ci-dessous.`,
  reading2: 'Façon d’écrire',
  decimals: 'Décimales',
  decimalChoices: { auto: 'Selon le fichier', comma: 'Virgule (1,5)', dot: 'Point (1.5)' },
  dateOrder: 'Dates',
  dateChoices: { auto: 'Selon le fichier', dmy: 'Jour/mois/année', mdy: 'Mois/jour/année' },
  rate: 'Francs CFA pour 1 unité de prix',
  rateHint: 'Laissez 1 si les prix sont en francs CFA. Pour des euros : 655,957.',
  badRate: 'Tapez un nombre plus grand que 0.',
  countDay: 'Stock compté le soir du',
  countDayHint: 'Laissez vide si le stock est celui de maintenant.',
  deliveryDay: 'Livré le',
  deliveryDayHint: 'Laissez vide si la livraison est d’aujourd’hui.',
  badCountDay: 'Choisissez un jour passé.',
  salesDay: 'Jour de ces ventes',
  salesDayHint: 'Aucune colonne ne dit le jour : celui-ci vaut pour toutes les lignes.',
  noSalesDay: 'Choisissez le jour de ces ventes.',
  badSalesDay: 'Ce jour n’est pas encore venu.',
  check: 'Vérifier',
  checking: 'Vérification des lignes',
  back: 'Retour',
  other: 'Choisir un autre fichier',
  preview: 'Ce qui va être enregistré',
  nothing: 'Rien de nouveau à enregistrer',
  nothingText: 'Tout ce que contient ce fichier est déjà dans la boutique, ou a été laissé de côté.',
  confirm: (count: number) => `Importer : ${plural(count, 'enregistrement')}`,
  leaveOut: (count: number) => `Laisser de côté ${plural(count, 'ligne')} en erreur`,
  leaveOutHint:
    'Sinon, corrigez le fichier et choisissez-le de nouveau. Vous pourrez aussi importer le fichier corrigé plus tard : ce qui est déjà importé ne le sera pas deux fois.',
  changes: (count: number) => `${plural(count, 'produit connu change', 'produits connus changent')}`,
  changesHint: 'Ce que la boutique a aujourd’hui, puis ce que dit le fichier. Les plus grands changements d’abord.',
  asks: 'À décider avant d’importer',
  forAll: (count: number) => (count > 1 ? `Pour ces ${plural(count, 'ligne')}` : 'Votre choix'),
  unanswered: (count: number) =>
    count > 1 ? `Répondez aux ${plural(count, 'question')} ci-dessus.` : 'Répondez à la question ci-dessus.',
  oneByOne: 'Choisir ligne par ligne',
  unitsOf: (product: string) => `Unités de ${product}`,
  note: 'Noter',
  noteUnits: (product: string) => `Noter : ${product}`,
  faults: (rows: number) => `${plural(rows, 'ligne')} en erreur`,
  warnings: 'À vérifier',
  leftFields: 'Cases laissées de côté',
  leftFieldsHint: 'Ces lignes sont importées sans la case illisible.',
  aside: (count: number) => `${plural(count, 'ligne mise de côté', 'lignes mises de côté')}`,
  asideHint: 'Titres, totaux et notes : ce ne sont pas des données.',
  line: (line: number) => `Ligne ${formatNumber(line)}`,
  sameAs: (line: number) => `comme la ligne ${formatNumber(line)}`,
  more: (count: number) => `Afficher ${plural(count, 'autre')}`,
  andMore: (count: number) => `et ${plural(count, 'autre')} : voir le fichier des lignes en erreur`,
  saveFaulty: 'Télécharger les lignes en erreur',
  faultyFile: 'lignes-en-erreur.csv',
  faultyLine: 'Ligne',
  faultyWhat: 'Erreur',
  createUnknown: 'Créer les produits inconnus',
  unknown: (count: number) => `${plural(count, 'produit inconnu', 'produits inconnus')} dans ce fichier`,
  unknownSome: (names: readonly string[], more: number) =>
    `${names.join(', ')}${more > 0 ? `… et ${plural(more, 'autre')}` : ''}`,
  unknownHint: 'Sinon, leurs lignes sont laissées de côté.',
  unknownPrices: 'Leur prix d’achat sera 0 : complétez-le ensuite dans Stock, ou importez le catalogue d’abord.',
  keepStock: 'Ne pas toucher au stock',
  keepStockHint: (count: number) =>
    `${plural(count, 'produit')} sans aucun inventaire : les ventes importées feraient baisser leur stock. Avec ce choix, le stock d’aujourd’hui reste ce qu’il est, et ce qui est à compter reste à compter.`,
  keepStockOff: 'Le stock de ces produits va baisser de toutes les quantités importées.',
  lowered: (count: number) =>
    `${plural(count, 'produit')} : des ventes du fichier sont plus récentes que le dernier inventaire et feront baisser le stock.`,
  stockSafe: 'Ces ventes ne changent pas le stock : leurs produits ont un inventaire plus récent.',
  recorded: (count: number) =>
    `Sur ${plural(count, 'jour')} de ce fichier, des ventes ont déjà été saisies dans l’application. Si le fichier les contient aussi, elles compteraient deux fois.`,
  skipRecorded: 'Laisser ces jours de côté',
  recount: 'Compter de nouveau',
  recountHint: 'Ce stock a déjà été importé tel quel. Choisissez ceci seulement si vous avez vraiment recompté.',
  redeliver: 'Ajouter encore une fois',
  redeliverHint: 'Cette livraison a déjà été importée. Choisissez ceci seulement si elle est vraiment venue deux fois.',
  refunds: ({ rows, amount }: ImportSummary['refunds']) =>
    `${plural(rows, 'ligne de retour laissée', 'lignes de retour laissées')} de côté, pour ${formatMoney(amount)} : le montant importé n’en est pas diminué. Corrigez-les, ou notez ces retours sur leurs tickets, une fois l’import terminé.`,
  foreign:
    'Beaucoup de prix ont des centimes ou sont dans une autre monnaie. S’ils ne sont pas en francs CFA, revenez en arrière et donnez le taux.',
  cataloguePrices: (count: number) => `${plural(count, 'ligne')} sans prix : le prix de vente du produit est utilisé.`,
  incomplete: 'Première copie pas terminée',
  offline: 'Il faut du réseau',
  offlineText:
    'Ce fichier contient des ventes anciennes, que ce téléphone ne garde pas toutes. Pour ne rien importer deux fois, il faut les comparer avec le serveur. Rapprochez-vous du réseau, puis réessayez.',
  retry: 'Réessayer',
  trust: 'Ces ventes n’ont jamais été importées : continuer sans comparer',
  writing: 'Enregistrement sur le téléphone',
  writingHint: 'Si le téléphone s’éteint, l’import reprendra tout seul à la prochaine ouverture.',
  done: 'Import terminé',
  undone: 'Import annulé',
  doneText: 'Tout est enregistré sur ce téléphone et sera envoyé au serveur dès que possible.',
  undoHint: 'Une erreur ? Vous pouvez annuler cet import dans la liste des derniers imports, ci-dessous.',
  nextStock: 'Étape suivante : importez le stock, ou faites l’inventaire, pour que les quantités soient justes.',
  again: 'Importer un autre fichier',
  seeStock: 'Voir le stock',
  seeNotebook: 'Voir le carnet',
  last: 'Derniers imports sur ce téléphone',
  lastElsewhere:
    'Un import s’annule pendant 30 jours, sur le téléphone qui l’a fait. Pour celui d’un autre téléphone, ouvrez cette page sur ce téléphone-là.',
  undo: 'Annuler',
  undoTitle: 'Annuler cet import ?',
  undoText: (job: ImportJob) =>
    [
      job.sales.length > 0 ? `${plural(job.sales.length, 'ticket')} de vente seront annulés` : '',
      job.returns?.length ? `${plural(job.returns.length, 'retour importé', 'retours importés')} seront annulés` : '',
      job.created.length > 0
        ? `${plural(job.created.length, 'fiche créée', 'fiches créées')} par cet import seront archivées`
        : '',
      job.openings?.length ? `${plural(job.openings.length, 'dette')} de départ seront annulées` : '',
      job.movements?.length ? `${plural(job.movements.length, 'livraison')} seront retirées du stock` : '',
      job.undo?.edits.length
        ? `${plural(job.undo.edits.length, 'fiche modifiée', 'fiches modifiées')} reprendront leurs valeurs d’avant`
        : '',
      job.undo?.counts.length
        ? `le stock de ${plural(job.undo.counts.length, 'produit')} redeviendra celui d’avant`
        : '',
    ]
      .filter(Boolean)
      .join(', ') + '. Ce que quelqu’un a changé ou compté depuis reste.',
  undoConfirm: 'Annuler cet import',
  keep: 'Garder',
  undoing: 'Annulation de l’import',
  notHeld: (count: number) =>
    `${plural(count, 'ticket')} ne sont plus sur ce téléphone : rapprochez-vous du réseau, puis annulez de nouveau.`,
  interrupted: 'Un import n’est pas terminé',
  interruptedText: (name: string, share: string) =>
    `« ${name} » : ${share} est enregistré. Terminez-le pour que rien ne manque.`,
  resume: 'Terminer l’import',
  resumeFailed: 'Un import n’est pas terminé. Ouvrez Réglages, puis Importer, pour le terminer.',
  abandon: 'Abandonner et retirer ce qui est fait',
  stopped: 'L’import s’est arrêté avant la fin. Libérez de la place sur le téléphone, puis terminez-le.',
  jobState: (job: ImportJob) =>
    job.undoneAt ? 'annulé' : job.finishedAt ? plural(job.documents, 'enregistrement') : 'pas terminé',
  unexpected: 'Ce fichier n’a pas pu être traité. Enregistrez-le en CSV dans Excel, puis choisissez le fichier CSV.',
};

/** What each field is called. */
export const fields: Readonly<Record<Field, string>> = {
  code: 'Code produit',
  barcode: 'Code-barres',
  name: 'Nom du produit',
  category: 'Catégorie',
  supplier: 'Fournisseur',
  supplierPhone: 'Téléphone du fournisseur',
  leadTimeDays: 'Délai de livraison (jours)',
  purchasePrice: 'Prix d’achat',
  salePrice: 'Prix de vente',
  unit: 'Unité',
  minStock: 'Stock minimum',
  maxStock: 'Stock maximum',
  packSize: 'Colisage',
  description: 'Description',
  isActive: 'Actif (oui/non)',
  isArchived: 'Archivé (oui/non)',
  counted: 'Stock compté',
  variant: 'Déclinaison',
  variant2: 'Déclinaison (2)',
  variant3: 'Déclinaison (3)',
  group: 'Groupe de déclinaisons',
  rowType: 'Type de fiche',
  date: 'Date',
  time: 'Heure',
  quantity: 'Quantité',
  unitPrice: 'Prix unitaire',
  total: 'Montant de la ligne',
  discount: 'Remise de la ligne',
  orderTotal: 'Sous-total de la commande',
  customer: 'Client',
  customerPhone: 'Téléphone du client',
  debt: 'Dette',
  creditLimit: 'Limite de crédit',
  note: 'Remarque',
  orderNumber: 'Numéro de ticket, facture ou bon',
  payment: 'Paiement',
  status: 'Statut de la vente',
  operation: 'Vente ou retour',
};

/** Why a file cannot be read, and what to do. */
export const readFaults: Readonly<Record<ReadFault, string>> = {
  empty: 'Ce fichier est vide. Ouvrez-le pour vérifier, puis choisissez le bon.',
  'too-large': 'Ce fichier dépasse 30 Mo. Découpez-le en plusieurs fichiers.',
  'too-many-rows': 'Ce fichier dépasse 100 000 lignes. Découpez-le en plusieurs fichiers, par exemple un par année.',
  'not-a-table': 'Ce fichier n’est pas un tableau. Choisissez un fichier Excel (.xlsx, .xls) ou CSV.',
  unreadable:
    'Ce fichier Excel est abîmé ou d’un format inconnu. Ouvrez-le dans Excel, enregistrez-le en CSV, puis choisissez le CSV.',
  protected:
    'Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis choisissez-le de nouveau.',
  'reader-missing':
    'Le lecteur Excel n’est pas encore sur ce téléphone. Rapprochez-vous du réseau une fois, ou enregistrez le fichier en CSV.',
};

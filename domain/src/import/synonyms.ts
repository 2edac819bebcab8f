import type { Field } from './table.ts';
import type { ImportKind } from './types.ts';

/**
 * What a kind of file may hold: its fields, those it cannot do without (one of each group), and what columns are
 * called.
 */
export interface KindFields {
  readonly fields: readonly Field[];
  /** One field of each group must be mapped. */
  readonly required: readonly (readonly Field[])[];
  /** Fields that, filled but unreadable, cost the row rather than themselves. */
  readonly essential: readonly Field[];
}

const PRODUCT = ['code', 'barcode', 'name'] as const satisfies readonly Field[];
/** What tells the rows of one product's variants apart, in exports of online shops and tills. */
const VARIANT = ['variant', 'variant2', 'variant3', 'group'] as const satisfies readonly Field[];

export const KIND_FIELDS: Readonly<Record<ImportKind, KindFields>> = {
  catalogue: {
    fields: [
      ...PRODUCT,
      'category',
      'supplier',
      'supplierPhone',
      'leadTimeDays',
      'purchasePrice',
      'salePrice',
      'unit',
      'minStock',
      'maxStock',
      'packSize',
      'description',
      'isActive',
      'isArchived',
      'counted',
      ...VARIANT,
      'rowType',
    ],
    required: [['name', 'code']],
    essential: ['code', 'name'],
  },
  stock: {
    fields: [...PRODUCT, 'counted', 'date', 'category', 'purchasePrice', 'salePrice', 'unit', ...VARIANT],
    required: [[...PRODUCT], ['counted']],
    essential: ['code', 'name', 'counted', 'date'],
  },
  delivery: {
    fields: [...PRODUCT, 'quantity', 'purchasePrice', 'total', 'discount', 'date', 'supplier', 'orderNumber', 'unit'],
    required: [[...PRODUCT], ['quantity']],
    essential: ['code', 'name', 'quantity', 'date'],
  },
  sales: {
    fields: [
      'date',
      'time',
      ...PRODUCT,
      'variant',
      'quantity',
      'unit',
      'unitPrice',
      'total',
      'discount',
      'orderTotal',
      'customer',
      'orderNumber',
      'payment',
      'status',
      'operation',
    ],
    required: [['date'], [...PRODUCT], ['quantity']],
    essential: ['date', 'code', 'name', 'quantity', 'unitPrice', 'total'],
  },
  customers: {
    fields: ['code', 'customer', 'customerPhone', 'debt', 'date', 'creditLimit', 'note'],
    required: [['customer']],
    essential: ['customer', 'debt', 'date'],
  },
};

/** Names of columns as `fold` writes them. */
const ANY: Partial<Record<Field, string>> = {
  code:
    'code, code produit, code article, reference, ref, sku, ugs, reference produit, reference article, ref article, ' +
    'ref produit, product code, item code, stock code, article code, item number, item no, n article, ' +
    'numero article, part number, code interne, reference interne, internal reference, default code, variant sku, ' +
    'item sku, code sku, ref interne, reference fabricant, ar ref, matricule, codification, article, item',
  barcode:
    'code barre, code barres, code a barres, codebarre, codebarres, codes barres, ean, ean13, ean 13, ean8, gencod, ' +
    'gencode, barcode, bar code, barcodes, upc, gtin, variant barcode, code ean, ean upc, gtin upc ean or isbn, ' +
    'gtin upc ean ou isbn, gtin upc ean isbn, cab, ar code barre, scan code',
  name:
    'nom, produit, designation, libelle, article, nom produit, nom du produit, nom article, nom de l article, ' +
    'designation article, designation produit, libelle produit, libelle article, intitule, marchandise, product, ' +
    'product name, item, item name, name, title, titre, denomination, description article, description produit, produits, ' +
    'articles, designations, marchandises, ar design, nom commercial, product title, lineitem name, product service name, ' +
    'nature, objet',
  category:
    'categorie, famille, rayon, groupe, type, category, family, department, group, categorie produit, categories, ' +
    'sous categorie, product category, categorie d article, categorie de produit, famille article, ' +
    'code famille, fa codefamille, product type, type de produit, categorie interne, collection, reporting category, ' +
    'categ id, categ id name, product categories, gamme, categorie de produits',
  supplier:
    'fournisseur, fournisseurs, nom fournisseur, nom du fournisseur, supplier, vendor, supplier name, vendor name, ' +
    'default vendor name, grossiste, frs, fournisseur principal, provenance',
  supplierPhone:
    'telephone fournisseur, tel fournisseur, contact fournisseur, supplier phone, vendor phone, ' +
    'numero fournisseur, telephone du fournisseur, tel du fournisseur, telephone grossiste, whatsapp fournisseur',
  leadTimeDays:
    'delai, delai livraison, delai de livraison, delai fournisseur, delai jours, lead time, lead time days, ' +
    'delai de reapprovisionnement, delai d approvisionnement, delivery time',
  purchasePrice:
    'prix d achat, prix achat, pa, p achat, cout, cout achat, cout d achat, cout unitaire, prix de revient, ' +
    'prix revient, prix fournisseur, prix d achat unitaire, cmup, cump, pmp, purchase price, cost, cost price, unit cost, ' +
    'buying price, buy price, wholesale price, prix de gros, paht, pamp, pump, pu achat, ' +
    'prix unitaire d achat, prix unitaire achat, cost per item, default unit cost, purchase cost, supply price, ' +
    'standard price, purchase rate, prix coutant, prix grossiste, dernier prix d achat, ar prixach, pr, cout moyen, ' +
    'prix d acquisition, cout de revient, valeur unitaire, dernier pa, dernier prix achat, dernier cout, p a',
  salePrice:
    'prix de vente, prix vente, pv, p vente, prix, prix unitaire, pu, prix public, prix client, tarif, pvp, ' +
    'sale price, sales price, selling price, retail price, unit price, price, prix de vente unitaire, regular price, ' +
    'tarif regulier, tarif normal, variant price, list price, lst price, ' +
    'pvttc, pvht, prix detail, prix de detail, prix magasin, prix boutique, rate, sales price rate, ar prixven, prix de base, base price, ' +
    'final price, prix final, pu vente, prix a la vente, default price, p v, p u, tarif 1, prix 1',
  unit:
    'unite, unite de mesure, conditionnement, u, um, unit, uom, unit of measure, unite de vente, usage unit, ' +
    'uom id, uom id name, uom name, mesure, emballage, ar uniteven, unites',
  minStock:
    'stock minimum, stock min, stock mini, seuil, seuil d alerte, seuil alerte, stock d alerte, stock alerte, ' +
    'stock de securite, minimum, min stock, minimum stock, reorder point, reorder level, safety stock, ' +
    'low stock, low stock level, low stock amount, low stock threshold, montant de stock faible, stock faible, ' +
    'stock bas, stock alert count, quantite minimum, quantite minimale en stock, niveau de stock bas, ' +
    'stock limite, stock limite pour alerte, alert quantity, alert stock, qte min, point de commande, reorder quantity alert',
  maxStock:
    'stock maximum, stock max, stock maxi, maximum, max stock, maximum stock, plafond, optimal stock, stock optimal, ' +
    'stock desire, desired stock, restock level, qte max, stock cible, target stock',
  packSize:
    'colisage, pack, quantite par colis, qte par colis, pieces par carton, unites par colis, pcb, pack size, ' +
    'case size, units per pack, lot, unites par carton, pieces par colis, quantite par carton, qte par carton, case quantity',
  description:
    'description, details, detail, commentaire, remarque, note, observation, notes, comment, description courte, ' +
    'short description, body html, descriptif, remarques, observations, commentaires, resume, summary',
  isActive:
    'actif, active, is active, en vente, statut, status, etat, enabled, published, publie, active 0 1, actif 0 1, ' +
    'available for sale, disponible a la vente, sellable, sale ok, can be sold, peut etre vendu, visible, en ligne, ' +
    'status sale, etat vente, online',
  isArchived:
    'archived, archive, archivee, inactif, desactive, discontinued, supprime, hidden, masque, en sommeil, obsolete',
  counted:
    'stock, stock compte, quantite comptee, qte comptee, quantite en stock, qte en stock, qte stock, ' +
    'quantite stock, stock actuel, stock initial, stock d ouverture, stock physique, stock reel, ' +
    'stock disponible, inventaire, compte, on hand, stock on hand, quantity on hand, qty on hand, in stock, ' +
    'opening stock, initial stock, stock quantity, counted, current stock, current quantity, en stock, ' +
    'variant inventory qty, inventory quantity, inventory qty, available, qty available, quantite disponible, ' +
    'qte disponible, quantite physique, qte physique, quantite reelle, stock final, stock restant, reste, restant, ' +
    'reste en stock, existant, quantite restante, qte restante, stock theorique, inventory, quantite inventaire, ' +
    'qte inventaire, stock magasin, stock boutique, stock fin, nombre en stock, solde, quantite inventoriee, stock compte ce jour, ' +
    'physique, theorique, quantites physique, quantites physiques, quantite constatee, quantites comptees, total stock, ' +
    'stock total, stock global',
  date:
    'date, jour, date vente, date de vente, date de la vente, date facture, date de facture, date commande, ' +
    'date operation, day, sale date, invoice date, order date, transaction date, datetime, date heure, date et heure, ' +
    'timestamp, dates, date de commande, date du ticket, date ticket, date d operation, paid at, date paiement, ' +
    'date de la facture, date de l operation, le',
  time: 'heure, time, hour, heure vente, heure de vente, heure du ticket',
  quantity:
    'quantite, qte, qty, quantity, qt, nombre, nb, nbre, quantite vendue, qte vendue, units, unites vendues, ' +
    'quantity sold, units sold, vendu, sold, lineitem quantity, items sold, quantites, qtes, nombre vendu, qte v, ' +
    'qte totale, quantite totale, total quantity, total qty, nombre de pieces, total pieces',
  unitPrice:
    'prix unitaire, pu, p u, prix, prix de vente, prix vente, pv, unit price, price, sale price, selling price, ' +
    'prix u, tarif, lineitem price, item price, item cost, prix vendu',
  total:
    'total, montant, montant total, prix total, total ligne, sous total, ca, chiffre d affaires, amount, ' +
    'line total, total price, total amount, sales, revenue, valeur, net sales, ventes nettes, gross sales, ' +
    'ventes brutes, recette, montant de la ligne, ' +
    'total vente, montant vente, montant vendu, line amount, subtotal',
  discount:
    'remise, remises, rabais, lineitem discount, discount, discounts, line discount, item discount, remise ligne, ' +
    'remise accordee, montant remise, montant de la remise, discount amount, reduction, reductions',
  customer:
    'client, nom client, nom du client, acheteur, customer, customer name, customer id, client id, code client, ' +
    'buyer, clients',
  customerPhone:
    'telephone, tel, telephone client, telephone du client, tel client, numero, numero de telephone, n telephone, ' +
    'num tel, portable, mobile, gsm, phone, phone number, whatsapp, numero whatsapp, contact',
  debt:
    'dette, dettes, doit, il doit, montant du, montant de la dette, montant dette, solde du, solde client, reste a payer, ' +
    'reste du, credit en cours, creance, creances, balance, balance due, amount due, debt, owed, impaye, impayes, ' +
    'a payer, montant restant, reste a regler',
  creditLimit:
    'limite de credit, limite credit, limite, plafond de credit, plafond credit, credit limit, credit maximum, ' +
    'encours autorise, encours maximum',
  note: 'note, notes, remarque, remarques, observation, observations, commentaire, commentaires, adresse, quartier',
  orderNumber:
    'commande, n commande, no commande, numero commande, numero de commande, facture, n facture, no facture, ' +
    'numero facture, numero de facture, ticket, n ticket, numero ticket, numero de ticket, recu, order, ' +
    'order number, order no, order id, invoice, invoice no, invoice number, receipt, transaction id, receipt number, ' +
    'numero du recu, n recu, numero de recu, num ticket, num facture, piece, n piece, numero de piece, ' +
    'reference commande, reference de commande, ref commande, order reference',
  payment:
    'paiement, mode de paiement, moyen de paiement, reglement, mode de reglement, mode reglement, payment, ' +
    'payment method, paid by, type de paiement, payment type, moyen de reglement, mode, moyen, mode paiement, ' +
    'moyen paiement, paye par, regle par, mode d encaissement, tender, tender type',
  status:
    'statut, status, etat, etat vente, statut vente, livraison, financial status, statut du paiement, etat de la commande, ' +
    'statut de la commande, order status, etat commande, statut commande',
  operation:
    'event type, type d evenement, receipt type, type de recu, transaction type, type de transaction, operation, ' +
    'type operation, type d operation, type de mouvement, type de vente, sale type, document type, type de document, ' +
    'type de piece, type document, move type, type ecriture',
  variant:
    'option1 value, option 1 value, option 1 valeur, valeur option 1, variation name, variation, variante, variant, ' +
    'variant title, variant values, valeurs de la variante, attribute 1 value s, valeur s de l attribut 1, ' +
    'variant option one value, declinaison, variant name, nom de la variante, nom de variante, price point name, ' +
    'nom de la variation, option value 1',
  variant2:
    'option2 value, option 2 value, option 2 valeur, valeur option 2, variant option two value, attribute 2 value s, option value 2',
  variant3:
    'option3 value, option 3 value, option 3 valeur, valeur option 3, variant option three value, attribute 3 value s, option value 3',
  group: 'handle, identifiant produit, parent, product handle, item group id, groupe de variantes',
  rowType: 'type, type de produit, product type, type d article, item type',
};

/** Names that mean something else, or something more, in one kind of file. */
const OF_KIND: Readonly<Record<ImportKind, Partial<Record<Field, string>>>> = {
  catalogue: {
    counted: 'quantite, qte, qty, quantity, quantites, qtes, nombre',
    purchasePrice: 'achat, ar prix ach',
    salePrice: 'vente, ar prix ven',
    code: 'product id, id produit, id article, item id, id externe, external id, id',
  },
  stock: {
    counted:
      'quantite, qte, qty, quantity, qt, nombre, nb, nbre, total, count, quantites, qtes, nombre compte, ' +
      'nb compte, depot, magasin, boutique, reserve, rayon',
    name: 'description',
    date:
      'date inventaire, date d inventaire, date de l inventaire, date de comptage, date du comptage, count date, ' +
      'date comptage, date stock, date du stock',
    purchasePrice: 'pu, prix unitaire, prix, p u, unit price, price, achat',
    salePrice: 'vente',
  },
  delivery: {
    quantity:
      'total unites, total pieces, total uvc, nombre d unites, nb unites, nb pieces, quantite livree, qte livree, quantite recue, qte recue, quantites livrees, livre, livree, livres, recu, recue, ' +
      'recus, reception, entree, entrees, quantite entree, qte entree, quantite receptionnee, qte receptionnee, ' +
      'delivered, received, quantity delivered, quantity received, qty received, qty delivered, qty shipped, shipped, ' +
      'quantite achetee, qte achetee, achat, achats, quantite facturee, qte facturee, colis livres',
    purchasePrice: 'pu, prix unitaire, prix, p u, unit price, price, tarif, prix net, pu net, pu livre',
    name: 'description',
    date:
      'date livraison, date de livraison, date reception, date de reception, date achat, date d achat, date entree, ' +
      'date d entree, delivery date, date bl, date du bon, date du bl, date arrivage',
    orderNumber:
      'bl, n bl, numero bl, bon de livraison, n bon, numero du bon, bon, bon n, delivery note, num bl, no bl',
  },
  sales: {
    name: 'description',
    code: 'lineitem sku',
    operation: 'type, nature',
    orderNumber: 'numero',
    customer: 'partenaire, partner',
    quantity: 'quantity net, quantite net, qty net, net quantity, net qty, quantite nette, qte nette',
    unitPrice: 'p unit, p unitaire, punit, cout de l article, cout article',
    total: 'mont, mt, mtt, montant ligne, total signe, montant signe',
  },
  customers: {
    code: 'fiche, n fiche, numero de fiche',
    customer:
      'nom, nom complet, prenom et nom, nom et prenom, prenoms et nom, nom prenom, name, full name, debiteur, personne, ' +
      'nom du debiteur',
    debt: 'solde, reste, montant, credit, credits, total, total du',
    date: 'depuis, depuis le, date dette, date de la dette, date du credit, since, du',
  },
};

/**
 * Words that a field's column is never called by, whatever else its name says: "Stock minimum" is no count, "Variant
 * Weight Unit" no unit of sale, "Date de création" no day of a sale.
 */
const NEVER: Partial<Record<Field, RegExp>> = {
  code: /\b(?:postal|client|customer|fournisseur|supplier|vendor|tva|tax|hs|harmonized|devise|country|pays|promo|discount)\b/,
  barcode: /\b(?:image|url)\b/,
  name: /\b(?:client|customer|fournisseur|supplier|vendor|option\d?|attribute|attribut|file|fichier|cashier|caissier|vendeur|boutique|shop|store|user|display|tax|discount|facing|option name|variant option|nom option)\b|\b(?:id|url)$|\boption \d? ?(?:name|nom)\b/,
  category: /\b(?:id|url|client|customer|tax|paiement|payment|remise|shipping|weight|promo|google)\b/,
  supplier: /\b(?:code|phone|tel|telephone|contact|numero|whatsapp|email|mail|reference|ref|id|delai|prix)\b/,
  purchasePrice:
    /\b(?:shipping|livraison|transport|port|total|vente|vendue?s?|marchandises|selling|retail|date|public|quantite|qte|devise|included item|goods|note)\b/,
  salePrice:
    /^ar prix$|\b(?:promo|promotion|solde|soldes|remise|discount|compare|barre|achat|cost|cout|revient|purchase|wholesale|gros|fournisseur|supplier|supply|special|reduced|reduit|total|montant|ancien|old|date|quantite|qte|minimum|min|max|type|online|per unit|unite de mesure)\b/,
  unit: /\b(?:weight|poids|grams|price|prix|cost|cout|tax|length|longueur|width|height|volume|par|per|quantite|qte|nombre|vendu\w*|sold)\b/,
  minStock: /\b(?:max\w*|commande minimum|enabled|active|policy|shipping|order qty|sale quantity)\b/,
  maxStock: /\b(?:min\w*|price|prix)\b/,
  packSize: /\b(?:numero|date|n lot|no|expir\w*|price|prix|weight|poids)\b/,
  description: /\b(?:seo|meta|image|category|short url)\b/,
  isActive:
    /\b(?:stock|tva|tax\w*|vat|alert\w*|promo\w*|sale 0 1|on sale|discount|shipping|date|vendus?|featured|avant|inventory|weight|poids|paiement|payment|qte|quantite|points?|virtual|gift|featured|commande|order|individual\w*|backorders?|reviews?|avis|purchase|achat)\b/,
  isArchived: /\b(?:date|stock|tax|price|prix)\b/,
  counted:
    /\b(?:min\w*|max\w*|alert\w*|alerte|seuil|low|faible|bas|securite|safety|optimal|desire|policy|tracker|enabled|reorder|ideal|cible|target|valeur|value|montant|prix|price|cout|cost|ecart|difference|variation|forecast\w*|previsionnel\w*|virtuel\w*|virtual|commande\w*|ordered|incoming|outgoing|reserve[es]?|reserved|committed|status|statut|etat|date|backorders?|rupture|vendue?s?|sold|livree?s?|recue?s?|entree?s?|sortie?s?|limite|new quantity|included item|poids|weight|achetee?s?|mouvement|entrant\w*|sortant\w*|transit)\b/,
  date: /\b(?:creation|cree|created|updated|modifi\w*|maj|mise a jour|ajout|added|expir\w*|peremption|dluo|dlc|naissance|birth|debut|fin|start|starts|end|ends|promo|echeance|due|available|disponib\w*|fabrication|embauche)\b/,
  time: /\b(?:zone|lead|delai)\b/,
  quantity:
    /\b(?:stock|min\w*|max\w*|reste|restante?|commandee?s?|ordered|par|per|disponible|alerte|reorder|colis|included item|retournee?s?|returned|remise|discount)\b/,
  unitPrice: /\b(?:achat|cost|cout|revient|purchase|total|remise|discount|promo|compare|date)\b/,
  total:
    /\b(?:cost|cout|achat|taxe?s?|tva|vat|remise|discount\w*|profit|marge|margin|shipping|livraison|port|tips|pourboire|quantite|qte|refund\w*|rembours\w*|points|articles|items|stock|paye|paid|rendu|faible|du client|solde)\b/,
  discount: /\b(?:code|type|nom|name|motif|raison|reason|date|client|coupon)\b/,
  customerPhone: /\b(?:fournisseur|supplier|vendor|facture|ticket|commande)\b/,
  debt: /\b(?:limite|plafond|maximum|stock|date|fournisseur|quantite|qte)\b/,
  customer: /\b(?:phone|tel\w*|email|mail|adresse|address|contact\w*|prix|price|facing|service)\b/,
  orderNumber: /\b(?:date|total|montant|amount|status|statut|client|type|mode|minimum|fournisseur)\b/,
  payment: /\b(?:id|date|montant|amount|status|statut|terms|reference|numero|delai)\b/,
  status: /\b(?:stock|tva|tax\w*|vat|promo|payment id|date|fournisseur)\b/,
  operation: /\b(?:stock|tva|tax\w*|vat|paiement|payment|client|customer|produit|product|article|item|fiche|date)\b/,
  variant:
    /\b(?:price(?! point)|prix|sku|barcode|code|qty|quantity|inventory|grams|weight|image|tax|id|cost)\b|\boption ?\d? ?(?:name|nom)\b/,
  group: /\b(?:description|image)\b/,
};

type Weights = readonly (readonly [words: RegExp, weight: number])[];
const BY_THE_PIECE: Weights = [
  [/\b(?:pieces?|detail)\b/, 0.1],
  [/\b(?:cartons?|colis|packs?|lots?|palettes?|douzaines?|box|cases?|caisses?)\b/, -0.3],
];

/**
 * Of several columns that a field may be: words that speak for one, and words that speak against it. What was found on
 * the shelf comes before what lay there at first or should lie there by reckoning.
 */
export const RATHER: Partial<Record<Field, Weights>> = {
  // Beside them an "Article" is a code.
  name: [[/\b(?:designations?|libelles?|intitules?|denominations?)\b/, 0.2]],
  counted: [
    [/\b(?:physique|reel(?:le)?s?|compt\w*|inventori\w*|constat\w*|counted|actuel(?:le)?s?|current|final\w*)\b/, 0.3],
    [/\b(?:theori\w*|calcul\w*|expected)\b/, -0.1],
    [/\b(?:initial\w*|ouverture|opening|depart|debut|ancien\w*|precedent\w*|veille|previous|report\w*)\b/, -0.3],
    // One of several places: what they hold together comes before it.
    [/^(?:stock )?(?:depot|magasin|boutique|reserve|rayon)$/, -0.3],
  ],
  // What is sold is counted and priced by the piece.
  salePrice: BY_THE_PIECE,
  unitPrice: BY_THE_PIECE,
  isActive: [[/\b(?:actif|active|published|publie)\b/, 0.1]],
  // What was paid, after discounts.
  total: [[/\b(?:net|nets|nette|nettes)\b/, 0.3]],
  // What came back is off it.
  quantity: [[/\b(?:net|nette)\b/, 0.3]],
  // What is still owed, after what was given on it.
  debt: [[/\b(?:restes?|restant|solde)\b/, 0.3]],
  purchasePrice: [...BY_THE_PIECE, [/\b(?:ancien\w*|precedent\w*|old|previous)\b/, -0.3]],
};

/** The names of one field's columns, and what is left of them without words such as FCFA or "de". */
export interface FieldNames {
  readonly field: Field;
  readonly names: ReadonlySet<string>;
  readonly cores: ReadonlySet<string>;
  /** The words of each core, of those long enough to be told inside a longer name. */
  readonly words: readonly (readonly string[])[];
  readonly never: RegExp | null;
}

const NOISE = new Set('fcfa,cfa,xof,f,en,eur,de,du,des,la,le,l,d,the,of,par,a,au,pour'.split(','));

/** A folded name without the words that say in what, or of what, but not which field. */
export const coreOf = (name: string): string =>
  name
    .split(' ')
    .filter((word) => !NOISE.has(word))
    .join(' ');

function namesOf(kind: ImportKind, field: Field): FieldNames {
  const names = [ANY[field], OF_KIND[kind][field]].flatMap((list) => list?.split(', ') ?? []);
  const cores = [...new Set(names.map(coreOf))];
  const words = cores.filter((core) => core.length >= 4).map((core) => core.split(' '));
  return { field, names: new Set(names), cores: new Set(cores), words, never: NEVER[field] ?? null };
}

const tableOf = (kind: ImportKind): readonly FieldNames[] =>
  KIND_FIELDS[kind].fields.map((field) => namesOf(kind, field));

/** The names of the columns of each kind of file, in the order of its fields. */
export const COLUMN_NAMES: Readonly<Record<ImportKind, readonly FieldNames[]>> = {
  catalogue: tableOf('catalogue'),
  stock: tableOf('stock'),
  delivery: tableOf('delivery'),
  sales: tableOf('sales'),
  customers: tableOf('customers'),
};

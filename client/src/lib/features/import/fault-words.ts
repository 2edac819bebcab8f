import type { FaultCode } from '@digiboost/domain/import';

/** What is wrong with a row, and what to do about it. */
export const faultWords: Readonly<Record<FaultCode, { what: string; todo: string }>> = {
  missing: { what: 'Case vide', todo: 'Remplissez cette case dans le fichier.' },
  'no-product': { what: 'Aucun produit sur la ligne', todo: 'Donnez le code, le code-barres ou le nom du produit.' },
  'several-products': {
    what: 'Plusieurs produits dans une case',
    todo: 'Exportez les commandes ligne par ligne : un produit, sa quantité et son prix par ligne.',
  },
  'not-a-number': {
    what: 'Ce n’est pas un nombre',
    todo: 'Écrivez seulement un nombre, par exemple 1500 ou 1 500,50.',
  },
  unclear: {
    what: 'Nombre écrit de façon peu claire',
    todo: 'Écrivez un seul nombre, par exemple 53 au lieu de « 2 cartons + 5 ».',
  },
  negative: {
    what: 'Quantité négative',
    todo: 'Corrigez-la dans le fichier.',
  },
  'negative-price': { what: 'Prix négatif', todo: 'Corrigez le prix dans le fichier.' },
  zero: { what: 'Quantité nulle', todo: 'Indiquez combien a été vendu, ou supprimez la ligne.' },
  'quantity-too-large': {
    what: 'Quantité impossible (plus d’un million)',
    todo: 'Vérifiez que la bonne colonne est choisie pour la quantité.',
  },
  'price-too-large': {
    what: 'Prix impossible (plus de 100 millions)',
    todo: 'Vérifiez que la bonne colonne est choisie pour le prix.',
  },
  'not-a-date': { what: 'Ce n’est pas une date', todo: 'Écrivez la date comme 12/03/2026.' },
  'no-day': { what: 'Date sans le jour', todo: 'Il manque le jour du mois : écrivez la date comme 12/03/2026.' },
  'no-year': { what: 'Date sans l’année', todo: 'Écrivez la date comme 12/03/2026.' },
  'no-such-day': {
    what: 'Ce jour n’existe pas',
    todo: 'Corrigez la date dans le fichier, ou l’ordre jour/mois à l’étape précédente.',
  },
  'unix-time': {
    what: 'Heure d’ordinateur au lieu d’une date',
    todo: 'Ce nombre compte des secondes depuis 1970. Mettez la colonne au format Date, puis exportez de nouveau.',
  },
  'not-a-time': { what: 'Heure illisible', todo: 'Écrivez l’heure comme 14:05.' },
  future: { what: 'Date dans le futur', todo: 'Corrigez la date, ou l’ordre jour/mois à l’étape précédente.' },
  'too-old': { what: 'Date d’avant l’an 2000', todo: 'Corrigez la date dans le fichier.' },
  'too-long': { what: 'Texte trop long', todo: 'Raccourcissez le texte de cette case.' },
  duplicate: {
    what: 'Produit déjà présent plus haut, avec d’autres valeurs',
    todo: 'Gardez une seule ligne par produit (pour un stock : additionnez).',
  },
  'unknown-product': {
    what: 'Produit inconnu dans la boutique',
    todo: 'Choisissez « Créer les produits inconnus », ou importez le catalogue d’abord.',
  },
  'ambiguous-name': { what: 'Plusieurs produits portent ce nom', todo: 'Ajoutez le code du produit dans le fichier.' },
  'unknown-status': {
    what: 'Statut inconnu',
    todo: 'Écrivez « livré », « manqué » ou « annulé », ou n’importez pas cette colonne.',
  },
  scientific: {
    what: 'Excel a abîmé ce code (6,04E+12)',
    todo: 'Mettez la colonne au format Texte dans Excel et retapez le code.',
  },
  'day-for-code': {
    what: 'Excel a changé ce code en date (12-mars)',
    todo: 'Le code n’est pas repris. Mettez la colonne au format Texte dans Excel et retapez-le.',
  },
  'out-of-range': { what: 'Valeur hors limites', todo: 'Indiquez un nombre de jours entre 0 et 365.' },
  'formula-error': {
    what: 'Formule en erreur dans le fichier',
    todo: 'Réparez la formule dans Excel, puis enregistrez.',
  },
  'no-result': {
    what: 'Formule sans résultat',
    todo: 'Ouvrez et enregistrez le fichier dans Excel, puis choisissez-le de nouveau.',
  },
  'other-price': {
    what: 'Vente déjà importée avec un autre prix',
    todo: 'Si l’ancien prix est faux, annulez d’abord l’ancien import.',
  },
  'discount-above-price': { what: 'Remise plus grande que le prix', todo: 'Vérifiez la remise dans le fichier.' },
  'same-row': {
    what: 'Ligne identique à une autre',
    todo: 'Pour des ventes, les deux comptent. Supprimez-en une si c’est une erreur.',
  },
  'same-name': {
    what: 'Un autre produit porte déjà ce nom',
    todo: 'Vérifiez que ce n’est pas le même produit sous deux codes.',
  },
  cancelled: { what: 'Vente annulée ou retournée', todo: 'Elle n’est pas importée.' },
  'no-ticket': {
    what: 'Retour dont le ticket n’est pas dans le fichier',
    todo: 'Il est déduit des ventes de son jour, sans ticket.',
  },
  'day-above': {
    what: 'Date écrite sur une ligne au-dessus seulement',
    todo: 'La vente est du même jour que la ligne au-dessus. Sinon, écrivez sa date.',
  },
  untaxed: { what: 'Prix hors taxes', todo: 'La colonne dit « HT » : vérifiez que c’est ce que paie le client.' },
  'other-place': { what: 'Ligne d’une autre boutique', todo: 'Elle n’est pas importée, sauf si vous la prenez.' },
  'total-row': { what: 'Ligne de total', todo: 'Elle n’est pas importée.' },
  'title-row': { what: 'Titre', todo: 'Il n’est pas importé.' },
  'note-row': { what: 'Note ou résumé', todo: 'Elle n’est pas importée.' },
  'header-row': { what: 'Noms des colonnes répétés', todo: 'Ils ne sont pas importés.' },
  'parent-row': { what: 'Fiche qui regroupe des déclinaisons', todo: 'Ses déclinaisons sont importées, une à une.' },
  rounded: { what: 'Nombre arrondi', todo: 'Les prix sont en francs entiers, les quantités à 3 décimales au plus.' },
  'zero-price': { what: 'Prix nul', todo: 'La vente est importée comme un cadeau.' },
  'no-price': { what: 'Produit sans prix de vente', todo: 'Il est créé avec un prix de 0 : complétez-le dans Stock.' },
  'below-cost': { what: 'Prix de vente plus bas que le prix d’achat', todo: 'Vérifiez les deux prix.' },
  'unusual-price': {
    what: 'Prix très différent du prix du produit',
    todo: 'Vérifiez le prix ; la ligne est importée telle quelle.',
  },
  'not-a-boolean': { what: 'Ni oui ni non', todo: 'Écrivez « oui » ou « non ».' },
  'not-a-phone': { what: 'Ce n’est pas un numéro de téléphone', todo: 'Écrivez-le comme 77 123 45 67.' },
  'barcode-taken': {
    what: 'Code-barres de plusieurs articles',
    todo: 'Un code-barres désigne un seul article. Donnez à chacun le sien, ou aucun.',
  },
  shortened: { what: 'Texte raccourci', todo: 'Il était trop long : vérifiez ce qu’il en reste.' },
  'first-of-several': { what: 'Plusieurs valeurs dans une case', todo: 'Seule la première est gardée.' },
  'several-delays': {
    what: 'Plusieurs délais pour ce fournisseur',
    todo: 'Le plus long est gardé. Corrigez-le dans Réglages, Fournisseurs.',
  },
  'other-unit': {
    what: 'Autre unité que celle du produit',
    todo: 'Le nombre est gardé tel quel : vérifiez qu’il compte bien l’unité du produit.',
  },
  'other-amount': {
    what: 'Le montant n’est pas la quantité fois le prix',
    todo: 'Pour une vente, le montant compte : vérifiez la remise. Pour une livraison, le prix compte.',
  },
  'reads-two-ways': {
    what: 'Nombre qui se lit de deux façons',
    todo: 'Est-ce mille deux cent cinquante ou un et quart ? Choisissez les décimales à l’étape précédente.',
  },
  'other-name': { what: 'Même code, autre nom plus haut', todo: 'Vérifiez que c’est bien le même produit.' },
  'unknown-payment': { what: 'Paiement inconnu', todo: 'La vente est importée comme payée en espèces.' },
  'max-below-min': { what: 'Stock maximum plus bas que le minimum', todo: 'Vérifiez les deux seuils.' },
  'older-than-count': {
    what: 'Un inventaire plus récent existe',
    todo: 'Ce stock est gardé dans l’historique mais ne change pas le stock d’aujourd’hui.',
  },
  'repeated-customer': { what: 'Client déjà présent plus haut', todo: 'Gardez une seule ligne par client.' },
  'several-customers': {
    what: 'Plusieurs clients du carnet portent ce nom',
    todo: 'Ajoutez le numéro de téléphone du client dans le fichier.',
  },
  namesake: {
    what: 'Un autre client porte ce nom ou ce numéro',
    todo: 'Vérifiez que ce n’est pas la même personne, écrite deux fois.',
  },
  'debt-differs': {
    what: 'Le carnet connaît déjà une autre dette',
    todo: 'Celle du carnet reste. Notez un paiement ou un achat dans le carnet si elle est fausse.',
  },
  'recorded-day': {
    what: 'Jour déjà saisi dans l’application',
    todo: 'La ligne est laissée de côté, comme vous l’avez choisi.',
  },
  archived: {
    what: 'Produit archivé',
    todo: 'Il est mis à jour et reste archivé. Réactivez-le dans Stock si vous le vendez encore.',
  },
};

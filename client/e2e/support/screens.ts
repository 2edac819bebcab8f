/** Every screen of a shop by its name, with its address: `product` and `ticket` are the parts that name one of each. */
export const screensOf = (product: string, ticket: string): readonly (readonly [name: string, path: string])[] => [
  ['accueil', '/'],
  ['vendre', '/vendre'],
  ['tickets', '/vendre/tickets'],
  ['ticket', `/vendre/tickets/${ticket}`],
  ['stock', '/stock'],
  ['produit', `/stock/${product}`],
  ['analyse', `/stock/${product}/analyse`],
  ['modifier', `/stock/${product}/modifier`],
  ['reception', `/stock/${product}/reception`],
  ['sortie', `/stock/${product}/sortie`],
  ['ajustement', `/stock/${product}/ajustement`],
  ['inventaire-produit', `/stock/${product}/inventaire`],
  ['inventaire', '/stock/inventaire'],
  ['nouveau', '/stock/nouveau'],
  ['previsions', '/previsions'],
  ['a-commander', '/previsions?vue=achats'],
  ['commandes', '/commandes'],
  ['categories', '/stock/categories'],
  ['fournisseurs', '/stock/fournisseurs'],
  ['alertes', '/alertes'],
  ['nouvelle-alerte', '/alertes/nouvelle'],
  ['alerte-inconnue', '/alertes/inconnue'],
  ['historique', '/alertes/historique'],
  ['declenchement-inconnu', '/alertes/historique/inconnu'],
  ['messages-retenus', '/alertes/messages'],
  ['reglages', '/reglages'],
  ['boutique', '/reglages/boutique'],
  ['utilisateurs', '/reglages/utilisateurs'],
  ['import', '/reglages/import'],
  ['synchronisation', '/reglages/synchronisation'],
  ['notifications', '/reglages/notifications'],
  ['code-pin', '/reglages/code-pin'],
  ['inconnu', '/stock/inconnu'],
  ['perdu', '/nulle-part'],
];

/** What opens over a screen: where, and what to press, one after the other. */
export const LAYERS: readonly (readonly [name: string, path: string, presses: readonly string[]])[] = [
  ['securite', '/', ['Tout est en sécurité']],
  ['ticket-en-cours', '/vendre', ['Ajouter ', 'Voir le ticket']],
  ['filtres', '/stock', ['Filtrer et trier']],
  ['nouvelle-categorie', '/stock/categories', ['Nouvelle catégorie']],
  ['nouveau-fournisseur', '/stock/fournisseurs', ['Nouveau fournisseur']],
  ['choisir-produits', '/alertes/nouvelle?produit=inconnu', ['Choisir les produits']],
  ['filtres-alertes', '/alertes/historique', ['Filtrer']],
  ['nouvelle-personne', '/reglages/utilisateurs', ['Ajouter une personne']],
  ['choisir-pin', '/reglages/code-pin', ['Choisir un code PIN']],
  ['deconnexion', '/reglages', ['Se déconnecter']],
];

/** A small Android phone held upright, and a shop's computer. */
export const SIZES = [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
] as const;

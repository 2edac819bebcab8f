/** What people call the documents that the server refused, why it did, and what can be done. */
export const refusals = {
  name: (type: string, day: string, time: string) => `${type} du ${day} à ${time}`,
  other: 'Saisie',
  types: {
    sale: 'Vente',
    void: 'Annulation',
    movement: 'Mouvement de stock',
    count: 'Comptage',
    order: 'Commande',
    product: 'Produit',
    category: 'Catégorie',
    supplier: 'Fournisseur',
    alert: 'Alerte',
    acknowledgement: 'Alerte vue',
    shop: 'Réglages de la boutique',
  },
  causes: {
    future: {
      why: 'Sa date est dans l’avenir.',
      help: 'Elle sera corrigée et envoyée au prochain échange : appuyez sur « Synchroniser maintenant ».',
    },
    role: {
      why: 'Votre rôle ne permet pas de l’écrire.',
      help: 'Demandez à un administrateur de changer votre rôle, puis synchronisez ; ou donnez-lui une copie.',
    },
    author: {
      why: 'Une autre personne l’a enregistrée.',
      help: 'Qu’elle se connecte sur ce téléphone pour l’envoyer ; ou donnez une copie à un administrateur.',
    },
    changed: {
      why: 'Le serveur en a déjà une autre version.',
      help: 'Donnez une copie à un administrateur : il verra ce qui diffère.',
    },
    shape: {
      why: 'Le serveur ne la comprend pas.',
      help: 'Mettez l’application à jour, puis synchronisez ; sinon donnez une copie à un administrateur.',
    },
  },
};

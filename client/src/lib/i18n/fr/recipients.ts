/** Words of choosing whom the server writes to: alerts and reports. */
export const recipients = {
  recipients: 'Personnes',
  me: (name: string) => `${name} (vous)`,
  somebody: 'une autre personne de la boutique',
  noWhatsapp: 'Pas de numéro WhatsApp : ajoutez-le dans Réglages, Utilisateurs.',
  ownNoWhatsapp: 'Pas de numéro WhatsApp : ajoutez-le dans Réglages, Notifications.',
  knownNumber: (number: string) => `WhatsApp ${number}`,
  other: 'Autre numéro ou adresse',
  otherHint: '77 123 45 67, ou une adresse e-mail.',
  addOther: 'Ajouter',
  onlyByWhatsapp: 'Par WhatsApp seulement',
  onlyByEmail: 'Par e-mail seulement',
  contactFault: 'Tapez un numéro comme 77 123 45 67, ou une adresse comme awa@exemple.sn.',
  already: 'Déjà dans la liste.',
};

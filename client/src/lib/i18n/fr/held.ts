import { plural } from '@digiboost/domain/french';

/** Words of tickets that wait. */
export const held = {
  title: 'Mettre le ticket en attente',
  name: 'Nom du ticket',
  nameHint: 'Pour le retrouver : Moussa, la dame en bleu…',
  kept: 'Ticket mis en attente',
  notKept: 'Ce téléphone n’a pas pu le garder. Le ticket est resté en cours.',
  list: 'Tickets en attente',
  of: (time: string) => `Ticket de ${time}`,
  articles: (count: number) => plural(count, 'article'),
  help: 'Touchez un ticket pour le reprendre. Celui en cours attendra à sa place.',
  gone: 'Ce ticket a été repris dans une autre fenêtre.',
  discard: (name: string) => `Jeter ${name}`,
  discardTitle: (name: string) => `Jeter « ${name} » ?`,
  discardText: 'Rien n’en est enregistré.',
  confirmDiscard: 'Jeter',
  keep: 'Garder',
  none: 'Aucun ticket n’attend.',
};

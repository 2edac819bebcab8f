import type { ReplicaErrorCode } from '../../replica/types.ts';

/** What a person is told when a document could not be written on the phone: what happened, and what to do. */
export const writeErrors: Record<ReplicaErrorCode, string> = {
  'storage-full':
    'La mémoire du téléphone est pleine : rien n’a été enregistré. Libérez de la place (photos, vidéos, applications), puis réessayez.',
  'storage-failed':
    'Le téléphone n’a pas pu enregistrer. Réessayez ; si cela recommence, fermez l’application et rouvrez-la.',
  'invalid-document': 'Cette saisie ne peut pas être enregistrée telle quelle. Vérifiez les chiffres et les textes.',
  closed: 'La boutique est fermée sur ce téléphone. Rouvrez l’application, puis réessayez.',
};

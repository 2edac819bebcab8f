import type { ReplicaErrorCode } from '../../replica/types.ts';
import { writeFaultOf } from '../../replica/write-fault.ts';

/** The sentence for each way in which a write can fail: what happened, and what to do. Nothing was stored. */
export const replicaErrors: Readonly<Record<ReplicaErrorCode, string>> = {
  'storage-full':
    'Le téléphone est plein : rien n’a été enregistré. Supprimez des photos ou des vidéos, puis appuyez de nouveau.',
  'storage-failed': 'Le téléphone n’a pas pu écrire : rien n’a été enregistré. Appuyez de nouveau.',
  'invalid-document': 'Une valeur n’est pas acceptée : rien n’a été enregistré. Vérifiez les champs.',
  'not-approved': 'Un administrateur doit donner son accord : rien n’a été enregistré.',
  closed: 'L’application se ferme : rien n’a été enregistré. Rouvrez-la, puis recommencez.',
};

/** What to tell the person when `replica.put` threw `error`. */
export const replicaErrorText = (error: unknown): string => replicaErrors[writeFaultOf(error)];

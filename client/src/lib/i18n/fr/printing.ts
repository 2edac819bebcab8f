import type { CodePage, PaperWidth } from '@digiboost/papers/ticket';
import type { PrintOutcome } from '../../printing/print-ticket.ts';
import type { WayName } from '../../printing/printer-settings.ts';

const outcomes: Readonly<Record<Exclude<PrintOutcome, 'SENT'>, string>> = {
  NO_PRINTER: 'Choisissez d’abord votre imprimante, dans Réglages, Imprimante.',
  FAILED: 'Le reçu n’est pas sorti. La vente est bien enregistrée : vérifiez l’imprimante, puis recommencez.',
};

const ways: Readonly<Record<WayName, string>> = {
  DIALOG: 'Par le téléphone',
  SERIAL: 'Imprimante associée au téléphone',
  BLUETOOTH: 'Imprimante Bluetooth basse énergie',
  RAWBT: 'Application RawBT',
};

const wayHints: Readonly<Record<WayName, string>> = {
  DIALOG: 'La fenêtre d’impression du téléphone s’ouvre : aussi pour enregistrer en PDF.',
  SERIAL: 'Associez l’imprimante dans les réglages Bluetooth du téléphone, puis choisissez-la ici.',
  BLUETOOTH: 'Allumez l’imprimante près du téléphone, puis choisissez-la ici.',
  RAWBT: 'Installez RawBT et réglez-y l’imprimante une fois.',
};

const papers: Readonly<Record<PaperWidth, string>> = { 58: '58 mm', 80: '80 mm' };
const codePages: Readonly<Record<CodePage, string>> = {
  cp858: 'PC858',
  windows1252: 'WPC1252',
  cp850: 'PC850',
  NONE: 'Sans accents',
};

/** Words of receipts and of the printer. */
export const printing = {
  receipt: 'Reçu',
  picture: (number: string) => `Reçu ${number}`,
  print: 'Imprimer',
  whatsApp: 'Envoyer par WhatsApp',
  share: 'Partager l’image',
  fileName: (number: string) => `recu-${number}.png`,
  sent: 'Reçu envoyé à l’imprimante.',
  outcomes,
  title: 'Imprimante',
  way: 'Comment imprimer',
  ways,
  wayHints,
  choose: 'Choisir l’imprimante',
  chosen: 'Imprimante choisie. Imprimez une page d’essai.',
  notChosen: 'L’imprimante n’a pas pu être ouverte. Vérifiez qu’elle est allumée, puis recommencez.',
  paper: 'Largeur du papier',
  papers,
  asPicture: 'Imprimer en image',
  asPictureHint: 'Tous les accents sortent. Sans image, c’est plus rapide.',
  codePage: 'Accents de l’imprimante',
  codePageHint: 'Si les accents de la page d’essai sont faux, essayez le suivant.',
  codePages,
  copies: 'Nombre d’exemplaires',
  automatic: 'Imprimer à chaque vente',
  automaticHint: 'Le reçu sort dès que la vente est enregistrée.',
  test: 'Page d’essai',
  notKept: 'Ce téléphone n’a plus de place : les réglages ne sont pas gardés.',
  testPage: {
    title: 'Page d’essai',
    letters: 'é è ê à ç ù œ É È Ç — Ñ ŋ Ŋ',
    digits: '1234567890'.repeat(4),
    left: 'À gauche',
    right: 'à droite',
    total: 'TOTAL',
    end: 'Si tout se lit, c’est prêt.',
  },
};

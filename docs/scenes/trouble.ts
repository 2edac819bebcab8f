import { type Chapter, expect, type Scene } from './scene.ts';

const safety: Scene = {
  id: 'securite',
  title: 'Regarder la pastille',
  why: 'Elle dit ce que le serveur a confirmé, et ce qui n’est encore que sur ce téléphone.',
  screen: '/reglages/synchronisation',
  steps: [
    {
      caption: 'Touchez la pastille {1} à n’importe quel moment.',
      act: (stage) => stage.go('/'),
      check: (page) => expect(page.getByRole('banner').locator('.safety')).toContainText('Tout est en sécurité'),
      marks: (page) => [page.getByRole('banner').locator('.safety button')],
    },
    {
      caption: 'Elle montre le dernier échange et ce qui attend. « Échanger maintenant » {1} essaie tout de suite.',
      act: async ({ page }) => {
        await page.getByRole('banner').locator('.safety button').click();
        await page.getByRole('button', { name: 'Échanger maintenant' }).click();
        await expect(page.getByText('à l’instant')).toBeVisible();
        // How much was sent differs from one playing to the next.
        await page.getByText(/reçus, .* envoyés$/).evaluate((told) => told.style.setProperty('visibility', 'hidden'));
      },
      check: (page) => expect(page.getByRole('button', { name: 'Échanger maintenant' })).toBeVisible(),
      marks: (page) => [page.getByRole('button', { name: 'Échanger maintenant' })],
    },
  ],
};

export const trouble: Chapter = {
  id: 'problemes',
  title: 'Quand quelque chose ne va pas',
  scenes: [safety],
  after: [
    {
      heads: ['La pastille dit', 'Faire'],
      table: [
        ['Tout est en sécurité', 'rien : le serveur a tout confirmé'],
        ['12 ventes pas encore envoyées', 'passez près du réseau dans la journée ; elles partent seules'],
        ['Hors ligne', 'continuez à vendre : rien n’attend'],
        ['Reconnectez-vous', 'vendez ; tapez votre mot de passe quand il y a du réseau'],
        ['Saisies refusées par le serveur', 'voyez « Le serveur refuse », plus bas'],
      ],
    },
    {
      heads: ['Il se passe ceci', 'Faire'],
      table: [
        [
          'Le téléphone est perdu',
          'Sur un autre téléphone, connectez-vous : tout ce qui était envoyé est là. Changez votre mot de passe (Réglages) : l’ancien téléphone est déconnecté. Un code PIN protège mieux la prochaine fois.',
        ],
        [
          'La batterie est morte',
          'Rechargez, ouvrez : tout ce qui disait « Enregistré » est là, le ticket commencé aussi.',
        ],
        [
          'L’heure est fausse',
          'Mettez le téléphone à l’heure automatique. Si l’application demande l’heure, répondez. Les ventes mal datées retrouvent leur vraie date au prochain échange.',
        ],
        [
          'Plus de place',
          'Effacez des photos ou des vidéos. Réglages, « Stockage » dit ce que prend l’application et libère les anciens mois. N’effacez pas les données du navigateur.',
        ],
        [
          'Deux téléphones ne disent pas la même chose',
          'Sur les deux, la pastille doit dire « Tout est en sécurité » : « Échanger maintenant ». Une fiche changée deux fois garde le dernier changement ; l’autre se lit sur la page du produit.',
        ],
        [
          'Le serveur refuse',
          'Réglages, « Synchronisation » : lisez la raison, enregistrez une copie et montrez-la à l’administrateur. Souvent un rôle a changé.',
        ],
        [
          'L’application ne s’ouvre plus',
          'Fermez-la, ouvrez-la de nouveau. Ensuite seulement, avec du réseau, rechargez la page. Rien n’est perdu tant que les données du navigateur restent.',
        ],
        ['Un chiffre vous étonne', 'Touchez-le : il montre les tickets ou le calcul qui le composent.'],
      ],
    },
  ],
};

import { card } from '../../client/e2e/support/steps.ts';
import { type Chapter, expect, type Scene, show } from './scene.ts';

const signIn: Scene = {
  id: 'connexion',
  title: 'Se connecter une fois',
  why: 'Une seule connexion avec du réseau suffit : ensuite, l’application s’ouvre sans.',
  screen: '/connexion',
  steps: [
    {
      caption: 'Ouvrez l’adresse de votre boutique. Tapez votre e-mail {1} et votre mot de passe {2}, puis {3}.',
      act: async ({ page, login }) => {
        await page.getByLabel('Adresse e-mail').fill(login.email);
        await page.getByLabel('Mot de passe', { exact: true }).fill(login.password);
      },
      check: (page) => expect(page.getByRole('button', { name: 'Se connecter' })).toBeEnabled(),
      marks: (page) => [
        page.getByLabel('Adresse e-mail'),
        page.getByLabel('Mot de passe', { exact: true }),
        page.getByRole('button', { name: 'Se connecter' }),
      ],
    },
    {
      caption: 'La boutique arrive. Quand la pastille {1} dit « Tout est en sécurité », tout est sur le téléphone.',
      act: (stage) => stage.signIn(),
      check: async (page) => {
        await expect(page.getByText('Tout est en sécurité').first()).toBeVisible();
        await expect(page.getByText('Historique en route')).toBeHidden({ timeout: 60_000 });
      },
      marks: (page) => [page.getByRole('banner').locator('.safety button')],
    },
  ],
};

const overview: Scene = {
  id: 'accueil',
  title: 'Lire l’accueil',
  why: 'En un coup d’œil : ce qui s’est vendu, ce qui manque, quoi faire maintenant.',
  screen: '/',
  steps: [
    {
      caption: 'En haut, les ventes du jour {1}. Dessous, la chose à faire maintenant {2}.',
      act: (stage) => stage.go('/'),
      check: async (page) => {
        await expect(page.locator('main .grid > .today')).toBeVisible();
        await expect(page.getByText('Historique en route')).toBeHidden({ timeout: 30_000 });
      },
      marks: (page) => [page.locator('main .grid > .today'), page.locator('main .next')],
    },
    {
      caption:
        'Plus bas, l’état du stock {1} : en rupture, faible, en stock. Touchez un chiffre pour voir les produits.',
      act: ({ page }) => show(card(page, 'Santé du stock')),
      check: (page) => expect(card(page, 'Santé du stock')).toBeVisible(),
      marks: (page) => [card(page, 'Santé du stock')],
    },
  ],
};

const newProduct: Scene = {
  id: 'produit',
  title: 'Ajouter un produit',
  why: 'Un produit se crée une fois ; il se vend ensuite en deux gestes.',
  screen: '/stock/nouveau',
  steps: [
    {
      caption: 'Dans Stock, touchez « Nouveau produit ». Tapez le nom {1} et les deux prix {2} {3}.',
      act: async (stage) => {
        await stage.go('/stock/nouveau');
        const { page } = stage;
        await page.getByLabel('Nom', { exact: true }).fill('Lampe solaire');
        await page.getByLabel('Prix de vente', { exact: true }).fill('6500');
        await page.getByLabel('Prix d’achat').fill('4800');
      },
      check: (page) => expect(page.getByLabel('Nom', { exact: true })).toHaveValue('Lampe solaire'),
      marks: (page) => [
        page.getByLabel('Nom', { exact: true }),
        page.getByLabel('Prix de vente', { exact: true }),
        page.getByLabel('Prix d’achat'),
      ],
    },
    {
      caption: 'Dites combien il y en a en rayon {1}. Tout en bas : « Enregistrer ».',
      act: async ({ page }) => {
        await page.getByLabel('Quantité en rayon').fill('8');
        await show(page.getByLabel('Quantité en rayon'));
      },
      check: (page) => expect(page.getByLabel('Quantité en rayon')).toHaveValue('8'),
      marks: (page) => [page.getByLabel('Quantité en rayon')],
    },
    {
      caption: 'Le produit est là, avec son stock {1}. Il est prêt à vendre.',
      act: ({ page }) => page.getByRole('button', { name: 'Enregistrer' }).click(),
      check: (page) => expect(page.getByText('En stock', { exact: true })).toBeVisible(),
      marks: (page) => [page.locator('.kpi').first()],
    },
  ],
};

export const firstDay: Chapter = {
  id: 'premier-jour',
  title: 'Le premier jour',
  scenes: [signIn, overview, newProduct],
  after: [
    'Vous avez déjà un fichier Excel, ou un export d’une autre caisse ? Réglages, « Importer un fichier » :',
    {
      list: [
        'Choisissez le fichier : l’application dit ce qu’elle y reconnaît, colonne par colonne.',
        'Vérifiez : rien n’est encore enregistré. Elle montre ce qui change, et demande quand un prix ou un stock l’étonne.',
        'Importez. Le même fichier deux fois ne compte rien deux fois. Un import peut être défait.',
        'Dans Excel, mettez les colonnes de codes au format Texte, pour garder les zéros du début.',
      ],
    },
    'Dans le menu du navigateur, choisissez « Ajouter à l’écran d’accueil » : l’application s’ouvre comme les autres et le téléphone garde mieux ses données.',
  ],
};

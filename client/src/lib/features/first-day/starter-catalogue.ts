/** A product that shops of a kind usually sell. `price`: what one may cost in Dakar, FCFA; null: to be typed. */
export interface StarterProduct {
  readonly name: string;
  readonly category: string;
  readonly unit: string;
  readonly price: number | null;
}

/** The kinds of shop that have usual products. */
export const SHOP_KINDS = ['BOUTIQUE', 'QUINCAILLERIE', 'GROSSISTE', 'BOULANGERIE', 'PARAPHARMACIE'] as const;
export type ShopKind = (typeof SHOP_KINDS)[number];

/** A line for each category, one for each of its products: name, unit, price; without a price where none is usual. */
const LINES: Readonly<Record<ShopKind, string>> = {
  BOUTIQUE: `
# Céréales et farines
Riz brisé parfumé 25 kg|sac|12500
Riz brisé parfumé 5 kg|sac|2600
Riz au détail|kg|450
Mil|kg|400
Farine de blé 1 kg|paquet|550
Couscous de mil (thiéré) 500 g|sachet|550
Pâtes spaghetti 500 g|paquet|400
Macaroni 500 g|paquet|400
Vermicelles 500 g|paquet|400
# Épicerie
Huile végétale 1 L|bouteille|1250
Huile végétale 5 L|bidon|5900
Huile en sachet 250 ml|sachet|350
Sucre en poudre 1 kg|kg|675
Sucre en morceaux 1 kg|boîte|850
Sel iodé 500 g|sachet|150
Concentré de tomate 400 g|boîte|700
Concentré de tomate sachet 70 g|sachet|100
Bouillon cube (tablette)|tablette|25
Moutarde 200 g|pot|500
Mayonnaise 250 g|pot|800
Vinaigre 1 L|bouteille|450
Sardines à l’huile 125 g|boîte|500
Thon en boîte 160 g|boîte|800
Pâte d’arachide|kg|1600
Poivre noir sachet|sachet|100
Piment en poudre sachet|sachet|100
# Lait et petit déjeuner
Lait en poudre 400 g|sachet|1700
Lait en poudre sachet 20 g|sachet|100
Lait concentré sucré 390 g|boîte|700
Café Touba 250 g|paquet|700
Café soluble stick|stick|50
Thé vert 25 g|sachet|150
Beurre 250 g|plaquette|900
Pâte à tartiner 350 g|pot|1500
Pain|pièce|175
Biscuits secs|paquet|100
Œufs|pièce|100
# Boissons
Eau minérale 1,5 L|bouteille|400
Eau minérale 10 L|bidon|1250
Eau en sachet|sachet|50
Boisson gazeuse 33 cl|canette|450
Boisson gazeuse 1 L|bouteille|700
Jus de bissap 50 cl|bouteille|300
# Légumes et frais
Oignon|kg|500
Pomme de terre|kg|600
Ail|kg|1500
Tomate fraîche|kg|800
Citron|kg|700
# Hygiène et entretien
Savon de ménage 300 g|pièce|350
Savon de toilette|pièce|300
Lessive en poudre 500 g|sachet|700
Lessive en poudre sachet 30 g|sachet|50
Eau de Javel 1 L|bouteille|500
Dentifrice 75 ml|tube|600
Couches bébé|pièce|100
Serviettes hygiéniques|paquet|600
Papier hygiénique|rouleau|200
# Maison et énergie
Allumettes|boîte|25
Bougie|pièce|100
Pile R6|pièce|100
Gaz butane 6 kg|bouteille|
Carte de recharge 1000 F|pièce|1000`,
  QUINCAILLERIE: `
# Gros œuvre
Ciment 50 kg|sac|4000
Fer à béton 6 mm|barre|1700
Fer à béton 8 mm|barre|2800
Fer à béton 10 mm|barre|4300
Fer à béton 12 mm|barre|6200
Fil d’attache|kg|1000
Grillage|mètre|1200
Parpaing 15|pièce|300
Tôle ondulée 2 m|pièce|3500
Chevron 4 m|pièce|4500
Planche de coffrage 4 m|pièce|5500
Contreplaqué 5 mm|feuille|7500
Sable|charrette|
Gravier|charrette|
# Clous, vis et fixations
Clous 70 mm|kg|1000
Clous 100 mm|kg|1000
Clous à tôle|kg|1500
Vis à bois 40 mm|pièce|25
Chevilles 8 mm|pièce|25
Boulon 10 mm|pièce|150
Charnière|paire|500
Cadenas 40 mm|pièce|1500
Serrure de porte|pièce|6500
Verrou|pièce|1000
# Plomberie
Tuyau PVC 32 mm 4 m|barre|2500
Tuyau PVC 100 mm 4 m|barre|6500
Coude PVC 32 mm|pièce|250
Coude PVC 100 mm|pièce|1000
Té PVC 32 mm|pièce|350
Colle PVC 250 g|pot|1500
Robinet 1/2|pièce|2500
Robinet d’arrêt|pièce|2000
Téflon|rouleau|200
Siphon de lavabo|pièce|2000
Flexible 40 cm|pièce|1500
Chasse d’eau|pièce|12000
# Électricité
Câble 1,5 mm²|mètre|250
Câble 2,5 mm²|mètre|400
Gaine 16 mm|mètre|150
Prise de courant|pièce|1000
Interrupteur|pièce|800
Douille|pièce|500
Ampoule LED 9 W|pièce|800
Tube LED 120 cm|pièce|2500
Disjoncteur 16 A|pièce|3000
Rallonge 5 m|pièce|4500
Ruban isolant|rouleau|300
Boîte de dérivation|pièce|400
# Peinture
Peinture à eau 25 kg|seau|15000
Peinture à eau 4 kg|pot|4000
Peinture à huile 1 kg|pot|2500
Diluant 1 L|bouteille|1500
Enduit 5 kg|sac|2500
Pinceau 50 mm|pièce|700
Rouleau à peinture|pièce|2000
Papier de verre|feuille|200
# Outils
Marteau|pièce|3000
Pelle|pièce|4000
Brouette|pièce|25000
Truelle|pièce|1500
Mètre ruban 5 m|pièce|1500
Scie à métaux|pièce|2500
Disque à tronçonner|pièce|700`,
  GROSSISTE: `
# Céréales et farines
Riz brisé parfumé 50 kg|sac|24000
Riz brisé parfumé 25 kg|sac|12200
Riz brisé ordinaire 50 kg|sac|18500
Riz local de la Vallée 50 kg|sac|17500
Mil 50 kg|sac|16000
Maïs 50 kg|sac|14500
Farine de blé 50 kg|sac|20500
Semoule 25 kg|sac|11000
Pâtes spaghetti 20 × 500 g|carton|6600
Macaroni 20 × 500 g|carton|6600
Vermicelles 20 × 500 g|carton|6600
Couscous 20 × 500 g|carton|9500
# Épicerie
Huile végétale 20 L|bidon|21000
Huile végétale 12 × 1 L|carton|13500
Huile végétale 4 × 5 L|carton|21500
Sucre en poudre 50 kg|sac|30000
Sucre en morceaux 25 × 1 kg|carton|19500
Sel iodé 25 kg|sac|3000
Concentré de tomate 24 × 400 g|carton|14500
Concentré de tomate 50 × 70 g|carton|4000
Concentré de tomate 2,2 kg|boîte|3000
Bouillon cube 24 tablettes|boîte|
Bouillon en poudre|carton|
Moutarde 12 × 200 g|carton|5000
Mayonnaise 12 × 500 ml|carton|14500
Vinaigre 12 × 1 L|carton|4300
Sardines 50 × 125 g|carton|20500
Thon 48 × 160 g|carton|32000
Arachide décortiquée 50 kg|sac|37500
# Lait, thé et café
Lait en poudre 25 kg|sac|62500
Lait en poudre 10 × 400 g|carton|15500
Lait concentré sucré 48 × 390 g|carton|30000
Lait évaporé 48 × 160 g|carton|
Café soluble (sticks)|carton|
Café Touba 10 × 250 g|carton|6000
Thé vert 40 × 25 g|carton|5000
Biscuits 24 paquets|carton|2000
Beurre 20 × 250 g|carton|16000
# Boissons
Eau minérale 6 × 1,5 L|pack|1900
Eau minérale 12 × 50 cl|pack|1900
Eau minérale 10 L|bidon|1100
Boisson gazeuse 24 × 33 cl|carton|9000
Boisson gazeuse 12 × 1 L|casier|7200
Jus de fruits 12 × 1 L|carton|
Sirop 12 × 1 L|carton|
# Légumes
Oignon 25 kg|sac|10000
Pomme de terre 25 kg|sac|12000
Ail 10 kg|carton|
# Hygiène et entretien
Savon de ménage|carton|9000
Savon de toilette 48 pièces|carton|
Lessive en poudre 12 × 500 g|carton|7000
Lessive en poudre sachets|carton|
Eau de Javel 12 × 1 L|carton|4500
Dentifrice 12 tubes|carton|5500
Couches bébé|paquet|4500
Papier hygiénique 24 rouleaux|paquet|3500
Serviettes hygiéniques|carton|
# Maison et énergie
Allumettes 100 boîtes|paquet|2000
Bougies|carton|
Piles R6|carton|
Charbon de bois|sac|`,
  BOULANGERIE: `
# Pains
Pain baguette|pièce|175
Demi-baguette|pièce|100
Pain complet|pièce|300
Pain de mie|pièce|1000
Tapalapa|pièce|150
Pain au lait|pièce|250
Pain brioché|pièce|500
# Viennoiseries
Croissant|pièce|400
Pain au chocolat|pièce|500
Pain aux raisins|pièce|600
Chausson aux pommes|pièce|600
Beignet|pièce|50
Brioche|pièce|500
# Pâtisseries
Éclair au chocolat|pièce|1000
Éclair au café|pièce|1000
Mille-feuille|pièce|1200
Tartelette aux fruits|pièce|1200
Cake|pièce|500
Madeleine|pièce|100
Cookie|pièce|400
Gâteau d’anniversaire 8 parts|pièce|
Gâteau d’anniversaire 12 parts|pièce|
# Salé
Fataya|pièce|100
Pastel|pièce|50
Quiche|pièce|1200
Pizza (part)|pièce|1000
Pizza entière|pièce|4000
Hamburger|pièce|1500
Chawarma|pièce|1500
Sandwich thon|pièce|1000
Sandwich poulet|pièce|1500
Sandwich omelette|pièce|700
Croque-monsieur|pièce|1500
Frites|portion|700
# Boissons chaudes
Café Touba|tasse|100
Café au lait|tasse|300
Expresso|tasse|500
Thé à la menthe|tasse|300
Chocolat chaud|tasse|700
Café soluble|tasse|200
# Boissons fraîches
Eau minérale 50 cl|bouteille|250
Eau minérale 1,5 L|bouteille|500
Boisson gazeuse 33 cl|canette|500
Jus de bissap|verre|300
Jus de bouye|verre|300
Jus de gingembre|verre|300
Jus d’orange pressé|verre|1000
Lait caillé|pot|500
Yaourt|pot|300
Thiakry|pot|500
# Épicerie
Beurre 250 g|plaquette|900
Lait en poudre 400 g|sachet|1700
Sucre en morceaux 1 kg|boîte|850
Confiture 370 g|pot|1500
Pâte à tartiner 350 g|pot|1500
Fromage (portion)|pièce|150
Œufs|pièce|100
# Matières
Farine de blé 50 kg|sac|20500
Levure 500 g|paquet|1800
Sachet d’emballage|pièce|25`,
  PARAPHARMACIE: `
# Bébé
Couches taille 3|paquet|
Couches taille 4|paquet|
Lingettes bébé|paquet|1500
Lait 1er âge 400 g|boîte|
Lait 2e âge 400 g|boîte|
Biberon 250 ml|pièce|2500
Tétine|pièce|1000
Crème pour le change|tube|
Sérum physiologique dose|dose|150
Thermomètre|pièce|2000
# Hygiène
Savon antiseptique|pièce|1000
Savon surgras|pièce|2000
Gel hydroalcoolique 100 ml|flacon|1000
Gel douche 500 ml|flacon|
Shampooing 250 ml|flacon|
Dentifrice 75 ml|tube|1500
Brosse à dents|pièce|800
Bain de bouche 250 ml|flacon|
Serviettes hygiéniques|paquet|800
Tampons|boîte|
Préservatifs|boîte|500
Rasoir jetable|pièce|200
Coton 100 g|paquet|700
Cotons-tiges|boîte|500
Déodorant|pièce|
# Soins du visage et du corps
Lait corporel 400 ml|flacon|
Crème hydratante|tube|
Crème solaire SPF 50|tube|
Beurre de karité 200 g|pot|2000
Huile d’amande douce|flacon|2500
Glycérine 100 ml|flacon|1000
Vaseline 100 g|pot|1000
Baume à lèvres|pièce|1000
Eau micellaire|flacon|
Huile de ricin|flacon|2000
# Premiers soins
Pansements|boîte|1000
Compresses stériles|boîte|1000
Bande de gaze|pièce|300
Sparadrap|rouleau|700
Alcool 70° 250 ml|flacon|1000
Eau oxygénée 125 ml|flacon|700
Antiseptique cutané|flacon|
Poche de froid|pièce|
Gants d’examen|boîte|4000
Masques|boîte|2500
Attelle|pièce|
Bas de contention|paire|
# Compléments et bien-être
Vitamine C 500 mg|tube|
Multivitamines|boîte|
Magnésium|boîte|
Fer et acide folique|boîte|
Miel|pot|4000
Tisane|boîte|1500
Sels de réhydratation|sachet|150
Édulcorant|boîte|
# Appareils
Tensiomètre|pièce|25000
Lecteur de glycémie|pièce|
Bandelettes de glycémie|boîte|
Test de grossesse|pièce|1000
Pèse-personne|pièce|15000
Répulsif anti-moustiques|flacon|2000
Moustiquaire imprégnée|pièce|5000`,
};

/** What shops of that kind usually sell, category by category. */
export function starterProducts(kind: ShopKind): StarterProduct[] {
  let category = '';
  return LINES[kind]
    .trim()
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('# ')) {
        category = line.slice(2);
        return [];
      }
      const [name = '', unit = '', price = ''] = line.split('|');
      return [{ name, category, unit, price: price ? Number(price) : null }];
    });
}

/** Whom a shop lets in. */
export interface Login {
  readonly email: string;
  readonly password: string;
}

/** A shop beside the demo's: how it is made, by which command of the project, and whom it lets in. */
export interface OtherShop {
  readonly login: Login;
  readonly command: readonly [name: string, ...args: string[]];
}

const PASSWORD = 'un-mot-de-passe-long';

const provisioned = (id: string, name: string): OtherShop => {
  const email = `awa@${id}.sn`;
  const admin = ['--admin-email', email, '--admin-password', PASSWORD];
  return {
    login: { email, password: PASSWORD },
    command: ['provision', 'create-tenant', '--id', id, '--name', name, ...admin],
  };
};

/** A shop that holds nothing yet. */
export const EMPTY_SHOP = provisioned('neuve', 'Boutique neuve');

/** A shop for a few documents that a test writes itself. */
export const SMALL_SHOP = provisioned('petite', 'Boutique petite');

/** Two thousand products, sold for three months. */
export const LARGE_SHOP: OtherShop = {
  login: { email: 'gerant@large.sn', password: PASSWORD },
  command: [
    ...(['seed', '--tenant', 'large', '--products', '2000', '--lines', '6000', '--years', '0.25'] as const),
    ...['--password', PASSWORD],
  ],
};

export const OTHER_SHOPS: readonly OtherShop[] = [EMPTY_SHOP, SMALL_SHOP, LARGE_SHOP];

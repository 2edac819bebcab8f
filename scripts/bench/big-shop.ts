import { Installation } from '../../client/e2e/support/installation.ts';
import type { Login } from '../../client/e2e/support/shops.ts';

/** The shop on which the numbers are promised: two years, 150,000 sale lines, 500 products. */
export const BIG_SHOP = { tenant: 'big', years: 2, lines: 150_000, products: 500 } as const;

/** An installation that also holds the big shop, and the login of its manager. */
export async function startWithBigShop(): Promise<{ installation: Installation; login: Login }> {
  const installation = await Installation.start();
  const { tenant, years, lines, products } = BIG_SHOP;
  const output = await installation.command(
    'seed',
    ...['--tenant', tenant, '--years', `${years}`, '--lines', `${lines}`, '--products', `${products}`],
  );
  const [, email, password] = /: (\S+@\S+) \/ (\S+)/.exec(output) ?? [];
  if (!email || !password) throw new Error(`The seed printed no login:\n${output}`);
  return { installation, login: { email, password } };
}

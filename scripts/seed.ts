import { parseArgs } from 'node:util';
import { addDays } from '@digiboost/domain/shared/day';
import { DEMO_PRODUCTS, largeCatalogue } from './demo/catalogue.ts';
import { seedShop } from './demo/seed-shop.ts';
import { openInstallation } from './shared/installation.ts';

/** Shops that are shown to somebody: with a past as long as the papers that they are asked for. */
const STORIES: Readonly<
  Record<string, { shopName: string; days: number; linesPerDay: number; orderDays: number } | undefined>
> = {
  banquier: { shopName: 'Boutique Teranga', days: 200, linesPerDay: 110, orderDays: 45 },
};

const { values } = parseArgs({
  options: {
    tenant: { type: 'string', default: 'big' },
    years: { type: 'string', default: '2' },
    lines: { type: 'string', default: '150000' },
    products: { type: 'string', default: '500' },
    password: { type: 'string' },
    story: { type: 'string' },
  },
});
const years = Number(values.years);
const lines = Number(values.lines);
const products = Number(values.products);
const story = values.story === undefined ? null : STORIES[values.story];
if (story === undefined || !(years > 0 && lines > 0 && products > 0)) {
  process.stderr.write(
    'Usage: npm run seed -- --tenant big --years 2 --lines 150000 [--products 500] [--password …]\n' +
      `   or: npm run seed -- --story ${Object.keys(STORIES).join('|')} [--password …]\n`,
  );
  process.exit(1);
}

const installation = await openInstallation();
try {
  const today = new Date().toISOString().slice(0, 10);
  const days = story?.days ?? Math.round(years * 365);
  const tenantId = story && values.story ? values.story : values.tenant;
  const shop = story
    ? { shopName: story.shopName, products: DEMO_PRODUCTS, linesPerDay: story.linesPerDay, orderDays: story.orderDays }
    : {
        shopName: `Boutique ${values.tenant}`,
        products: largeCatalogue(products),
        linesPerDay: lines / days,
        targetLines: lines,
      };
  const login = await seedShop(installation, {
    ...shop,
    tenantId,
    password: values.password ?? installation.secrets.demoPassword,
    from: addDays(today, -days),
    onProgress: (done) => process.stdout.write(`\r${done.toLocaleString('fr')} lines`),
  });
  process.stdout.write(`\nShop ${tenantId}: ${login.email} / ${login.password}\n`);
} finally {
  await installation.close();
}

import { parseArgs } from 'node:util';
import { addDays } from '@digiboost/domain/shared/day';
import { largeCatalogue } from './demo/catalogue.ts';
import { seedShop } from './demo/seed-shop.ts';
import { openInstallation } from './shared/installation.ts';

const { values } = parseArgs({
  options: {
    tenant: { type: 'string', default: 'big' },
    years: { type: 'string', default: '2' },
    lines: { type: 'string', default: '150000' },
    products: { type: 'string', default: '500' },
    password: { type: 'string' },
  },
});
const years = Number(values.years);
const lines = Number(values.lines);
const products = Number(values.products);
if (!(years > 0 && lines > 0 && products > 0)) {
  process.stderr.write(
    'Usage: npm run seed -- --tenant big --years 2 --lines 150000 [--products 500] [--password …]\n',
  );
  process.exit(1);
}

const installation = await openInstallation();
try {
  const today = new Date().toISOString().slice(0, 10);
  const days = Math.round(years * 365);
  const login = await seedShop(installation, {
    tenantId: values.tenant,
    shopName: `Boutique ${values.tenant}`,
    password: values.password ?? installation.secrets.demoPassword,
    products: largeCatalogue(products),
    from: addDays(today, -days),
    linesPerDay: lines / days,
    targetLines: lines,
    onProgress: (done) => process.stdout.write(`\r${done.toLocaleString('fr')} lines`),
  });
  process.stdout.write(`\nShop ${values.tenant}: ${login.email} / ${login.password}\n`);
} finally {
  await installation.close();
}

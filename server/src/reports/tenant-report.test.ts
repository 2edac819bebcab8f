import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Shop, ShopDocument } from '@digiboost/domain/documents';
import { writtenBy } from '@digiboost/domain/documents/testing/examples';
import { paperOf, REPORTS } from '@digiboost/domain/reports';
import { reportInput } from '@digiboost/domain/reports/testing/report-shop';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays } from '@digiboost/domain/shared/day';
import { workedShop } from '@digiboost/domain/shop/testing/worked-shop';
import { paperFile } from '@digiboost/papers';
import { pdfText } from '@digiboost/papers/testing/pdf-text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import { readPaperToken } from './paper-seal.ts';
import { makeTenantReport } from './tenant-report.ts';

const now = new Date();
const today = businessDay(now.toISOString());
const period = { from: addDays(today, -40), to: today };
const documents = workedShop(today);
let world: World;
let shop: TestShop;

beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  const { products, suppliers, orders, events } = documents;
  const docs = [...products, ...suppliers, ...orders, ...events].map((doc: ShopDocument) =>
    writtenBy(doc, shop.admin.id),
  );
  await world.call('POST', `/db/${shop.database}/_bulk_docs`, { token: shop.admin.token, body: { docs } });
});
afterAll(() => world.close());

test('the server makes of the documents the very file that a phone makes of them', async () => {
  const input = reportInput(documents, { today, ...period });
  const sales = input.sales.map((sale) => writtenBy(sale, shop.admin.id));
  const { body: own } = await world.call<Shop>('GET', `/db/${shop.database}/shop`, { token: shop.admin.token });
  // The worked shop's category is the phone's alone.
  const products = new Map(
    [...input.book.products].map(
      ([
        id,
        {
          product: { categoryId: _, ...product },
          ...ledger
        },
      ]) => [id, { ...ledger, product }],
    ),
  );
  const phone = {
    ...input,
    sales,
    madeAt: now.toISOString(),
    book: { ...input.book, shop: own, products, categories: new Map() },
  };
  for (const report of Object.values(REPORTS)) {
    const made = await makeTenantReport(world.couchUrl, shop.id, report.type, period, { now });
    if (!made.ok) throw new Error(made.error);
    const bytes = await paperFile(paperOf(report, phone), report.format);
    expect(Buffer.from(made.value.bytes).equals(Buffer.from(bytes)), report.type).toBe(true);
    expect(made.value.name).toMatch(new RegExp(`^[a-z-]+(?:-\\d{4}-\\d\\d-\\d\\d){1,2}\\.${report.format}$`));
  }
});

test('a shop that is not there, or days that are not, make no report', async () => {
  expect(await makeTenantReport(world.couchUrl, 'personne', 'INVENTORY', period)).toEqual({
    ok: false,
    error: 'tenant',
  });
  expect(await makeTenantReport(world.couchUrl, 'platform', 'INVENTORY', period)).toEqual({
    ok: false,
    error: 'tenant',
  });
  const backwards = { from: period.to, to: period.from };
  expect(await makeTenantReport(world.couchUrl, shop.id, 'INVENTORY', backwards)).toEqual({
    ok: false,
    error: 'order',
  });
});

test('a database that cannot tell whether the shop is there is no shop that is not', async () => {
  const broken = createServer((_req, res) => res.writeHead(503).end()).listen(0, '127.0.0.1');
  await once(broken, 'listening');
  const { port } = broken.address() as AddressInfo;
  await expect(makeTenantReport(`http://127.0.0.1:${port}`, shop.id, 'INVENTORY', period)).rejects.toThrow('503');
  broken.close();
});

test('a document that the server makes leads to a page that says the same, and to no other', async () => {
  const secret = createSecretKey(new Uint8Array(32).fill(7));
  const sealing = { secret, home: 'https://exemple.sn' };
  const made = await makeTenantReport(world.couchUrl, shop.id, 'MONTHLY_SUMMARY', period, { now, sealing });
  if (!made.ok) throw new Error(made.error);
  const [, token = ''] =
    /https:\/\/exemple\.sn\/api\/v1\/papers\/([\w.-]+)/.exec(Buffer.from(made.value.bytes).toString('latin1')) ?? [];
  const paper = readPaperToken(secret, token);
  expect(paper).toMatchObject({ title: REPORTS.MONTHLY_SUMMARY.title, madeAt: now.toISOString() });
  expect(pdfText(made.value.bytes)).toContain(paper?.code);
  for (const { label, value } of paper?.figures ?? []) {
    expect(pdfText(made.value.bytes)).toContain(label);
    expect(pdfText(made.value.bytes)).toContain(value);
  }
  expect(readPaperToken(createSecretKey(new Uint8Array(32).fill(8)), token)).toBeNull();
  const other = Buffer.from(JSON.stringify(['paper/1', 'Autre', 'Titre', '', 'x', 'x', 'x'])).toString('base64url');
  expect(readPaperToken(secret, `${other}.${token.split('.')[1]}`)).toBeNull();
});

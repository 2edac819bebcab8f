import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { caddyExpression } from './testing/caddy-expression.ts';

const caddyfile = await readFile(new URL('../../deploy/Caddyfile', import.meta.url), 'utf8');

test('the proxy in front passes on what the door describes, and only as it was captured', () => {
  expect(caddyfile).toContain(`path_regexp phone ${caddyExpression()}\n`);
  expect(caddyfile).toContain('rewrite * /db{re.phone.1}\n');
});

test.each([
  ['/db/shop_demo', '/shop_demo'],
  ['/db/shop_demo/', '/shop_demo/'],
  ['/db/shop_demo/_changes', '/shop_demo/_changes'],
  ['/db/shop_demo/_all_docs/queries', '/shop_demo/_all_docs/queries'],
  [
    '/db/shop_demo/_design/stock/_view/stock_by_product/queries',
    '/shop_demo/_design/stock/_view/stock_by_product/queries',
  ],
  ['/db/shop_demo/_local/QUJDREVGR0hJSktMTU5PUA==', '/shop_demo/_local/QUJDREVGR0hJSktMTU5PUA=='],
  ['/db/shop_demo/product:riz', '/shop_demo/product:riz'],
])('%s passes', (path, captured) => {
  expect(new RegExp(caddyExpression()).exec(path)?.[1]).toBe(captured);
});

test.each([
  '/db/shop_demo/_find',
  '/db/shop_demo/_find/../_all_docs',
  '/db/shop_demo/../control/_all_docs',
  '/db/shop_demo/..',
  '/db/control/_all_docs',
  '/db/_all_dbs',
  '/db/shop_demo/_security',
  '/db/shop_demo/_design/stock',
  '/db/shop_demo/_local/a/b',
  '/db/shop_demo/_local_docs',
  '/db/shop_demo/a?b',
  '/db/shop_demo/a%2fb',
  '/db/shop_demo/_changes\n',
])('%j does not', (path) => {
  expect(new RegExp(caddyExpression()).test(path)).toBe(false);
});

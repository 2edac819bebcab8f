import { describe, expect, it } from 'vitest';
import { couchPath } from './couch-path.ts';

describe('couchPath', () => {
  it.each([
    '/shop_demo',
    '/shop_demo/',
    '/shop_demo/_changes',
    '/shop_demo/_all_docs',
    '/shop_demo/_bulk_docs',
    '/shop_demo/_bulk_get',
    '/shop_demo/_revs_diff',
    '/shop_demo/_design/stock/_view/stock_by_product/queries',
    '/shop_demo/_design%2Fstock',
    '/shop_demo/_local/bXkgY2hlY2twb2ludA%3D%3D',
    '/shop_demo/product%3Ariz25',
    '/shop_demo/sale:2025-01-01T10:00:00.000Z:k1-1',
  ])('passes %s on as it came', (path) => {
    expect(couchPath(path)).toBe(path);
  });

  it.each([
    '',
    '/',
    '//shop_demo',
    '/control',
    '/control/user:a',
    '/_users',
    '/_all_dbs',
    '/_node/_local/_config',
    '/_session',
    '/shop_demo%2F..%2Fcontrol',
    '/shop_Demo',
    '/shop_d',
    '/shop_demo/../control/user:a',
    '/shop_demo/%2e%2e/control/user:a',
    '/shop_demo/%2E./control',
    '/shop_demo/./_security',
    '/shop_demo/a%2F..%2F..%2Fcontrol',
    '/shop_demo/..%5ccontrol',
    '/shop_demo//_security',
    '/shop_demo/_security',
    '/shop_demo/%5Fsecurity',
    '/shop_demo/_security%2Fx',
    '/shop_demo/_purge',
    '/shop_demo/_compact',
    '/shop_demo/_index',
    '/shop_demo/_find',
    '/shop_demo/_missing_revs',
    '/shop_demo/%',
    '/shop_demo/%00',
    '/shop_demo/a%0d%0aX-Header:%201',
  ])('refuses %s', (path) => {
    expect(couchPath(path)).toBeNull();
  });
});

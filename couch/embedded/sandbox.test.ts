import { describe, expect, test } from 'vitest';
import { compileMaps, compileValidators } from './sandbox.ts';

const validation = { newDoc: {}, oldDoc: null, userCtx: {}, secObj: {} };

describe('the sandbox of design documents', () => {
  test('runs maps over documents, each by itself', () => {
    const map = compileMaps([
      'function (doc) { emit(doc._id); emit([doc.n], { n: doc.n }); }',
      'function (doc) { if (doc.n > 1) throw new Error("no"); emit(null, undefined); }',
    ]);
    expect(
      map([
        { _id: 'a', n: 1 },
        { _id: 'b', n: 2 },
      ]),
    ).toEqual([
      [
        [
          ['a', null],
          [[1], { n: 1 }],
        ],
        [[null, null]],
      ],
      [
        [
          ['b', null],
          [[2], { n: 2 }],
        ],
        [],
      ],
    ]);
  });

  test.each([
    'typeof process',
    'typeof require',
    'typeof globalThis.fetch',
    'typeof setTimeout',
    '(function () { try { return this.constructor.constructor("return process")().pid; } catch (e) { return "undefined"; } })()',
    '(function () { try { return emit.constructor("return process")().pid; } catch (e) { return "undefined"; } })()',
    '(function () { try { return doc.constructor.constructor("return process")().pid; } catch (e) { return "undefined"; } })()',
  ])('gives no way out: %s', (expression) => {
    const [rows] = compileMaps([`function (doc) { emit(${expression}, 1); }`])([{ _id: 'a' }]);
    expect(rows).toEqual([[['undefined', 1]]]);
  });

  test('reports what a validation threw', () => {
    const judge = (source: string) => compileValidators([source])([validation])[0];
    expect(judge('function () { throw { forbidden: "no" }; }')).toEqual({ forbidden: 'no' });
    expect(judge('function () { throw "text"; }')).toEqual({ message: 'text' });
    expect(judge('function () { null.x; }')).toMatchObject({ name: 'TypeError' });
    expect(judge('function () {};')).toBeNull();
  });

  test('lets no document of one database change what another sees of its own', () => {
    const source =
      'function (doc) { var found = {}; found[doc.group] = found[doc.group] || {}; found[doc.group][doc.name] = 1; }';
    const polluting = JSON.parse('{ "_id": "a", "group": "__proto__", "name": "leaked" }');
    compileMaps([source, 'function (doc) { emit(typeof ({}).leaked, 1); }'])([polluting]);
    const [rows] = compileMaps([source, 'function (doc) { emit(typeof ({}).leaked, 1); }'])([{ _id: 'b' }]);
    expect(rows).toEqual([[], [['undefined', 1]]]);
  });

  test('stops a function that never ends', { timeout: 20_000 }, () => {
    const endless = compileValidators(['function () { for (;;) {} }']);
    expect(() => endless([validation])).toThrow('OS process timed out.');
  });

  test('refuses what is no function text', () => {
    expect(() => compileMaps(['function ('])).toThrow('SyntaxError');
  });
});

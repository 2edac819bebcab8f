import { expect, it } from 'vitest';
import { apiTypes } from './api-types.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });

it('writes what the phone’s operations take and answer, with the types that they name', () => {
  const text = { type: 'string' };
  const person = { type: 'object', properties: { name: text, age: { type: ['integer', 'null'] } }, required: ['name'] };
  const types = apiTypes({
    components: {
      schemas: { Person: person, Shop: { type: 'object', properties: { owner: { $ref: '#/x/Person' } } } },
    },
    paths: {
      '/api/v1/shops/{id}': {
        put: {
          requestBody: { required: true, ...json({ type: 'array', items: { enum: ['a', 'b'] } }) },
          responses: { '200': json({ $ref: '#/x/Shop' }), '404': json(text) },
        },
        delete: { responses: { '204': {} } },
      },
      '/api/v1/figures': { get: { responses: { '200': json(text), '304': {} } } },
      '/health': { get: { responses: { '200': json(text) } } },
    },
  });
  expect(types).toContain(`'PUT /shops/{id}': { body: readonly ("a" | "b")[]; answer: ApiSchemas['Shop'] };`);
  expect(types).toContain(`'DELETE /shops/{id}': { answer: null };`);
  expect(types).toContain('Person: { readonly name: string; readonly age?: number | null };');
  expect(types).toContain(`Shop: { readonly owner?: ApiSchemas['Person'] };`);
  expect(types).not.toMatch(/figures|health/);
});

import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiRoutes } from './accounts/api-routes.ts';
import type { Guard } from './accounts/require-user.ts';
import { apiDocument } from './api-docs.ts';
import { openApiDocument } from './http/openapi.ts';
import { type Operation, operation, servedAt } from './http/operation.ts';
import { PROBLEM_CODES } from './http/problem.ts';
import { listenHere } from './notify/testing/loopback-server.ts';
import { OPERATIONS } from './operations.ts';
import { bareApp } from './testing/bare-app.ts';
import { createWorld, type World } from './testing/world.ts';

const documented = OPERATIONS.map((of) => `${of.method} ${servedAt(of)}`);

/** A layer of Express's router: a route, or a router under a path. */
interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method?: string }[] };
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly rawPath: string;
}

/** Every route below `layers`, as `get /api/v1/alerts/:id`. */
const routesOf = (layers: readonly Layer[], base = ''): string[] =>
  layers.flatMap(({ route, handle, rawPath }) => {
    const address = servedAt({ base, path: route?.path ?? rawPath });
    if (route) return route.stack.flatMap(({ method }) => (method ? [`${method} ${address}`] : []));
    return routesOf(handle.stack ?? [], address);
  });

const routesWith = async (whatsapp: 'twilio' | 'meta'): Promise<string[]> => {
  const { app } = await bareApp({ whatsapp });
  return routesOf((app.router as unknown as { stack: Layer[] }).stack);
};

describe('the description of the API', () => {
  it('names every route, and no other', async () => {
    const served = new Set([...(await routesWith('twilio')), ...(await routesWith('meta'))]);
    expect([...served].sort()).toEqual([...documented].sort());
  });

  it('gives every operation a name of its own, and says what each parameter and object is', () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, params } of OPERATIONS) {
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(params?.shape ?? {})).toEqual(named);
    }
    const { components } = apiDocument();
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      expect([name, JSON.stringify(schema).includes('"description"')]).toEqual([name, true]);
    }
  });
});

describe('an operation that ends', () => {
  const ENDING = operation({
    id: 'ending',
    tag: 'Service',
    method: 'get',
    path: '/ending',
    summary: 'Une adresse d’avant',
    deprecated: { since: '2026-01-01', until: '2027-01-01', instead: 'Appelez /starting.' },
    callers: 'anybody',
    answers: { 204: null },
  });

  it('is marked in the description, and says so in each answer', async () => {
    const said = openApiDocument([ENDING], '1.0.0').paths?.['/api/v1/ending']?.get;
    expect(said).toMatchObject({ deprecated: true, description: expect.stringContaining('Appelez /starting.') });
    const routes = apiRoutes({} as Guard).on(ENDING, async ({ send }) => send(204));
    const server = await listenHere(express().use('/api/v1', routes.router));
    const { headers } = await fetch(`${server.url}/api/v1/ending`);
    await server.close();
    expect([headers.get('deprecation'), headers.get('sunset')]).toEqual([
      '@1767225600',
      'Fri, 01 Jan 2027 00:00:00 GMT',
    ]);
  });

  it('answers for twelve months more', () => {
    for (const { deprecated } of OPERATIONS as readonly Operation[]) {
      if (!deprecated) continue;
      const { since, until } = deprecated;
      expect(Number(until.replaceAll('-', '')) - Number(since.replaceAll('-', ''))).toBeGreaterThanOrEqual(10_000);
    }
  });
});

describe('the documentation', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('is a page that loads nothing, with every operation on it', async () => {
    const { status, text, headers } = await world.call('GET', '/api/docs');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const { id } of OPERATIONS) expect(text).toContain(`<article id="${id}">`);
    expect(text).not.toMatch(/<script|src=|undefined|\[object/);
  });

  it('explains every refusal, where its type leads', async () => {
    const { body } = await world.call<{ type: string }>('GET', '/api/v1/auth/me');
    expect((await world.call('GET', body.type)).text).toContain('not-authenticated');
    for (const code of PROBLEM_CODES) {
      const { text } = await world.call('GET', `/api/docs/problems/${code}`);
      expect(text).toContain('Que faire');
    }
    expect((await world.call('GET', '/api/docs/problems/unknown')).status).toBe(404);
  });

  it('is what programs read', async () => {
    const { body } = await world.call<{ openapi: string; paths: object }>('GET', '/api/docs/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/api/v1/dashboards/overview');
  });
});

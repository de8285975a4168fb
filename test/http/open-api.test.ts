import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiText } from '../../src/http/api/document.ts';
import { examples } from '../../src/http/api/examples.ts';
import { Session } from '../../src/http/api/schema.ts';
import { ApiSite } from '../support/api-site.ts';

it('docs/openapi.json is that of the code', async () => {
  const written = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  expect(JSON.parse(written)).toEqual(JSON.parse(await openApiText()));
});

describe('the description', () => {
  let described: { readonly openapi: string; readonly paths: Record<string, Record<string, object>> };
  beforeAll(async () => {
    described = JSON.parse(await openApiText()) as typeof described;
  });

  it('is of OpenAPI 3.1 and leads nowhere that it does not describe', () => {
    expect(described.openapi).toBe('3.1.0');
    const text = JSON.stringify(described);
    const schemas = (described as unknown as { components: { schemas: object } }).components.schemas;
    const led = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/gu)].map(([, name = '']) => name);
    expect([...new Set(led)].sort()).toEqual(Object.keys(schemas).sort());
  });

  it('says of every route what it answers, and that it may be a problem', () => {
    for (const [path, methods] of Object.entries(described.paths)) {
      for (const [method, route] of Object.entries(methods)) {
        const [well, otherwise] = Object.keys((route as { responses: object }).responses);
        expect(`${method} ${path} ${well ?? ''} ${otherwise ?? ''}`).toMatch(/ 20[04] default$/u);
      }
    }
  });
});

it('who asks is told as described', async () => {
  const site = await ApiSite.start();
  expect(Session.parse((await site.ask('session')).body)).toEqual({ role: 'operate', by: 'loopback' });
  await site.stop();
});

describe('the examples', () => {
  let site: ApiSite;
  beforeAll(async () => {
    site = await ApiSite.start();
    await site.outage();
  });
  afterAll(() => site.stop());

  it.each([
    ['functions', 'functions', examples.functions],
    ['incidents', 'incidents', examples.incidents],
    ['nodes', 'nodes?search=db-1', examples.nodes],
    ['history', 'history?node=pod/storage-db', examples.history],
    ['timeline', 'timeline', examples.timeline],
    ['single points', 'single-points?pairs&limit=3', examples.singlePoints],
    ['a problem', 'pod?id=none', examples.problem],
  ])('of %s are what the API answers', async (_, path, example) => {
    expect((await site.ask(path)).body).toEqual(example);
  });

  it('of silences are what the API answers, but for the name that each gets', async () => {
    const [{ node, reason, who, id }] = examples.silences.silences;
    await site.send('silences', { nodes: [node], duration: '2h', reason, who });
    const { silences } = (await site.ask('silences')).body as { readonly silences: readonly object[] };
    expect(silences.map((silence) => ({ ...silence, id }))).toEqual(examples.silences.silences);
  });
});

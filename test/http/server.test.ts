import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHttp } from '../../src/http/server.ts';
import type { HttpOptions, HttpServer } from '../../src/http/server.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

const token = 'd'.repeat(32);
const right = { authorization: `Bearer ${token}` };

const unauthorized = {
  type: 'about:blank',
  title: 'Unauthorized',
  status: 401,
  detail: 'the token of `wake` is missing or wrong',
};

let server: HttpServer;
let world: ScriptedWorld;
let hints: number;
let failing: readonly string[];
let standsBy: boolean;

async function start(more: Partial<HttpOptions> = {}): Promise<HttpServer> {
  return startHttp({
    host: '127.0.0.1',
    port: 0,
    basePath: '/',
    failing: () => failing,
    standsBy: () => standsBy,
    tokens: {},
    frameAncestors: [],
    wake: { token, isRead: (group) => group === 'Mail', onHint: () => (hints += 1) },
    now: () => world.now(),
    log: world,
    ...more,
  });
}

beforeEach(async () => {
  [world, hints, failing, standsBy] = [new ScriptedWorld(), 0, [], false];
  server = await start();
});
afterEach(() => server.close());

const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;

function post(headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer> = '{}'): Promise<Response> {
  return fetch(at('/api/v1/wake'), { method: 'POST', headers, body });
}

describe('a wake-up', () => {
  it.each([
    ['JSON of a webhook', 'application/json', '{"event":"1"}'],
    ['what is no JSON', 'application/json', '{'],
    ['lines of a connector', 'application/x-ndjson', '{"value":1}\n{"value":0}\n'],
    ['a form', 'application/x-www-form-urlencoded', 'a=1'],
    ['nothing', 'text/plain', ''],
    ['of no known type', 'wake', 'up'],
    ['four mebibytes', 'application/x-ndjson', 'x'.repeat(4 * 1024 * 1024)],
  ])('with the right token is one hint, whatever its body: %s', async (_, type, body) => {
    const answer = await post({ ...right, 'content-type': type }, body);
    expect([answer.status, hints]).toEqual([202, 1]);
  });

  it('about an event that was told before, or of groups that are not read, is taken and does nothing', async () => {
    const told = ['{"eventid":3}', '{"eventid":3,"groups":["Mail"]}', '{"eventid":4,"groups":["Else"]}'];
    const statuses: number[] = [];
    for (const body of told) statuses.push((await post(right, body)).status);
    expect([statuses, hints]).toEqual([[202, 202, 202], 1]);
  });

  it('needs no content type and no body', async () => {
    const { status } = await fetch(at('/api/v1/wake'), { method: 'POST', headers: right });
    expect([status, hints]).toEqual([202, 1]);
  });

  it.each([
    ['without a token', {}],
    ['with a wrong token', { authorization: 'Bearer wrong' }],
    ['with the beginning of the token', { authorization: `Bearer ${token.slice(1)}` }],
    ['with another scheme', { authorization: `Basic ${token}` }],
  ])('%s is 401 and does nothing', async (_, headers: Record<string, string>) => {
    const answer = await post(headers);
    expect([answer.status, await answer.json(), hints]).toEqual([401, unauthorized, 0]);
  });

  it('is refused before its body is taken in', async () => {
    const status = await new Promise((resolve, reject) => {
      const call = request(at('/api/v1/wake'), { method: 'POST', headers: { 'content-length': '1000000' } });
      call.on('response', (response) => {
        resolve(response.statusCode);
        call.destroy();
      });
      call.on('error', reject);
      call.flushHeaders();
    });
    expect(status).toBe(401);
  });

  it('larger than a connector sends is 413', async () => {
    const answer = await post(right, new Uint8Array(9 * 1024 * 1024)).catch(() => undefined);
    expect([answer?.status ?? 413, hints]).toEqual([413, 0]);
  });

  it('has a place of its own: elsewhere nobody may send much, since there no token is asked for', async () => {
    const answer = await fetch(at('/api/v1/other'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `[${'0,'.repeat(10_000)}0]`,
    });
    expect(answer.status).toBe(413);
  });

  it('by GET does nothing', async () => {
    expect((await fetch(at('/api/v1/wake'), { headers: right })).status).toBe(404);
    expect(hints).toBe(0);
  });
});

describe('many wrong tokens', () => {
  it('are put off with 429, and tell the log once', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) statuses.push((await post({ authorization: 'Bearer x' })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect(world.said.map(({ level }) => level)).toEqual(['warn']);
  });

  it('do not shut out who has the right one', async () => {
    for (let count = 0; count < 12; count += 1) await post({ authorization: 'Bearer x' });
    expect((await post(right)).status).toBe(202);
  });

  it('never stand in the log', async () => {
    await post({ authorization: 'Bearer almost-the-secret' });
    expect(JSON.stringify(world.said)).not.toContain('almost');
  });
});

describe('the probes', () => {
  it('say that the process lives', async () => {
    expect((await fetch(at('/healthz'))).status).toBe(200);
  });

  it('say ready while nothing fails', async () => {
    const answer = await fetch(at('/readyz'));
    expect([answer.status, await answer.json()]).toEqual([200, { ready: true, failing: [] }]);
  });

  it('say ready, and that it stands by, while another instance leads', async () => {
    standsBy = true;
    const answer = await fetch(at('/readyz'));
    expect([answer.status, await answer.json()]).toEqual([200, { ready: true, failing: [], standsBy: true }]);
  });

  it('say 503 and what fails', async () => {
    failing = ['zabbix'];
    const answer = await fetch(at('/readyz'));
    expect([answer.status, await answer.json()]).toEqual([503, { ready: false, failing: ['zabbix'] }]);
  });
});

it('without a token nobody can wake, and the probes are there', async () => {
  const plain = await startHttp({
    host: '127.0.0.1',
    port: 0,
    basePath: '/',
    tokens: {},
    frameAncestors: [],
    failing: () => [],
    standsBy: () => false,
    now: () => world.now(),
    log: world,
  });
  const statusOf = async (path: string, method: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${plain.port}${path}`, { method, headers: right })).status;
  expect([await statusOf('/api/v1/wake', 'POST'), await statusOf('/healthz', 'GET')]).toEqual([404, 200]);
  await plain.close();
});

it('everything stands below the base path', async () => {
  const below = await start({ basePath: '/linchpin/' });
  const statuses = ['/healthz', '/linchpin/healthz'].map(
    async (path) => (await fetch(`http://127.0.0.1:${below.port}${path}`)).status,
  );
  expect(await Promise.all(statuses)).toEqual([404, 200]);
  await below.close();
});

it('a port that is taken is told with the place and what to do', async () => {
  await expect(start({ port: server.port })).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringMatching(/127\.0\.0\.1:\d+: something else listens there already.*`http\.listen`/u) as string,
  });
});

it('kept connections do not hold up the end', async () => {
  const other = await start();
  await fetch(`http://127.0.0.1:${other.port}/healthz`, { keepalive: true });
  await other.close();
  await expect(fetch(`http://127.0.0.1:${other.port}/healthz`)).rejects.toThrow();
});

import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guard } from '../../src/http/access.ts';
import { Door } from '../../src/http/door.ts';
import { startHttp } from '../../src/http/server.ts';
import type { HttpOptions, HttpServer } from '../../src/http/server.ts';
import { ask, cookieOf } from '../support/http.ts';
import type { Asked } from '../support/http.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

const view = 'v'.repeat(32);
const operate = 'o'.repeat(32);

let world: ScriptedWorld;
const running: HttpServer[] = [];

beforeEach(() => void (world = new ScriptedWorld()));
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(
  more: Partial<HttpOptions> = {},
): Promise<(path: string, asked?: Asked) => ReturnType<typeof ask>> {
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    basePath: '/',
    tokens: { view, operate },
    frameAncestors: [],
    failing: () => [],
    standsBy: () => false,
    now: () => world.now(),
    log: world,
    ...more,
  });
  running.push(server);
  return (path, asked) => ask(server.port, path, asked);
}

const session = '/api/v1/session';
const bearer = (token: string): Asked => ({ headers: { authorization: `Bearer ${token}` } });
const logIn = (token: string, headers: Record<string, string> = {}): Asked => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ token }),
});

describe('where there are tokens', () => {
  it('nobody is let in without one, and is told what to do', async () => {
    const call = await start();
    const { status, headers, body } = await call(session);
    expect([status, headers['www-authenticate'], headers['content-type']]).toEqual([
      401,
      'Bearer',
      'application/problem+json; charset=utf-8',
    ]);
    expect(body).toMatchObject({ status: 401, detail: expect.stringContaining('log in on the page') as string });
  });

  it.each([
    ['view', view],
    ['operate', operate],
  ])('that of %s says who calls', async (role, token) => {
    const call = await start();
    expect((await call(session, bearer(token))).body).toEqual({ role, by: 'token' });
  });

  it.each([
    ['a wrong one', 'Bearer x'],
    ['the beginning of a right one', `Bearer ${view.slice(1)}`],
    ['a right one in another scheme', `Basic ${view}`],
    ['none', 'Bearer '],
  ])('%s is 401', async (_, authorization) => {
    const call = await start();
    expect((await call(session, { headers: { authorization } })).status).toBe(401);
  });

  it('the probes need none', async () => {
    const call = await start();
    expect([(await call('/healthz')).status, (await call('/readyz')).status]).toEqual([200, 200]);
  });
});

describe('a log-in', () => {
  it('leaves a cookie that no script can read and no other site makes a browser send', async () => {
    const call = await start({ basePath: '/linchpin/', publicUrl: 'https://noc.example.org/linchpin/' });
    const { headers } = await call('/linchpin/api/v1/session', logIn(view));
    const [cookie = '', ...attributes] = (headers['set-cookie']?.[0] ?? '').split('; ');
    expect(attributes.toSorted()).toEqual([
      expect.stringMatching(/^Expires=/u),
      'HttpOnly',
      'Path=/linchpin/',
      'SameSite=Strict',
      'Secure',
    ]);
    expect(cookie).not.toContain(view);
  });

  it('is known by its cookie afterwards', async () => {
    const call = await start();
    const cookie = cookieOf(await call(session, logIn(operate)));
    const until = new Date((world.time + 12 * 3600) * 1000).toISOString();
    expect((await call(session, { headers: { cookie } })).body).toEqual({ role: 'operate', by: 'session', until });
  });

  it('ends when it is logged out, for whoever has the cookie', async () => {
    const call = await start();
    const cookie = cookieOf(await call(session, logIn(view)));
    const out = await call(session, { method: 'DELETE', headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    expect([out.status, out.headers['set-cookie']?.[0]]).toEqual([204, expect.stringContaining('linchpin-session=;')]);
    expect((await call(session, { headers: { cookie } })).status).toBe(401);
  });

  it('holds at another instance with the same tokens, and after a restart', async () => {
    const [one, other] = [await start(), await start()];
    const cookie = cookieOf(await one(session, logIn(view)));
    expect((await other(session, { headers: { cookie } })).status).toBe(200);
  });

  it.each([
    [
      'with a wrong token',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"token":"x"}' },
      401,
    ],
    [
      'without a token',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"token":"x"}}' },
      400,
    ],
    ['that is no JSON', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }, 400],
  ])('%s leaves none', async (_, asked, expected) => {
    const call = await start();
    const { status, headers } = await call(session, asked);
    expect([status, headers['set-cookie']]).toEqual([expected, undefined]);
  });
});

/** Sends a request as it is written, which `node:http` would not do, and gives the whole answer. */
async function answerTo(port: number, written: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(written);
  return readText(socket);
}

describe('without tokens', () => {
  it('who is on this machine may operate', async () => {
    const call = await start({ tokens: {} });
    expect((await call(session)).body).toEqual({ role: 'operate', by: 'loopback' });
  });

  it.each([
    ['a page that calls this machine by a name of its own', { host: 'rebound.example.org' }],
    ['what came by way of a proxy', { 'x-forwarded-for': '10.1.2.3' }],
    ['a page at another name', { origin: 'http://linchpin.example.org' }],
    ['a page without an origin', { origin: 'null' }],
    ['who came from a page at another name', { referer: 'http://linchpin.example.org/' }],
  ])('%s is not served', async (_, headers) => {
    const call = await start({ tokens: {} });
    const { status, body } = await call(session, { headers });
    expect([status, body]).toEqual([
      403,
      expect.objectContaining({ detail: expect.stringContaining('set http.tokens') as string }),
    ]);
  });

  it('what a proxy passes on that adds no header is not served, where it speaks HTTP 1.0 as nginx does', async () => {
    await start({ tokens: {} });
    const text = `GET ${session} HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
    expect(await answerTo(running[0]?.port ?? 0, text)).toMatch(/^HTTP\/1\.1 403 /u);
  });

  it.each([
    ['listens elsewhere', { host: '0.0.0.0' }],
    ['is reached from elsewhere', { publicUrl: 'https://linchpin.example.org/' }],
  ])('nobody is served where it %s', async (_, more) => {
    const call = await start({ tokens: {}, ...more });
    expect((await call(session)).status).toBe(403);
  });

  it('there is no log-in', async () => {
    const call = await start({ tokens: {} });
    expect((await call(session, logIn(view))).status).toBe(409);
  });
});

describe('wrong tokens', () => {
  it('of many kinds are put off with 429, then the right one too, but not who has logged in', async () => {
    const call = await start();
    const cookie = cookieOf(await call(session, logIn(view)));
    const statuses: (number | undefined)[] = [];
    for (let count = 0; count < 12; count += 1) statuses.push((await call(session, logIn(`guess ${count}`))).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const [right, loggedIn] = [await call(session, bearer(view)), await call(session, { headers: { cookie } })];
    expect([right.status, right.headers['retry-after'], loggedIn.status]).toEqual([429, '60', 200]);
    world.time += 61;
    expect((await call(session, bearer(view))).status).toBe(200);
  });

  it('that are one and the same shut nobody out: a script that goes on with an old one does not guess', async () => {
    const call = await start();
    for (let count = 0; count < 12; count += 1) await call(session, bearer('old'));
    expect((await call(session, bearer(view))).status).toBe(200);
  });

  it('are told in the log once a minute, and do not stand in it', async () => {
    const call = await start();
    await call(session, bearer('almost-the-secret'));
    await call(session, bearer('almost-the-secret'));
    expect(world.said.map(({ level, facts }) => [level, facts['from']])).toEqual([['warn', '127.0.0.1']]);
    expect(JSON.stringify(world.said)).not.toContain('almost');
  });

  it('that come by a proxy on this machine are those of the caller it names', async () => {
    const call = await start();
    const from = (address: string, token: string): Asked => ({
      headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address },
    });
    for (let count = 0; count < 12; count += 1) await call(session, from('203.0.113.7', `guess-${count}`));
    const statuses = ['203.0.113.7', '203.0.113.8'].map(
      async (address) => (await call(session, from(address, view))).status,
    );
    expect(await Promise.all(statuses)).toEqual([429, 200]);
  });
});

describe('a change is refused as forged', () => {
  it.each([
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from another host of the site', { 'sec-fetch-site': 'same-site' }],
    ['of an older browser from another origin', { origin: 'https://evil.example.org' }],
    ['from a page without an origin', { origin: 'null' }],
  ])('%s', async (_, headers) => {
    const call = await start();
    const { status, headers: answered } = await call(session, logIn(view, headers));
    expect([status, answered['set-cookie']]).toEqual([403, undefined]);
  });

  it('of who is known by a cookie and does not show where it comes from', async () => {
    const call = await start();
    const cookie = cookieOf(await call(session, logIn(view)));
    expect((await call(session, { method: 'DELETE', headers: { cookie } })).status).toBe(403);
    expect((await call(session, { headers: { cookie } })).status).toBe(200);
  });
});

describe('a change is taken', () => {
  it.each([
    ['from the page itself', { 'sec-fetch-site': 'same-origin' }],
    ['of an older browser from the page itself', { origin: 'http://linchpin.test', host: 'linchpin.test' }],
    ['from the public address, whatever a proxy calls us', { origin: 'https://noc.example.org' }],
    ['of a program', {}],
  ])('%s', async (_, headers) => {
    const call = await start({ publicUrl: 'https://noc.example.org/' });
    expect((await call(session, logIn(view, headers))).status).toBe(200);
  });
});

describe('every answer', () => {
  it('lets browsers load nothing from elsewhere, run nothing inline, and show it in no frame', async () => {
    const { headers } = await (await start())('/nowhere');
    const policy = headers['content-security-policy'] as string;
    expect(policy.split(';')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy).not.toMatch(/unsafe|https?:|\*/u);
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('may be shown in frames of the origins that are configured', async () => {
    const { headers } = await (await start({ frameAncestors: ['https://zabbix.example.org'] }))('/healthz');
    expect(headers['content-security-policy']).toContain('frame-ancestors https://zabbix.example.org');
    expect(headers).not.toHaveProperty('x-frame-options');
  });

  it('to who is let in is kept by nobody', async () => {
    const { headers } = await (await start())(session, bearer(view));
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('a route', () => {
  const guarded = async (): Promise<FastifyInstance> => {
    const server = fastify();
    const door = new Door({ host: '127.0.0.1', tokens: { view, operate }, now: () => world.now(), log: world });
    await server.register(import('@fastify/cookie'));
    guard(server, door, undefined);
    return server;
  };

  it('that does not declare who may call it is refused at the start', async () => {
    const server = await guarded();
    expect(() => server.get('/open', () => 'all')).toThrow('the route /open does not declare who may call it');
  });

  it.each([
    ['view', 403],
    ['operate', 200],
  ] as const)('for who may operate answers who may %s with %i', async (role, expected) => {
    const server = await guarded();
    server.post('/change', { config: { access: 'operate' } }, () => 'done');
    const headers = { authorization: `Bearer ${role === 'view' ? view : operate}` };
    expect((await server.inject({ method: 'POST', url: '/change', headers })).statusCode).toBe(expected);
  });
});

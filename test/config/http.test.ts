import { expect, test } from 'vitest';

import { requireZabbix } from '../../src/config/settings.ts';
import { lines, load, settingsOf } from './loading.ts';

const token = 'd'.repeat(32);
const zabbix = { ZABBIX_URL: 'https://zabbix.example.org', ZABBIX_TOKEN: 'x' };

test('nothing is served where neither http nor wake is configured', async () => {
  expect(await settingsOf('')).not.toHaveProperty('http');
});

test('wake alone is served on loopback, with its token from LINCHPIN_WAKE_TOKEN', async () => {
  const { http, wake } = await settingsOf('wake: {}', { LINCHPIN_WAKE_TOKEN: token });
  expect(http).toEqual({
    host: '127.0.0.1',
    port: 8480,
    basePath: '/',
    publicUrl: 'http://127.0.0.1:8480/',
    tokens: {},
    frameAncestors: [],
  });
  expect({ ...wake, token: wake?.token.reveal() }).toEqual({ token, debounce: 0.5, atMost: 0.1 });
});

test('a token in the environment is enough to be woken', async () => {
  expect((await settingsOf('', { LINCHPIN_WAKE_TOKEN: token })).wake?.token.reveal()).toBe(token);
});

test.each([
  ['http: { listen: "127.1.2.3:80", basePath: /linchpin/ }', 'http://127.1.2.3:80/linchpin/'],
  ['http: { listen: "[::1]:8480" }', 'http://[::1]:8480/'],
  ['http: { listen: "127.0.0.1:8480", publicUrl: https://linchpin.example.org/x }', 'https://linchpin.example.org/x/'],
  ['http: { listen: "127.0.0.1:0" }', undefined],
])('%s is reached at %s', async (text, expected) => {
  expect((await settingsOf(text)).http?.publicUrl).toBe(expected);
});

test.each([
  ['no token', {}, 'error no-variable `wake.token`: the environment variable LINCHPIN_WAKE_TOKEN is not set, or empty'],
  [
    'a short token',
    { LINCHPIN_WAKE_TOKEN: 'hunter2' },
    'LINCHPIN_WAKE_TOKEN: `wake.token`: expected at least 16 characters',
  ],
])('with %s nobody may wake, and it is told to who needs it', async (_, env, expected) => {
  const { settings } = await load('wake: {}', { ...zabbix, ...env });
  expect(settings!.wake).toBeUndefined();
  expect(lines(settings!.wakeFindings).join('\n')).toContain(expected);
});

test('a token of wake that is missing keeps nobody from Zabbix', async () => {
  const { settings } = await load('wake: {}', zabbix);
  const { zabbix: access, findings } = requireZabbix(settings!);
  expect([access?.url, findings]).toEqual([zabbix.ZABBIX_URL, []]);
});

test('a short token is not shown', async () => {
  const { settings } = await load('', { ...zabbix, LINCHPIN_WAKE_TOKEN: 'hunter2' });
  expect(lines(settings!.wakeFindings).join('\n')).not.toContain('hunter2');
});

test.each([
  ['http: { listen: §"8480" }', 'error wrong-value `listen`: found "8480"'],
  ['http: { listen: §"127.0.0.1:99999" }', 'error wrong-value `listen`: found "127.0.0.1:99999"'],
  ['http: { basePath: §linchpin }', 'error wrong-value `basePath`: found "linchpin"'],
  ['http: { publicUrl: §linchpin.example.org }', 'error wrong-value `publicUrl`: expected an address'],
  ['http: { publicUrl: §"https://me:secret@linchpin" }', 'error wrong-value `publicUrl`: expected an address'],
  ['wake: { debounce: §2m }', 'error wrong-value `debounce`: expected between 0s and 1m'],
  ['wake: { atMost: §0/min }', 'error wrong-value `atMost`: expected between 1/d and 10/s'],
  [
    '{ wake: {}, http: { tokens: { view: { env: VIEW } }, listen: §"0.0.0.0:8480" } }',
    'error no-public-url `http.listen` is every address',
  ],
  ['{ wake: {}, http: { listen: §"127.0.0.1:0" } }', 'error no-public-url `http.listen` is every address, or any port'],
  [
    '{ wake: {}, http: { tokens: { view: { env: VIEW } }, listen: §"10.1.2.3:8480" } }',
    'error plain-http Zabbix would send the token of `wake`',
  ],
  ['{ wake: {}, http: { publicUrl: §"http://linchpin" } }', 'error plain-http Zabbix would send the token of `wake`'],
  ['http: { listen: §"0.0.0.0:8480" }', 'error no-http-tokens `http.listen`: "0.0.0.0:8480" is reached from other'],
  ['http: { tokens: §{} }', 'error wrong-value `tokens`: found a map, expected `view` or `operate`, or both'],
  ['http: { frameAncestors: [§zabbix.example.org] }', 'error wrong-value `frameAncestors`: found "zabbix.example.org"'],
  ['http: { frameAncestors: [§"https://zabbix/x"] }', 'error wrong-value `frameAncestors`: found "https://zabbix/x"'],
  ['http: { frameAncestors: [§"https://a; script-src \'unsafe-inline\'"] }', 'error wrong-value `frameAncestors`'],
  [
    'http: { listen: "10.1.2.3:8480", tokens: §{ view: { env: VIEW } } }',
    'warning plain-http the tokens of `http.tokens` would go to 10.1.2.3:8480 unencrypted',
  ],
])('of %s the mistake is told', async (marked, expected) => {
  const { found } = await load(marked.replace('§', ''));
  expect(found).toEqual([expect.stringContaining(`linchpin.yaml:1:${marked.indexOf('§') + 1} ${expected}`)]);
});

test('a network that is trusted with the token of Zabbix is trusted with that of wake', async () => {
  const text =
    '{ zabbix: { allowPlainHttp: true }, wake: {}, http: { listen: "10.1.2.3:8480", tokens: { view: { env: VIEW } } } }';
  expect((await load(text)).found).toEqual([]);
});

test('the tokens of http come from file, environment or credential', async () => {
  const env = { LINCHPIN_HTTP_TOKENS_VIEW: token, OPERATE: `${token}!` };
  const { http, httpFindings } = await settingsOf('http: { tokens: { operate: { env: OPERATE } } }', env);
  expect([http?.tokens.view?.reveal(), http?.tokens.operate?.reveal(), httpFindings]).toEqual([token, `${token}!`, []]);
});

test.each([
  ['is not set', {}, 'error no-variable `http.tokens.view`: the environment variable VIEW is not set, or empty'],
  ['is short', { VIEW: 'hunter2' }, 'error weak-token `http.tokens.view`: expected at least 16 characters'],
  ['has blanks', { VIEW: 'correct horse battery' }, 'error weak-token `http.tokens.view`'],
  ['is that of operating too', { VIEW: token, OPERATE: token }, 'error same-token `http.tokens`: `view` and `operate`'],
])('a token that %s is told to who serves, and not shown', async (_, env: NodeJS.ProcessEnv, expected) => {
  const text = `http: { tokens: { view: { env: VIEW }${'OPERATE' in env ? ', operate: { env: OPERATE }' : ''} } }`;
  const { settings, found } = await load(text, env);
  const told = lines(settings!.httpFindings).join('\n');
  expect([found, told.split('\n')]).toEqual([[], [expect.stringContaining(expected)]]);
  expect(told).not.toMatch(/hunter2|horse|dddd/u);
});

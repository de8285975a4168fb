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
  expect(http).toEqual({ host: '127.0.0.1', port: 8480, basePath: '/', publicUrl: 'http://127.0.0.1:8480/' });
  expect({ ...wake, token: wake?.token.reveal() }).toEqual({ token, debounce: 0.5, atMost: 0.1 });
});

test('a token in the environment is enough to be woken', async () => {
  expect((await settingsOf('', { LINCHPIN_WAKE_TOKEN: token })).wake?.token.reveal()).toBe(token);
});

test.each([
  ['http: { listen: "10.1.2.3:80", basePath: /linchpin/ }', 'http://10.1.2.3:80/linchpin/'],
  ['http: { listen: "[::1]:8480" }', 'http://[::1]:8480/'],
  ['http: { listen: "0.0.0.0:8480", publicUrl: https://linchpin.example.org/x }', 'https://linchpin.example.org/x/'],
  ['http: { listen: "[::]:8480" }', undefined],
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
  ['{ wake: {}, http: { listen: §"0.0.0.0:8480" } }', 'error no-public-url `http.listen` is every address'],
  ['{ wake: {}, http: { listen: §"127.0.0.1:0" } }', 'error no-public-url `http.listen` is every address, or any port'],
  ['{ wake: {}, http: { listen: §"10.1.2.3:8480" } }', 'error plain-http Zabbix would send the token of `wake`'],
  ['{ wake: {}, http: { publicUrl: §"http://linchpin" } }', 'error plain-http Zabbix would send the token of `wake`'],
  ['http: { tokens: §{ view: { env: VIEW } } }', 'error not-built-yet `http.tokens` is not built yet'],
  ['http: { frameAncestors: §[] }', 'error not-built-yet `http.frameAncestors` is not built yet'],
])('of %s the mistake is told', async (marked, expected) => {
  const { found } = await load(marked.replace('§', ''));
  expect(found).toEqual([expect.stringContaining(`linchpin.yaml:1:${marked.indexOf('§') + 1} ${expected}`)]);
});

test('a network that is trusted with the token of Zabbix is trusted with that of wake', async () => {
  const text = '{ zabbix: { allowPlainHttp: true }, wake: {}, http: { listen: "10.1.2.3:8480" } }';
  expect((await load(text)).found).toEqual([]);
});

import { expect, test } from 'vitest';
import { requireZabbix, type ZabbixSettings } from '../../src/config/settings.ts';
import { selfSigned } from '../support/self-signed.ts';
import { lines, load } from './loading.ts';

const key = '00112233445566778899aabbccddeeff';
const zabbixWith = (tls: string): string =>
  `zabbix: { url: "https://z", token: { env: T }, trapper: { nodes: ["zbx1"], tls: ${tls} } }`;

async function read(
  tls: string,
  files: Readonly<Record<string, string>> = {},
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly zabbix: ZabbixSettings | undefined; readonly found: readonly string[] }> {
  const { settings, found, folder } = await load(zabbixWith(tls), { T: 'token', ...env }, files);
  if (settings === undefined) return { zabbix: undefined, found };
  const { zabbix, findings } = requireZabbix(settings);
  return { zabbix, found: lines(findings, folder) };
}

test('a pre-shared key comes from a file, a variable or a credential, and is a secret', async () => {
  const { folder } = await load('', {}, { psk: `${key}\n` });
  for (const [from, env] of [
    ['file: key.psk', {}],
    ['env: PSK', { PSK: key }],
    ['credential: psk', { CREDENTIALS_DIRECTORY: folder }],
  ] as const) {
    const { zabbix, found } = await read(`{ psk: { identity: linchpin, ${from} } }`, { 'key.psk': `${key}\n` }, env);
    expect(found).toEqual([]);
    expect(zabbix?.trapperTls).toMatchObject({ kind: 'psk', identity: 'linchpin' });
    expect(zabbix?.trapperTls?.key.reveal()).toBe(key);
    expect(JSON.stringify(zabbix)).not.toContain(key);
  }
});

const pems = { 'ca.pem': selfSigned.cert, 'own.pem': selfSigned.cert, 'own.key': selfSigned.key };

test('certificates are read from their files, the key from where secrets are', async () => {
  const { zabbix, found } = await read(
    '{ ca: ca.pem, cert: own.pem, key: { file: own.key }, serverName: zabbix-server }',
    pems,
  );
  expect(found).toEqual([]);
  expect(zabbix?.trapperTls).toMatchObject({ kind: 'certificate', ca: selfSigned.cert, serverName: 'zabbix-server' });
  expect(JSON.stringify(zabbix)).not.toContain('PRIVATE KEY');
});

test.each([
  ['{ psk: { identity: a, env: SHORT } }', 'wrong-value', /32 to 512 hexadecimal digits/u],
  ['{ psk: { identity: a, env: WORDS } }', 'wrong-value', /32 to 512 hexadecimal digits/u],
  ['{ psk: { identity: a, file: none } }', 'unreadable-file', /`psk`: the file none does not exist/u],
  ['{ ca: none.pem, cert: own.pem, key: { file: own.key } }', 'unreadable-file', /`ca`/u],
  ['{ ca: ca.pem, cert: own.key, key: { file: own.key } }', 'wrong-value', /do not go together/u],
  ['{ ca: ca.pem, cert: own.pem, key: { env: SHORT } }', 'wrong-value', /do not go together/u],
])('%s is told, and nothing of the secret', async (tls, code, words) => {
  const env = { SHORT: '0123456789abcdef', WORDS: 'correct horse battery staple etc' };
  const { zabbix, found } = await read(tls, pems, env);
  expect(zabbix).toBeUndefined();
  expect(found).toEqual([expect.stringMatching(new RegExp(`error ${code} .*`, 'u'))]);
  expect(found[0]).toMatch(words);
  for (const secret of Object.values(env)) expect(found[0]).not.toContain(secret);
});

test.each([
  ['{ psk: { identity: a } }', /one of `file`, `env` and `credential`/u],
  ['{ psk: { identity: a, env: A, file: b } }', /one of `file`, `env` and `credential`/u],
  ['{ psk: { identity: a, env: A }, ca: ca.pem }', /either `psk`, or `ca`, `cert` and `key`/u],
  ['{ cert: own.pem, key: { file: own.key } }', /either `psk`, or `ca`, `cert` and `key`/u],
  ['{}', /either `psk`, or `ca`, `cert` and `key`/u],
])('%s is half a protection, and refused', async (tls, words) => {
  const { found } = await read(tls, pems);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(words);
});

test.each([
  `{ psk: ${key} }`,
  `{ psk: { identity: a, ${key}: } }`,
  `{ ca: a, cert: b, key: "${selfSigned.key.split('\n')[1]}" }`,
])('a secret in the file itself is refused and not shown', async (tls) => {
  const { found } = await read(tls, pems);
  expect(found.join('\n')).toMatch(/plain-secret/u);
  expect(found.join('\n')).not.toContain(key);
  expect(found.join('\n')).not.toContain(selfSigned.key.split('\n')[1]);
});

test('values are pushed or sent as the configuration says', async () => {
  for (const push of ['auto', 'sender', 'history.push'] as const) {
    const { settings } = await load(`zabbix: { url: "https://z", token: { env: T }, push: ${push} }`, { T: 't' });
    expect(requireZabbix(settings!).zabbix?.push).toBe(push);
  }
});

test('nodes of trappers beside history.push do nothing, and that is said', async () => {
  const text = 'zabbix: { url: "https://z", token: { env: T }, push: history.push, trapper: { nodes: ["zbx1"] } }';
  const { found } = await load(text, { T: 't' });
  expect(found).toEqual([expect.stringMatching(/warning no-effect `trapper`/u)]);
});

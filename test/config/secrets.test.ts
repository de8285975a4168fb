import { inspect } from 'node:util';

import { expect, test } from 'vitest';

import { Secret, withoutSecrets } from '../../src/config/secrets.ts';
import { requireZabbix, type ZabbixSettings } from '../../src/config/settings.ts';
import { lines, load } from './loading.ts';

const token = '0123456789abcdef0123';

async function zabbixOf(
  text: string,
  env: NodeJS.ProcessEnv = {},
  more: Readonly<Record<string, string>> = {},
): Promise<{ zabbix?: ZabbixSettings; found: string[] }> {
  const { settings, found, folder } = await load(text, env, more);
  if (!settings) throw new Error(found.join('\n'));
  const { zabbix, findings } = requireZabbix(settings);
  return { ...(zabbix && { zabbix }), found: lines(findings, folder) };
}

function revealed(zabbix: ZabbixSettings | undefined): unknown {
  const { credentials } = zabbix ?? {};
  return credentials?.kind === 'token'
    ? credentials.token.reveal()
    : credentials && [credentials.user, credentials.password.reveal()];
}

test('a secret can be revealed but not printed, logged, joined or turned into JSON', () => {
  const secret = new Secret(token);
  expect(secret.reveal()).toBe(token);
  const shown = [
    String(secret),
    inspect(secret),
    inspect({ deep: [secret] }, { showHidden: true }),
    JSON.stringify({ secret }),
    Object.keys(secret).join(),
    secret.toString(),
  ];
  for (const text of shown) expect(text).not.toContain(token);
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
});

test('a secret that was read is struck out of any text, as it stands in JSON and in addresses too', () => {
  const odd = new Secret('pass"wörd/\\%1').reveal();
  const text = [odd, JSON.stringify({ odd }), `https://x/?p=${encodeURIComponent(odd)}`, 'password'].join(' ');
  expect(withoutSecrets(text)).toBe('[secret] {"odd":"[secret]"} https://x/?p=[secret] password');
});

test('the password in the address of a database is a secret by itself', async () => {
  const env = { DB: 'postgres://linchpin:correct%20horse@db.example.org/linchpin' };
  await load('store: { postgres: { url: { env: DB } } }', env);
  expect(withoutSecrets('password "correct horse" (correct%20horse)')).toBe('password "[secret]" ([secret])');
});

test('a short secret is a word, and stays: holes would tell of it', () => {
  expect(withoutSecrets(`the ${new Secret('zabbix').reveal()} frontend`)).toBe('the zabbix frontend');
});

const address = 'url: https://zabbix.example.org/zabbix';

test('a token comes from a file beside the configuration, a variable, or a credential of systemd', async () => {
  const fromFile = await zabbixOf(
    `zabbix: { ${address}, token: { file: token.txt } }`,
    {},
    { 'token.txt': `${token}\n` },
  );
  const fromVariable = await zabbixOf(`zabbix: { ${address}, token: { env: MY_TOKEN } }`, { MY_TOKEN: token });
  const { folder } = await load('', {}, { zbx: token });
  const fromCredential = await zabbixOf(`zabbix: { ${address}, token: { credential: zbx } }`, {
    CREDENTIALS_DIRECTORY: folder,
  });
  for (const { zabbix, found } of [fromFile, fromVariable, fromCredential]) {
    expect(found).toEqual([]);
    expect(revealed(zabbix)).toBe(token);
  }
});

test('user and password take the place of a token', async () => {
  const text = `zabbix: { ${address}, user: linchpin, password: { env: PW } }`;
  expect(revealed((await zabbixOf(text, { PW: token })).zabbix)).toEqual(['linchpin', token]);
  expect(
    revealed((await zabbixOf('', { ZABBIX_URL: 'https://z', ZABBIX_USER: 'me', ZABBIX_PASSWORD: token })).zabbix),
  ).toEqual(['me', token]);
});

test.each([
  [`zabbix: { token: { file: none.txt } }`, ['no-zabbix-url', 'unreadable-file']],
  [`zabbix: { ${address}, token: { file: empty.txt } }`, ['empty-file']],
  [`zabbix: { ${address}, token: { env: UNSET } }`, ['no-variable']],
  [`zabbix: { ${address}, token: { credential: zbx } }`, ['no-credential']],
  [`zabbix: { ${address}, user: linchpin }`, ['no-zabbix-password']],
  [`zabbix: { ${address} }`, ['no-zabbix-token']],
  [`zabbix: { ${address}, token: { env: SET }, ca: none.pem }`, ['unreadable-file']],
  ['', ['no-zabbix-token', 'no-zabbix-url']],
])('%s: what is missing for Zabbix is said only to who needs Zabbix', async (text, codes) => {
  const { zabbix, found } = await zabbixOf(text, { SET: token }, { 'empty.txt': '\n' });
  expect(zabbix).toBeUndefined();
  expect(found.map((line) => /error (\S+)/.exec(line)?.[1])).toEqual(codes);
});

test.each([
  [`zabbix: { token: ${token} }`, 'plain-secret'],
  ['zabbix: { token: 12345678901 }', 'plain-secret'],
  [`zabbix: { token: [${token}] }`, 'plain-secret'],
  [`zabbix: { token: { ${token} } }`, 'plain-secret'],
  [`zabbix: { token: { value: ${token} } }`, 'plain-secret'],
  [`zabbix:\n  token:${token}\n`, 'wrong-value'],
  [`zabbix: { "token:${token}": }`, 'unknown-key'],
  [`zabbix: { user: x, password: ${token} }`, 'plain-secret'],
  [`zabbix: { token: !${token} }`, 'yaml'],
  [`zabbix: { token: *${token} }`, 'yaml'],
  [`zabbix: { token: @${token} }`, 'yaml'],
  [`zabbix: { url: "https://me:${token}@zabbix" }`, 'wrong-value'],
  [`zabbix: { url: "https//me:${token}@zabbix" }`, 'wrong-value'],
  [`store: { postgres: "postgres://me:${token}@db" }`, 'plain-secret'],
  [`store: { postgres: { url: "postgres://me:${token}@db" } }`, 'plain-secret'],
  [`wake: { token: ${token} }`, 'plain-secret'],
  [`http: { tokens: { view: ${token} } }`, 'plain-secret'],
  [token, 'wrong-value'],
])('%s: a secret in the file is an error that does not show it', async (text, code) => {
  const { settings, found } = await load(text);
  expect(settings).toBeUndefined();
  expect(found.map((line) => /error (\S+)/.exec(line)?.[1])).toContain(code);
  expect(found.join('\n')).not.toContain(token.slice(2));
  expect(found.join('\n')).not.toContain('12345678901');
});

test('a secret in the file is an error that says what to do', async () => {
  expect((await load(`zabbix:\n  token: ${token}\n`)).found).toEqual([
    'linchpin.yaml:2:10 error plain-secret `token` must not stand in the file: write { file: … }, { env: … } or { credential: … } with where to find it, and change the secret if others could read the file',
  ]);
});

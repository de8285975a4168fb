import { join } from 'node:path';

import { expect, test } from 'vitest';

import { loadSettings } from '../../src/config/load.ts';
import { requireZabbix } from '../../src/config/settings.ts';
import { folderWith, lines, load, settingsOf } from './loading.ts';

test('without a file, a variable or a flag everything has its default', async () => {
  const { settings, findings } = await loadSettings({ env: {}, flags: {} });
  expect(findings).toEqual([]);
  expect(settings).toMatchObject({
    schedule: { kind: 'every', every: 30, jitter: 2 },
    signals: { presets: ['docker-agent2', 'linux-agent'], own: { items: [], triggers: [], serverHost: '{name}' } },
    publish: { mode: 'publish', group: 'Linchpin', host: 'Linchpin {system}', severities: { critical: 5 } },
    store: { sqlite: '/var/lib/linchpin/linchpin.db', keep: 90 * 86_400 },
    log: { level: 'info' },
  });
  expect(settings).not.toHaveProperty('model');
});

test('of Zabbix too, but for address and secret', async () => {
  const settings = await settingsOf('', { ZABBIX_URL: 'https://zabbix.example.org:8443/zabbix', ZABBIX_TOKEN: 'x' });
  expect(requireZabbix(settings).zabbix).toMatchObject({
    url: 'https://zabbix.example.org:8443/zabbix',
    timeout: 30,
    concurrency: 3,
    groups: [],
    trapperNodes: ['zabbix.example.org:10051'],
    allowPlainHttp: false,
  });
});

test('the environment goes before the file, the flag before the environment', async () => {
  const folder = await folderWith({ 'linchpin.yaml': 'model: by-file\nlog: { level: warn }\npublish: { group: A }\n' });
  const configFile = join(folder, 'linchpin.yaml');
  const env = { LINCHPIN_MODEL: 'by-variable', LINCHPIN_LOG_LEVEL: 'debug' };
  const read = async (options: object): Promise<unknown> =>
    (await loadSettings({ configFile, env: {}, flags: {}, ...options })).settings;
  expect(await read({})).toMatchObject({
    model: join(folder, 'by-file'),
    log: { level: 'warn' },
    publish: { group: 'A' },
  });
  expect(await read({ env })).toMatchObject({ model: 'by-variable', log: { level: 'debug' }, publish: { group: 'A' } });
  expect(await read({ env, flags: { model: 'by-flag' } })).toMatchObject({ model: 'by-flag' });
});

test('lists, numbers and yes or no come from variables too, and each from a file', async () => {
  const { folder } = await load('', {}, { groups: 'Mail servers, Databases\n', token: 'tok\n' });
  const settings = await settingsOf('zabbix: { concurrency: 9 }', {
    ZABBIX_URL: 'http://zabbix.example.org',
    ZABBIX_TOKEN_FILE: join(folder, 'token'),
    LINCHPIN_ZABBIX_GROUPS_FILE: join(folder, 'groups'),
    LINCHPIN_ZABBIX_CONCURRENCY: '5',
    LINCHPIN_ZABBIX_ALLOW_PLAIN_HTTP: 'true',
    LINCHPIN_ZABBIX_TRAPPER: 'zbx1:10051, [::1]:10052',
    LINCHPIN_STORE_KEEP: '',
  });
  const { zabbix } = requireZabbix(settings);
  expect(zabbix).toMatchObject({
    groups: ['Mail servers', 'Databases'],
    concurrency: 5,
    allowPlainHttp: true,
    trapperNodes: ['zbx1:10051', '[::1]:10052'],
  });
  expect(zabbix?.credentials.kind === 'token' && zabbix.credentials.token.reveal()).toBe('tok');
});

test('what a variable says wrong is told with its name', async () => {
  const env = { LINCHPIN_SCHEDULE_EVERY: '30', LINCHPIN_ZABBIX_CONCURRENCY: 'many', LINCHPIN_LANGUAGE: 'de' };
  expect((await load('log: { level: info }', env)).found).toEqual([
    'error wrong-value LINCHPIN_LANGUAGE: `language`: found something else, expected one of `en`, `ru`',
    'error wrong-value LINCHPIN_SCHEDULE_EVERY: `every`: found "30", expected a duration such as 30s, 5m, 1h or 1d',
    'error wrong-value LINCHPIN_ZABBIX_CONCURRENCY: `concurrency`: found "many", expected a number',
  ]);
});

test('a language is chosen by file or variable, and is English where nobody chooses', async () => {
  const spoken = async (file: string, env = {}): Promise<string | undefined> =>
    (await load(file, env)).settings?.language;
  expect(await spoken('log: { level: info }')).toBe('en');
  expect(await spoken('language: ru')).toBe('ru');
  expect(await spoken('language: en', { LINCHPIN_LANGUAGE: 'ru' })).toBe('ru');
});

test("a variable beside its file is an error, a misspelt one a warning, somebody else's nothing", async () => {
  const env = {
    ZABBIX_TOKEN: 'a',
    ZABBIX_TOKEN_FILE: 'b',
    LINCHPIN_SCHEDULE_EVRY: '5s',
    LINCHPIN_ZABBIX_DB: 'x',
    LINCHPIN_MODEL_FILE: 'none',
  };
  expect((await load('', env)).found).toEqual(
    [
      'error two-variables both ZABBIX_TOKEN and ZABBIX_TOKEN_FILE are set; keep one of them',
      'error unreadable-file LINCHPIN_MODEL_FILE: the file none does not exist; expected a file that this user may read',
      'warning unknown-variable the environment variable LINCHPIN_SCHEDULE_EVRY means nothing to Linchpin: did you mean LINCHPIN_SCHEDULE_EVERY?',
    ].toSorted((a, b) => (a.split(' ')[1]! < b.split(' ')[1]! ? -1 : 1)),
  );
});

test('a timetable from outside takes the place of the other kind in the file', async () => {
  const plain = await settingsOf('schedule: { every: 5s }', {
    LINCHPIN_SCHEDULE_CRON: '*/5 * * * *',
    LINCHPIN_SCHEDULE_TIMEZONE: 'Europe/Moscow',
  });
  expect(plain.schedule).toEqual({ kind: 'cron', expression: '*/5 * * * *', timezone: 'Europe/Moscow' });
  const cron = await settingsOf('schedule: { cron: "*/5 * * * *" }', { LINCHPIN_SCHEDULE_EVERY: '5s' });
  expect(cron.schedule).toEqual({ kind: 'every', every: 5, jitter: 2 });
});

test('paths in the file are relative to it', async () => {
  const { settings, folder } = await load('model: ./model\nstore: { sqlite: state.db }\n');
  expect(settings).toMatchObject({ model: join(folder, 'model'), store: { sqlite: join(folder, 'state.db') } });
  expect(await settingsOf('model: /srv/model')).toMatchObject({ model: '/srv/model' });
});

test('only a file that was named must exist', async () => {
  const folder = await folderWith({});
  const configFile = join(folder, 'none.yaml');
  const { settings, findings } = await loadSettings({ configFile, env: {}, flags: {} });
  expect(settings).toBeUndefined();
  expect(lines(findings, folder)).toEqual([
    'error no-file the configuration none.yaml does not exist; correct --config, or leave it out to use ./linchpin.yaml or /etc/linchpin/linchpin.yaml',
  ]);
});

test.each(['http://127.0.0.1:8080/', 'http://localhost/zabbix', 'http://[::1]/', 'https://zabbix/api_jsonrpc.php'])(
  '%s is safe for a token',
  async (url) => {
    expect((await load(`zabbix: { url: "${url}" }`)).found).toEqual([]);
  },
);

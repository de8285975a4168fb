import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadSettings } from '../../src/config/load.ts';
import { folderWith } from '../config/loading.ts';
import { hostileText, hostileValue, isPolluted } from '../support/hostile.ts';

afterEach(() => expect(isPolluted()).toBe(false));

const sections = [
  ...['model', 'inventory', 'schedule', 'zabbix', 'hosts', 'signals', 'publish', 'store', 'http', 'wake', 'language'],
  ...['recovery', 'log', '__proto__', 'constructor'],
];
const keys = [
  ...['url', 'token', 'user', 'password', 'ca', 'timeout', 'concurrency', 'groups', 'trapper', 'nodes', 'tls', 'psk'],
  ...[
    'every',
    'jitter',
    'cron',
    'timezone',
    'server',
    'container',
    'presets',
    'items',
    'triggers',
    'key',
    'tag',
    'name',
  ],
  ...[
    'node',
    'signal',
    'map',
    'multiply',
    'listen',
    'basePath',
    'publicUrl',
    'tokens',
    'view',
    'operate',
    'env',
    'file',
  ],
  ...['frameAncestors', 'sqlite', 'postgres', 'keep', 'maxSize', 'severities', 'critical', '__proto__', 'constructor'],
];
const leaf = fc.oneof(
  hostileValue,
  fc.constantFrom(
    '5m',
    '30s',
    'https://[',
    'http://a@b',
    '/(a+)+$/',
    '/(?<id>(a+)+)$/',
    '{id}',
    '{',
    '0.0.0.0:1',
    '*/5 * * * * *',
  ),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 4 }),
  ),
}));
const written = fc.dictionary(
  fc.constantFrom(...sections),
  fc.oneof(tree, fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 5 })),
);

test('whatever a configuration and an environment say, there are settings or errors with places, and nothing is thrown', async () => {
  const folder = await folderWith({});
  const file = join(folder, 'linchpin.yaml');
  const texts = fc.oneof(
    { weight: 5, arbitrary: written.map((value) => stringify(value, { aliasDuplicateObjects: false })) },
    { weight: 1, arbitrary: hostileText },
  );
  const env = fc.dictionary(
    fc.constantFrom(
      'ZABBIX_URL',
      'ZABBIX_TOKEN',
      'LINCHPIN_HTTP_LISTEN',
      'LINCHPIN_HTTP_TOKENS_VIEW',
      'LINCHPIN_STORE_POSTGRES_URL',
      'LINCHPIN_SCHEDULE_CRON',
    ),
    hostileText,
    { maxKeys: 2 },
  );
  await fc.assert(
    fc.asyncProperty(texts, env, async (text, variables) => {
      await writeFile(file, text);
      const { settings, findings } = await loadSettings({ configFile: file, env: variables, flags: {} });
      expect(settings === undefined).toBe(findings.some(({ level }) => level === 'error'));
      for (const { message, position } of findings) {
        expect(message).not.toMatch(/undefined|\[object/u);
        if (position) expect([position.line > 0, position.column > 0]).toEqual([true, true]);
      }
    }),
    { numRuns: 300 },
  );
});

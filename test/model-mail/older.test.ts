import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSetup } from '../../src/app/setup.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linchpin-older-'));
  // The model and the configuration of this repository as its first version that could run with both had them.
  execFileSync('tar', ['-xzf', 'test/model-mail/older/f3ae070.tar.gz', '-C', folder]);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('a model and a configuration for the first version are taken as they are', async () => {
  const config = join(folder, 'deploy/mail/linchpin.yaml');
  const env = { ZABBIX_URL: 'https://zabbix.example.org', ZABBIX_TOKEN: 'f'.repeat(64) };
  const { setup, findings } = await loadSetup({ config, env }, { store: true });
  expect(findings).toEqual([]);
  expect(setup?.graph.model.containers.length).toBe(2149);
});

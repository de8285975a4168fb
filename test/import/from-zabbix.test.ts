import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommandFolder } from '../support/command.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { FollowedSite } from '../support/followed-site.ts';

const model = `system: { id: mail }
subsystems: { all: { pods: [web] } }
pods: { web: { kind: stateless, replicas: { min: 1, max: 20 }, containers: "web-{any}" } }
`;

let folder: CommandFolder;
let fake: FakeZabbix;
let site: FollowedSite;

beforeEach(async () => {
  folder = new CommandFolder();
  fake = await FakeZabbix.start();
  site = new FollowedSite(fake, model);
  site.runs('vm-1', ['web-1', 'cache-1']);
});
afterEach(async () => {
  await site.stop();
  await fake.stop();
  site.remove();
  folder.remove();
});

const inventory = (): string => join(site.folder, 'model', 'inventory.yaml');

test('from Zabbix come servers and containers, into the inventory of the model; what fits no pod is told', async () => {
  const { status, stdout } = await folder.run(['import', '--from', 'zabbix'], site.environment);
  expect(status).toBe(0);
  expect(stdout).toContain("no pod's pattern fits  vm-1/cache-1");
  expect(readFileSync(inventory(), 'utf8')).toContain('  - { name: web-1, server: vm-1 }');
});

test('a dry run from Zabbix writes nothing', async () => {
  const { status } = await folder.run(['import', '--from', 'zabbix', '--dry-run'], site.environment);
  expect([status, existsSync(inventory())]).toEqual([0, false]);
});

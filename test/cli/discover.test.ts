import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandFolder } from '../support/command.ts';
import type { Ended } from '../support/command.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { FollowedSite } from '../support/followed-site.ts';

const model = `
system: { id: mail }
subsystems: { all: { pods: [web] } }
pods: { web: { kind: stateless, replicas: { min: 1, max: 20 }, containers: "web-{any}" } }
servers: { vm-1: , vm-2: }
containers:
  - { name: web-1, server: vm-1 } # the first
  - { name: web-2, server: vm-1 }
  - { name: web-3, server: vm-2 }
`;

let folder: CommandFolder;
let fake: FakeZabbix;
let site: FollowedSite;

beforeEach(async () => {
  folder = new CommandFolder();
  fake = await FakeZabbix.start();
  site = new FollowedSite(fake, model);
  site.runs('vm-1', ['web-1', 'web-4', 'cache-1']).runs('vm-2', ['web-2']).runs('vm-3', ['web-5', 'web-6'], ['/data']);
});
afterEach(async () => {
  await site.stop();
  await fake.stop();
  site.remove();
  folder.remove();
});

const run = (...args: readonly string[]): Promise<Ended> => folder.run(args, site.environment);
const file = (): string => join(site.folder, 'model', 'all.yaml');

describe('linchpin discover', () => {
  it('says what is new, moved and vanished by server, and why the rest is not taken over', async () => {
    const { status, stdout } = await run('discover');
    expect(status).toBe(0);
    expect(stdout.replace(/ +\n/g, '\n'))
      .toBe(`Zabbix shows 3 servers with 6 containers, the files of the model describe 2 servers with 3 containers.

New (the daemon takes it over)
  vm-1         1 container           web-4
  server vm-3  2 containers  1 disk  web-5, web-6, data

Moved
  web-2  vm-1  →  vm-2

In the model, not in Zabbix
  vm-2  1 container    web-3

In Zabbix, and not taken over
  1 container  no pod's pattern fits  vm-1/cache-1
`);
  });

  it('prints the same as one JSON document', async () => {
    const { stdout, stderr, status } = await run('discover', '--json');
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      zabbix: { servers: 3, containers: 6 },
      model: { servers: 2, containers: 3 },
      new: {
        servers: [{ id: 'vm-3', name: 'vm-3' }],
        disks: [{ server: 'vm-3', id: 'data', mount: '/data' }],
        containers: [
          { name: 'web-4', server: 'vm-1', pod: 'web', shard: '0' },
          { name: 'web-5', server: 'vm-3', pod: 'web', shard: '0' },
          { name: 'web-6', server: 'vm-3', pod: 'web', shard: '0' },
        ],
      },
      moved: [{ name: 'web-2', from: 'vm-1', to: 'vm-2' }],
      vanished: [{ node: 'container', server: 'vm-2', name: 'web-3' }],
      unmatched: [{ node: 'container', reason: 'no-pod', server: 'vm-1', name: 'cache-1' }],
    });
  });

  it('brings an inventory file to it, and the second time nothing is left to do', async () => {
    const { status, stdout } = await run('discover', '--write', file());
    expect(status).toBe(0);
    expect(stdout).toContain(`Wrote ${file()}: 4 added, 1 moved, 1 marked as not in Zabbix.`);
    const text = readFileSync(file(), 'utf8');
    expect(text).toContain('  - { name: web-1, server: vm-1 } # the first\n  - { name: web-2, server: vm-2 }\n');
    expect((await run('check')).status).toBe(0);
    expect((await run('discover', '--write', file())).stdout).toContain('needs no change');
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it.each([
    ['a configuration', 'linchpin.yaml', /linchpin\.yaml was not written: a model is made of files/],
    ['a folder that does not exist', 'nowhere/inventory.yaml', /can't be written \(there is no such folder\)/],
  ])('refuses %s as the file, and leaves everything as it was', async (_, name, says) => {
    const { status, stderr } = await run('discover', '--write', name);
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  });

  it('refuses a file with which the model would not be valid', async () => {
    const other = folder.write('other.yaml', 'containers:\n  - { name: web-1, server: vm-1 }\n');
    const { status, stderr } = await run('discover', '--write', other);
    expect(status).toBe(2);
    expect(stderr).toMatch(/would not be valid with it: \S+\.yaml:\d+:\d+: container `web-1` is named twice/);
    expect(readFileSync(other, 'utf8')).toBe('containers:\n  - { name: web-1, server: vm-1 }\n');
  });

  it('changes no file where Zabbix shows no container at all', async () => {
    fake.methods.set('host.get', () => []);
    const { status, stdout } = await run('discover', '--write', file());
    expect([status, stdout]).toEqual([0, expect.stringContaining('shows no container at all')]);
    expect(readFileSync(file(), 'utf8')).toBe(model);
  });

  it('counts what there is none of too', async () => {
    site.describe(model.replace(/containers:\n[^]*/, 'containers: []\n').replace('vm-1: , vm-2: ', ''));
    const { stdout } = await run('discover');
    expect(stdout).toContain('with 6 containers, the files of the model describe 0 servers with 0 containers.');
  });

  it('says that Zabbix cannot be reached with status 3', async () => {
    fake.fault = () => ({ kind: 'drop' });
    expect((await run('discover')).status).toBe(3);
  });
});

describe('after cycles that followed the inventory', () => {
  it('status tells of what differs, and explain knows what was taken over', async () => {
    await site.cycle();
    await site.stop();
    expect((await run('status')).stdout).toContain(
      "1 container (no pod's pattern fits), 1 container (not in Zabbix): see `linchpin discover`.",
    );
    const { drift } = JSON.parse((await run('status', '--json')).stdout) as { drift: readonly unknown[] };
    expect(drift).toContainEqual({ node: 'container', reason: 'no-pod', count: 1, examples: ['vm-1/cache-1'] });
    expect((await run('explain', 'container/vm-3/web-5')).status).toBe(0);
    expect((await run('what-if', '--fail', 'server/vm-3')).status).toBe(0);
  });
});

describe('where the inventory is followed', () => {
  it('resources names what was taken over, whether or not Zabbix is asked', async () => {
    await site.cycle();
    const { stdout } = await run('resources', '--offline', '--format', 'csv');
    expect(stdout).toMatch(/,web-5,vm-3,/);
  });

  it('coverage does not miss what belongs to a pod that is switched off', async () => {
    const gapsOf = async (): Promise<string> => (await run('coverage', '--format', 'csv')).stdout;
    expect(await gapsOf()).toMatch(/^container\/vm-1\/cache-1,.*,not-in-model,/m);
    site.describe(model.replace('pods: {', 'pods: { cache: { enabled: false, kind: all, containers: "cache-{any}" },'));
    expect(await gapsOf()).not.toContain('cache-1');
  });
});

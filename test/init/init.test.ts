import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialise } from '../../src/app/initialising.ts';
import { CommandFolder } from '../support/command.ts';
import type { Ended } from '../support/command.ts';
import { methods } from '../support/fake-zabbix-methods.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { FollowedSite } from '../support/followed-site.ts';

let folder: CommandFolder;
let fake: FakeZabbix;
let site: FollowedSite;

beforeEach(async () => {
  folder = new CommandFolder();
  fake = await FakeZabbix.start();
  site = new FollowedSite(fake, 'system: { id: unused }');
});
afterEach(async () => {
  await site.stop();
  await fake.stop();
  site.remove();
  folder.remove();
});

const environment = (): Record<string, string> => ({
  ZABBIX_URL: fake.url,
  ZABBIX_TOKEN: fake.token,
  LINCHPIN_ZABBIX_TRAPPER: fake.trapper,
});
const run = (...args: readonly string[]): Promise<Ended> => folder.run(args, environment());
const written = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

function runsShop(): void {
  site
    .runs('vm-1', ['shop-web-1', 'shop-web-3', 'shop-db-1', 'shop-db-3'], ['/', '/data'])
    .runs('vm-2', ['shop-web-2', 'shop-db-2']);
}

describe('linchpin init', () => {
  it('writes what check passes without a warning', async () => {
    runsShop();
    const { status, stdout } = await run('init', '--group', 'Mail servers', '--system', 'shop', '--name', 'The shop');
    expect([status, stdout]).toEqual([0, expect.stringContaining('Checked: OK')]);
    const checked = await run('check', '--strict');
    expect([checked.status, checked.stdout]).toEqual([
      0,
      '1 system, 1 subsystem, 0 functions, 2 pods, 6 containers, 2 servers: OK\n',
    ]);
    expect(written('model/model.yaml')).toContain(
      'shop-db: { kind: quorum, replicas: 3, containers: "shop-db-{replica}" }   # 3 containers; its name is that of a store',
    );
    expect(written('model/inventory.yaml')).toContain('{ name: shop-db-2, server: vm-2 }');
    expect(written('linchpin.yaml')).toContain('mode: observe');
  });

  it('says where the token is, and never what it is', async () => {
    runsShop();
    expect((await run('init')).status).toBe(0);
    expect(written('linchpin.yaml')).toContain('token: { env: ZABBIX_TOKEN }');
    expect(written('linchpin.yaml')).not.toContain(fake.token);
  });

  it('keeps a token that was typed in a file that nobody else may read', async () => {
    runsShop();
    const into = join(folder.path, 'new', 'folder');
    const { done, findings } = await initialise(
      {
        into,
        zabbix: {
          url: fake.url,
          credentials: { token: { file: './zabbix-token' } },
          groups: [],
          allowPlainHttp: false,
        },
        typedToken: fake.token,
        system: { id: 'shop', name: 'Shop' },
      },
      {},
    );
    expect([done?.guessed.pods.length, findings]).toEqual([2, []]);
    expect(statSync(join(into, 'zabbix-token')).mode & 0o777).toBe(0o600);
    expect(readdirSync(into).toSorted()).toEqual(['linchpin.yaml', 'model', 'zabbix-token']);
  });

  it('overwrites nothing', async () => {
    runsShop();
    writeFileSync(join(folder.path, 'linchpin.yaml'), '# mine');
    const { status, stderr } = await run('init');
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('linchpin.yaml exists already, and init overwrites nothing'),
    ]);
    expect([written('linchpin.yaml'), existsSync(join(folder.path, 'model'))]).toEqual(['# mine', false]);
  });

  it('writes nothing at all where Zabbix shows no container', async () => {
    site.runs('vm-1', []);
    const { status, stderr } = await run('init');
    expect([status, stderr]).toEqual([2, expect.stringContaining('shows 1 host, and no item of a container on any')]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('says what is missing where nobody can be asked', async () => {
    const { status, stderr } = await folder.run(['init', '--url', fake.url]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('Nobody said who Linchpin is there')]);
  });

  it('writes nothing where Zabbix refuses', async () => {
    const { status, stderr } = await folder.run(['init'], { ...environment(), ZABBIX_TOKEN: 'wrong' });
    expect([status, stderr]).toEqual([2, expect.not.stringContaining('wrong')]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('reads the counters of a template of the site’s own by the words of their keys', async () => {
    runsShop();
    const [vm] = [...fake.state.hosts.values()].filter(({ host }) => host === 'vm-1');
    for (const metric of ['errors', 'requests', 'requests.rate']) {
      const key = `shop.${metric}[shop-web-1]`;
      methods['item.create']?.(fake.state, { hostid: vm?.['hostid'], key_: key, name: key, type: 2, value_type: 3 });
    }
    const { stdout } = await run('init', '--json');
    expect((JSON.parse(stdout) as { signals: unknown }).signals).toEqual([
      { key: 'shop.errors[{container}]', signal: 'errors', items: 1 },
      { key: 'shop.requests[{container}]', signal: 'requests', items: 1 },
    ]);
  });
});

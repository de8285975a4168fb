import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandFolder } from '../support/command.ts';
import { CommandSite } from '../support/command-site.ts';
import { methods } from '../support/fake-zabbix-methods.ts';
import type { FakeZabbix } from '../support/fake-zabbix.ts';
import { smallModel } from '../support/small-model.ts';

const off = [
  ...[
    'health',
    'network',
    'restarts',
    'errors',
    'timeouts',
    'cpu',
    'memory',
    'oom',
    'reachable',
    'runtime',
    'serverCpu',
  ],
  ...['serverMemory', 'diskUsed', 'diskInodes', 'diskHealthy', 'networkUp', 'networkLoss'],
];
/** Only whether containers run is asked; what has no rule at all is one more blind spot each. */
const onlyStatus = `${smallModel}rules: { ${off.map((rule) => `${rule}: off`).join(', ')} }\n`;
const noRule = ['disk/vm-1/data1 no-rule', 'server/vm-1 no-rule', 'server/vm-2 no-rule'];

let site: CommandSite;
let folder: CommandFolder;
let fake: FakeZabbix;

beforeEach(async () => {
  site = await CommandSite.start(onlyStatus);
  ({ folder, fake } = site);
  folder.write(
    'linchpin.yaml',
    'model: ./model\nhosts: { server: "{name}" }\nsignals: { presets: [docker-agent2, linux-agent] }\n',
  );
  site.bothRun();
});
afterEach(async () => {
  await site.stop();
});

const run = (...args: readonly string[]): ReturnType<CommandFolder['run']> => folder.run(args, site.environment);

interface Document {
  readonly summary: readonly unknown[];
  readonly gaps: readonly { readonly node: string; readonly signal?: string; readonly reason: string }[];
}

async function gaps(): Promise<readonly string[]> {
  const { status, stdout, stderr } = await run('coverage', '--json');
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  const { gaps: found } = JSON.parse(stdout) as Document;
  return found.map(({ node, signal, reason }) => [node, ...(signal === undefined ? [] : [signal]), reason].join(' '));
}

describe('linchpin coverage', () => {
  it('ends with 0 where nothing lacks', async () => {
    folder.write('model/mail.yaml', onlyStatus.replace('serverMemory: off, diskUsed: off, ', ''));
    for (const [host, key] of [
      ['mail-vm-1', 'vm.memory.utilization'],
      ['mail-vm-2', 'vm.memory.utilization'],
      ['mail-vm-1', 'vfs.fs.size[/data1,pused]'],
    ] as const) {
      const found = [...fake.state.hosts.values()].find((row) => row['host'] === host);
      methods['item.create']?.(fake.state, { hostid: found?.['hostid'], key_: key, name: key, type: 2, value_type: 0 });
      fake.state.receive({ host, key, value: 50 });
    }
    const { status, stdout } = await run('coverage');
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/No blind spots/) as string });
  });

  it('tells what lacks and why, and ends with 1', async () => {
    const item = [...fake.state.items.values()].find((row) => String(row['key_']).includes('[storage-1]'))!;
    Object.assign(item, { state: '1', error: 'Cannot fetch data' });
    expect(await gaps()).toEqual(['container/vm-1/storage-1 status unsupported', ...noRule]);
  });

  it('tells an item that somebody disabled from one that Zabbix lacks', async () => {
    const [first, second] = [...fake.state.items.values()].filter((row) => String(row['key_']).includes('[storage-'));
    Object.assign(first!, { status: '1' });
    fake.state.items.delete(String(second!['itemid']));
    expect(await gaps()).toEqual([
      'container/vm-1/storage-1 disabled',
      'container/vm-2/storage-2 unwatched',
      ...noRule,
    ]);
  });

  it('tells of a host that Zabbix does not show, and of all on it', async () => {
    const host = [...fake.state.hosts.values()].find((row) => row['host'] === 'mail-vm-2')!;
    Object.assign(host, { status: '1' });
    expect(await gaps()).toContain('container/vm-2/storage-2 no-host');
  });

  it('tells of containers on its servers that the model lacks', async () => {
    folder.write(
      'model/mail.yaml',
      onlyStatus.replace('replicas: 2', 'replicas: 1').replace(/ {2}- \{ name: storage-2.*\n/, ''),
    );
    expect(await gaps()).toContain('container/vm-2/storage-2 not-in-model');
  });

  it('says it to people in groups with how many of how many, and what to do', async () => {
    const { status, stdout } = await run('coverage');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^server +all of it +2 of 2 +all rules off$/m);
    expect(stdout).toMatch(/^3 blind spots on 3 of 7 nodes\./m);
  });

  it('gives a line for each as CSV and as Markdown', async () => {
    const csv = await run('coverage', '--format', 'csv');
    expect(csv.stdout.split('\r\n').slice(0, 2)).toEqual([
      'node,kind,pod,server,host,signal,reason,item,expected,rules,error,since',
      'disk/vm-1/data1,disk,,server/vm-1,mail-vm-1,,no-rule,,,,,',
    ]);
    const markdown = await run('coverage', '--format', 'md');
    expect(markdown.stdout.split('\n')[2]).toMatch(/^\| disk\/vm-1\/data1 \| disk \|/);
  });

  it('refuses two forms at once', async () => {
    const { status, stderr } = await run('coverage', '--json', '--format', 'csv');
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/--json and --format csv/) as string,
    });
  });
});

describe('linchpin resources', () => {
  it('gives each container with its server, host, disks and what gives its signals', async () => {
    const { status, stdout } = await run('resources', '--format', 'csv');
    const [head = '', row = ''] = stdout.split('\r\n');
    expect(status).toBe(0);
    expect(head).toMatch(/^system,subsystem,pod,shard,container,server,host,disks,status by,/);
    expect(row).toMatch(
      /^mail,storage,storage,0,storage-1,vm-1,mail-vm-1,\/data1,docker\.container_info\.state\.running\[storage-1\],/,
    );
  });

  it('says of which items Zabbix lacks what a rule reads', async () => {
    folder.write('model/mail.yaml', smallModel);
    const { stdout } = await run('resources', '--format', 'json');
    const { from, containers } = JSON.parse(stdout) as {
      from: string;
      containers: { points: { signal: string; source?: unknown; expected: string[] }[] }[];
    };
    const health = containers[0]?.points.find(({ signal }) => signal === 'health');
    expect(from).toBe('zabbix');
    expect(health?.source).toBeUndefined();
    expect(health?.expected).toEqual(['docker.container_info.state.health[storage-1]']);
  });

  it('asks nobody where it is told so', async () => {
    const { status, stdout } = await run('resources', '--offline', '--of', 'server', '--format', 'md');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\| vm-1 \| mail-vm-1 \| mail-vm-1 \| 1 \| \/data1 \|/m);
    expect(fake.requests).toEqual([]);
  });

  it('asks nobody where no address of Zabbix is configured', async () => {
    const { status, stdout } = await folder.run(['resources', '--format', 'json']);
    expect([status, (JSON.parse(stdout) as { from: string }).from]).toEqual([0, 'model']);
  });

  it('needs no configuration beside a model', async () => {
    const { status, stdout, stderr } = await folder.run([
      'resources',
      '--model',
      'model',
      '--config',
      'linchpin.yaml',
      '--offline',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^container +status +2 nodes +status +docker\.container_info\.state\.running\[\{container\}\]/m,
    );
  });
});

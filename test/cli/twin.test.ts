import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import { CommandFolder } from '../support/command.ts';
import { smallModel } from '../support/small-model.ts';

let folder: CommandFolder;
beforeEach(() => {
  folder = new CommandFolder();
  mkdirSync(join(folder.path, 'model'));
  folder.write('model/mail.yaml', smallModel.replace('name: mail-vm-2', 'name: mail-vm-2, tags: { rack: r2 }'));
  folder.write('night.jsonl', night());
});
afterEach(() => folder.remove());

const start = 1_793_527_200;
const one = 'container/vm-1/storage-1';
const two = 'container/vm-2/storage-2';
const model = ['--model', 'model'];
const replayed = ['--observations', 'night.jsonl', '--interval', '30s'];

/** Two minutes: the first replica is down from the second on. */
function night(): string {
  const lines = [10, 40, 70, 100].flatMap((after) =>
    [one, two].map((node) => {
      const value = node === one && after > 60 ? 'exited' : 'running';
      return JSON.stringify({ at: start + after, node, signal: 'status', value });
    }),
  );
  return `${lines.join('\n')}\n`;
}

const timeOf = (line: string): number => (JSON.parse(line) as { readonly at: number }).at;
const byTime = (a: string, b: string): number => timeOf(a) - timeOf(b);

async function json<Document>(...args: readonly string[]): Promise<Document> {
  const { status, stdout, stderr } = await folder.run([...args, ...model, '--json']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Document;
}

const stateOf = ({ systems }: Result): string | undefined => systems[0]?.state;

describe('linchpin what-if', () => {
  it('prints the result that a cycle would give, on a healthy installation by default', async () => {
    const result = await json<Result>('what-if', '--fail', 'server/vm-1');
    expect(result.incidents.map(({ root, severity }) => [root, severity])).toEqual([['server/vm-1', 'at-risk']]);
    expect(result.containers.map(({ id, state }) => [id, state])).toEqual([[one, 'failed']]);
  });

  it('tells it in the language of the configuration, where one is read', async () => {
    folder.write('linchpin.yaml', 'language: ru\nmodel: ./model\n');
    const { stdout } = await folder.run(['what-if', '--fail', 'server/vm-1', '--json']);
    const { incidents } = JSON.parse(stdout) as Result;
    expect(incidents[0]?.text).toContain('по предположению не работает');
  });

  it('fails several nodes at once, by id, glob and tag', async () => {
    expect(stateOf(await json<Result>('what-if', '--fail', 'disk/*/data1', 'tag:rack=r2'))).toBe('failed');
  });

  it('asks on top of what a replay ends in', async () => {
    const current = ['--on-top-of', 'current', ...replayed];
    expect(stateOf(await json<Result>('what-if', '--fail', two, ...current))).toBe('failed');
    expect(stateOf(await json<Result>('what-if', '--fail', two))).toBe('working');
  });

  it('says for people what would be otherwise', async () => {
    const { status, stdout } = await folder.run(['what-if', '--fail', 'pod/storage', ...model]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^If pod\/storage failed, on a healthy installation:$/m);
    expect(stdout).toMatch(/^Corporate mail\s+working → failed\s+Disaster\s+1 → 0$/m);
    expect(stdout).toMatch(/^Read files\s+lost\s+1$/m);
    expect(stdout).not.toContain('\u001b[');
  });

  it('counts one thing as one', async () => {
    const { stdout } = await folder.run(['what-if', '--fail', one, ...model]);
    expect(stdout).toMatch(/^1 pod left without reserve: /m);
  });

  it('names what was said to fail', async () => {
    const { stdout } = await folder.run(['what-if', '--fail', 'network/vm-1', ...model]);
    expect(stdout).toMatch(/^If network\/vm-1 failed/);
  });

  it('says what even a healthy installation leaves unknown: who is primary where nobody says so', async () => {
    folder.write('model/mail.yaml', smallModel.replace('kind: stateless', 'kind: primary-replica'));
    const { stdout } = await folder.run(['what-if', '--fail', 'network/vm-2', ...model]);
    expect(stdout).toMatch(/^Even a healthy installation leaves unknown: shard\/storage\/0\. .*role: primary/m);
  });

  it.each([
    ['server/vm-11', /`server\/vm-11` is no node of the model: did you mean `server\/vm-1`\?/],
    ['vm-1', /did you mean `server\/vm-1`\?/],
    ['pod/x*', /matches no node of the model/],
    ['tag:rack=r1', /`tag:rack=r1` is the tag of no server: did you mean `tag:rack=r2`\?/],
    ['function/storage.read', /is a function/],
  ])('refuses %s with the nearest name', async (node, message) => {
    const { status, stdout, stderr } = await folder.run(['what-if', '--fail', node, ...model]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('refuses observations that it would not look at', async () => {
    const { status, stderr } = await folder.run(['what-if', '--fail', one, '--observations', 'x.jsonl', ...model]);
    expect(status).toBe(2);
    expect(stderr).toContain('--on-top-of current');
  });
});

describe('linchpin spof', () => {
  it('lists nothing where everything is there twice, and the pairs on demand', async () => {
    expect(await json('spof')).toEqual({ single: [] });
    expect(await json('spof', '--pairs')).toEqual({
      single: [],
      pairs: [
        [one, two],
        [one, 'server/vm-2'],
        [two, 'disk/vm-1/data1'],
        [two, 'server/vm-1'],
        ['disk/vm-1/data1', 'server/vm-2'],
        ['server/vm-1', 'server/vm-2'],
      ].map((nodes) => ({ nodes, systems: ['system/mail'] })),
    });
  });

  it('lists each single point with what it stops and takes from users, sorted by id', async () => {
    folder.write('model/mail.yaml', smallModel.replace('kind: stateless', 'kind: all'));
    const { single } = await json<{ single: readonly { node: string }[] }>('spof');
    expect(single.map(({ node }) => node)).toEqual([one, two, 'disk/vm-1/data1', 'server/vm-1', 'server/vm-2']);
    expect(single[0]).toEqual({
      node: one,
      systems: ['system/mail'],
      pods: ['pod/storage'],
      functionsLost: ['function/storage.read'],
    });
  });

  it('says it for people, the large ones first', async () => {
    folder.write('model/mail.yaml', smallModel.replace('kind: stateless', 'kind: all'));
    const { stdout } = await folder.run(['spof', ...model]);
    expect(stdout).toMatch(/^NODE\s+FUNCTIONS LOST\nserver\/vm-1\s+Read files$/m);
    expect(stdout).toContain('2 servers, 1 disk, 2 containers');
  });
});

describe('linchpin explain', () => {
  it('prints the documented JSON, with evidence, roll-up and incidents', async () => {
    const document = await json('explain', one, ...replayed);
    expect(document).toMatchObject({
      at: '2026-11-01T10:02:00Z',
      id: one,
      name: 'storage-1 on mail-vm-1',
      state: 'failed',
      severity: 3,
      evidence: [
        { rule: 'status', class: 'direct', signal: 'status', value: 'exited', text: 'is not running (exited)' },
      ],
      standsOn: [{ id: 'disk/vm-1/data1' }, { id: 'network/vm-1' }, { id: 'server/vm-1' }],
      rollUp: [
        {
          id: 'shard/storage/0',
          state: 'working',
          reserve: 0,
          redundancy: { kind: 'stateless', replicas: 2, required: 1, working: 1, failed: 1 },
          decisive: [one],
        },
        { id: 'pod/storage', parts: { total: 1, failed: 0, unknown: 0 } },
        { id: 'subsystem/storage' },
        { id: 'system/mail' },
      ],
      incidents: [{ rank: 1, zabbixSeverity: 3, root: one, part: 'root' }],
    });
  });

  it('tells in words what is wrong, what is needed and what there is', async () => {
    const { status, stdout } = await folder.run(['explain', one, ...replayed, ...model]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^storage-1 on mail-vm-1 {2}failed {2}Average$/m);
    expect(stdout).toMatch(/^ {2}direct {2}is not running \(exited\) · status exited · since 2026-11-01T10:01:10Z$/m);
    expect(stdout).toMatch(/^ {2}shard 0 of storage {2}needs 1 of 2; 1 works, 1 failed: works, reserve 0$/m);
  });

  it('follows in words the mask from a caller to the culprit', async () => {
    const calls = smallModel
      .replace('pods: [storage]', 'pods: [storage, web]')
      .replace(
        '  storage: { kind: stateless',
        '  web: { kind: all, replicas: 1, calls: [storage], containers: web }\n  storage: { kind: all',
      )
      .replace('containers:\n', 'containers:\n  - { name: web, server: vm-2 }\n');
    folder.write('model/mail.yaml', calls);
    const growth = [10, 40, 70, 100].map((after) =>
      JSON.stringify({ at: start + after, node: 'container/vm-2/web', signal: 'errors', value: after * 5 }),
    );
    // In the order of time: what comes after its cycle is left out.
    folder.write('night.jsonl', [...night().trimEnd().split('\n'), ...growth].sort(byTime).join('\n'));
    const { stdout } = await folder.run(['explain', 'container/vm-2/web', ...replayed, ...model]);
    expect(stdout).toMatch(/^web on mail-vm-2 {2}works; its trouble is a symptom {2}OK$/m);
    expect(stdout).toMatch(/^ {2}growth {2}has growing errors.*level \d+, burst 50 · since/m);
    expect(stdout).toMatch(/^ {2}storage +called, and down; by storage-1 on mail-vm-1$/m);
    expect(stdout).toMatch(/^ {2}storage-1 on mail-vm-1 +culprit: is not running \(exited\)$/m);
  });

  it('goes back in a replay by --at', async () => {
    const before = await json<{ at: string; state: string }>(
      'explain',
      one,
      ...replayed,
      '--at',
      '2026-11-01T10:01:10Z',
    );
    expect([before.at, before.state]).toEqual(['2026-11-01T10:01:00Z', 'working']);
    const early = await folder.run(['explain', one, ...replayed, ...model, '--at', '1793527201']);
    expect(early.status).toBe(2);
    expect(early.stderr).toContain('no cycle that ends by 2026-11-01T10:00:01Z');
  });

  it.each(['pod/storage', 'shard/storage/0', 'function/storage.read', 'system/mail', 'disk/vm-1/data1'])(
    'explains %s too',
    async (id) => {
      expect(await json('explain', id, ...replayed)).toMatchObject({ id });
    },
  );

  it.each([
    [['pod/storag'], /`pod\/storag` is no node of the model: did you mean `pod\/storage`\?/],
    [['storage'], /did you mean `pod\/storage`\?/],
    [[one, '--at', 'yesterday'], /Expected a time such as/],
  ])('refuses %j and says what to do', async (args, message) => {
    const { status, stdout, stderr } = await folder.run(['explain', ...args, ...replayed, ...model]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('says that there is no stored state yet', async () => {
    const env = { LINCHPIN_STORE_SQLITE: join(folder.path, 'none.db') };
    const { status, stderr } = await folder.run(['explain', one, ...model], env);
    expect(status).toBe(3);
    expect(stderr).toContain('none.db');
  });
});

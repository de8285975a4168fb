import { describe, expect, it } from 'vitest';

import type { Result } from '../../src/domain/result.ts';
import { itemKeys } from '../../src/domain/item-keys.ts';
import { essential } from '../../src/report/to-result.ts';
import { worldOf } from '../support/installation.ts';
import { functionIn, nodeIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems:
    mail: { pods: [web, db], functions: { read: { needs: [db] }, browse: { needs: [web] } } }
    old: { pods: [legacy], enabled: false, functions: { fax: {} } }
  pods:
    db: { kind: quorum, shards: 2, containers: "db-{shard}-{replica}" }
    gone: { kind: stateless, containers: "gone-{replica}", enabled: false }
    legacy: { kind: stateless, containers: "legacy-{replica}" }
    web: { kind: stateless, replicas: { min: 1, max: 3 }, calls: [db], containers: "web-{replica}" }
  servers: { vm-01: { disks: { data1: } }, vm-02: }
  containers:
    - { name: db-1-1, server: vm-01 }
    - { name: db-2-1, server: vm-01 }
    - { name: gone-1, server: vm-01 }
    - { name: legacy-1, server: vm-01 }
    - { name: web-1, server: vm-01 }
    - { name: web-2, server: vm-02 }
  rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10 }, memory: { above: 80%, for: 0s } }
`);
const id = (name: string, server = 'vm-01'): string => `container/${server}/${name}`;
const [db1, db2, web1, web2] = [id('db-1-1'), id('db-2-1'), id('web-1'), id('web-2', 'vm-02')];

function site(): Site {
  const running = new Site(world).allSay([db1, db2, web1, web2], { status: 'running', errors: 0 });
  running.cycle();
  return running;
}

const ids = (nodes: readonly { readonly id: string }[]): readonly string[] => nodes.map((node) => node.id);
const kinds = ['systems', 'subsystems', 'pods', 'shards', 'containers', 'resources', 'functions'] as const;

describe('the result of a cycle (contracts)', () => {
  it('lists every node by id, with what is switched off', () => {
    const { result } = site().cycle();
    for (const kind of kinds) expect(ids(result[kind])).toEqual([...ids(result[kind])].sort());
    expect(ids(result.pods)).toEqual(['pod/db', 'pod/gone', 'pod/legacy', 'pod/web']);
    expect(ids(result.containers)).toEqual([db1, db2, id('gone-1'), id('legacy-1'), web1, web2]);
  });

  it('says of what is switched off nothing but that', () => {
    const evaluation = site().cycle();
    for (const node of ['subsystem/old', 'pod/gone', 'pod/legacy']) {
      const { name, ...rest } = nodeIn(evaluation, node);
      expect([typeof name, rest]).toEqual(['string', { id: node, state: 'off', severity: 0 }]);
    }
    expect(evaluation.result.functions.find((one) => one.id === 'function/old.fax')).toMatchObject({
      state: 'off',
      because: [],
    });
  });

  it('lists no container that is retired', () => {
    const running = site();
    running.silence(web2).says('server/vm-02', { cpu: 1 });
    const { result } = running.run(600);
    expect(ids(result.containers)).not.toContain(web2);
    expect(result.incidents).toEqual([]);
  });

  it('marks the nodes that an operator silenced as planned', () => {
    const evaluation = site().says('subsystem/mail', { silenced: 1 }).cycle();
    for (const node of ['subsystem/mail', 'pod/db', 'shard/db/1', db1]) {
      expect(nodeIn(evaluation, node).planned).toBe(true);
    }
    expect(nodeIn(evaluation, 'system/mail')).not.toHaveProperty('planned');
  });

  it('says of a function which incidents take it away', () => {
    const evaluation = site().says(db1, { status: 'exited' }).cycle();
    const [incident] = evaluation.incidents.open;
    expect(functionIn(evaluation, 'function/mail.read')).toBe('lost');
    for (const { id: name, because } of evaluation.result.functions.slice(0, 2)) {
      expect([name, because]).toEqual([name, [incident?.id]]);
    }
  });

  it('is the same after JSON', () => {
    const { result } = site().says(db1, { status: 'exited' }).says(web1, { errors: 100 }).cycle();
    const plain = JSON.parse(JSON.stringify(result)) as Result;
    expect(plain).toEqual({ ...result });
    expect(plain.incidents[0]?.text).toBe('mail is down: db-1-1 on vm-01 is not running (exited)');
  });
});

describe('what is essential of it (contracts)', () => {
  const shown = (running: Site): Result => essential(running.cycle().result);

  it('leaves out containers and shards that merely work', () => {
    const result = shown(site());
    expect(ids(result.containers)).toEqual([id('gone-1'), id('legacy-1')]);
    expect(result.shards).toEqual([]);
    expect(ids(result.resources)).toContain('disk/vm-01/data1');
  });

  it('keeps those that are masked, strained or failed', () => {
    const running = site().says(db1, { status: 'exited' }).says(web1, { errors: 100 });
    const result = shown(running.says(db2, { memory: 90, memoryLimit: 100 }));
    expect(result.containers.filter(({ state }) => state !== 'off')).toMatchObject([
      { id: db1, state: 'failed' },
      { id: db2, state: 'working', strained: true },
      { id: web1, state: 'working', maskedBy: [db1] },
    ]);
    expect(ids(result.shards)).toEqual(['shard/db/1']);
  });
});

describe('what is switched off, in Zabbix', () => {
  it('has no items', () => {
    const keys = new Set(new Site(world).cycle().commands.map(({ value }) => value.key));
    expect(keys).toContain(itemKeys.pod('state', 'db'));
    for (const pod of ['gone', 'legacy']) expect(keys).not.toContain(itemKeys.pod('state', pod));
    expect(keys).not.toContain(itemKeys.functionState('old.fax'));
  });
});

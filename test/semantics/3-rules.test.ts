import { describe, expect, it } from 'vitest';

import { Installation, worldOf } from '../support/installation.ts';
import { violatedBy } from '../support/look.ts';

const container = 'container/vm-01/db-1';
const server = 'server/vm-01';
const disk = 'disk/vm-01/data1';
const network = 'network/vm-01';

interface Built {
  readonly rule: string;
  readonly node: string;
  readonly signal: string;
  readonly good: number | string;
  readonly bad: number | string;
  /** How long the bad value must have been there, in seconds. */
  readonly for: number;
  readonly beside?: Readonly<Record<string, number>>;
}

const builtIn: readonly Built[] = [
  { rule: 'status', node: container, signal: 'status', good: 'running', bad: 'exited', for: 30 },
  { rule: 'status', node: container, signal: 'status', good: 1, bad: 0, for: 30 },
  { rule: 'health', node: container, signal: 'health', good: 'healthy', bad: 'unhealthy', for: 30 },
  { rule: 'health', node: container, signal: 'health', good: 'none', bad: 'starting', for: 180 },
  { rule: 'network', node: container, signal: 'network', good: 1, bad: 0, for: 30 },
  { rule: 'cpu', node: container, signal: 'cpu', good: 1.9, bad: 1.91, for: 300, beside: { cpuLimit: 2 } },
  { rule: 'memory', node: container, signal: 'memory', good: 95, bad: 95.1, for: 120, beside: { memoryLimit: 100 } },
  { rule: 'reachable', node: server, signal: 'reachable', good: 1, bad: 0, for: 30 },
  { rule: 'runtime', node: server, signal: 'runtime', good: 1, bad: 0, for: 120 },
  { rule: 'serverCpu', node: server, signal: 'cpu', good: 95, bad: 95.1, for: 300 },
  { rule: 'serverMemory', node: server, signal: 'memory', good: 98, bad: 98.1, for: 300 },
  { rule: 'diskUsed', node: disk, signal: 'used', good: 97, bad: 97.1, for: 60 },
  { rule: 'diskInodes', node: disk, signal: 'inodes', good: 97, bad: 97.1, for: 60 },
  { rule: 'diskHealthy', node: disk, signal: 'healthy', good: 1, bad: 0, for: 0 },
  { rule: 'networkUp', node: network, signal: 'up', good: 1, bad: 0, for: 30 },
  { rule: 'networkLoss', node: network, signal: 'loss', good: 20, bad: 20.1, for: 120 },
];

function install(more = ''): Installation {
  return new Installation(
    worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [db] } }
      pods: { db: { kind: stateless, containers: "db-{replica}"${more} } }
      servers: { vm-01: { disks: { data1: } } }
      containers: [{ name: db-1, server: vm-01, disks: [data1] }]
    `),
  );
}

describe('built-in rules (semantics 3)', () => {
  it.each(builtIn)('`$rule` says yes of $signal $bad once it was so for $for s', (row) => {
    const installation = install();
    for (const [signal, value] of Object.entries(row.beside ?? {})) installation.observe(row.node, signal, value);
    installation.observe(row.node, row.signal, row.bad);
    if (row.for > 0) {
      expect(violatedBy(installation.cycle(), row.node)).toEqual([]);
      installation.observe(row.node, row.signal, row.bad, installation.now + row.for - 1);
      expect(violatedBy(installation.cycle(row.for - 1), row.node)).toEqual([]);
      expect(violatedBy(installation.cycle(1), row.node)).toEqual([row.rule]);
    } else {
      expect(violatedBy(installation.cycle(), row.node)).toEqual([row.rule]);
    }
  });

  it.each(builtIn)('`$rule` never says yes of $signal $good', (row) => {
    const installation = install();
    for (let cycle = 0; cycle < 10; cycle++) {
      for (const [signal, value] of Object.entries(row.beside ?? {})) installation.observe(row.node, signal, value);
      installation.observe(row.node, row.signal, row.good);
      expect(violatedBy(installation.cycle(), row.node)).toEqual([]);
      installation.now += 60;
    }
  });

  it('`oom` says yes while `oomKills` grew in the last five minutes', () => {
    const installation = install();
    installation.observe(container, 'oomKills', 7);
    expect(violatedBy(installation.cycle(), container)).toEqual([]);
    installation.observe(container, 'oomKills', 8, installation.now + 60);
    expect(violatedBy(installation.cycle(60), container)).toEqual(['oom']);
    installation.observe(container, 'oomKills', 8, installation.now + 299);
    expect(violatedBy(installation.cycle(299), container)).toEqual(['oom']);
    installation.observe(container, 'oomKills', 8, installation.now + 1);
    expect(violatedBy(installation.cycle(1), container)).toEqual([]);
  });

  it('`health` once violated stops only at `healthy` or `none`', () => {
    const installation = install();
    const says = (health: string): readonly string[] => {
      installation.observe(container, 'health', health, installation.now + 30);
      return violatedBy(installation.cycle(30), container);
    };
    says('unhealthy');
    expect(says('unhealthy')).toEqual(['health']);
    expect(says('starting')).toEqual(['health']);
    expect(says('restarting')).toEqual(['health']);
    expect(says('healthy')).toEqual([]);
    expect(says('starting')).toEqual([]);
  });

  it('`startGrace` may be given', () => {
    const world = worldOf(`
      system: { id: mail }
      defaults: { startGrace: 1m }
      subsystems: { mail: { pods: [db] } }
      pods: { db: { kind: stateless, containers: "db-{replica}" } }
      servers: { vm-01: }
      containers: [{ name: db-1, server: vm-01 }]
    `);
    const installation = new Installation(world);
    installation.observe(container, 'health', 'starting').cycle();
    installation.observe(container, 'health', 'starting', installation.now + 30).cycle(30);
    expect(violatedBy(installation.cycle(30), container)).toEqual(['health']);
  });

  it('`limit` says yes of a limit that is 0, which means none is set, only where limits are required', () => {
    const lax = install();
    expect(violatedBy(lax.observe(container, 'memoryLimit', 0).cycle(), container)).toEqual([]);
    const strict = install(', requireLimits: [memory]');
    expect(violatedBy(strict.observe(container, 'memoryLimit', 0).cycle(), container)).toEqual(['limit']);
    expect(violatedBy(strict.observe(container, 'memoryLimit', 1e9, strict.now + 9).cycle(9), container)).toEqual([]);
  });

  it('`busySeconds` is off until given', () => {
    const off = install();
    off.observe(container, 'busySeconds', 0).cycle();
    expect(violatedBy(off.observe(container, 'busySeconds', 1e6).cycle(30), container)).toEqual([]);
  });

  it('a rule that is `off` says nothing', () => {
    const installation = install(', rules: { status: off }');
    installation.observe(container, 'status', 'exited').cycle();
    installation.observe(container, 'status', 'exited', installation.now + 60);
    expect(violatedBy(installation.cycle(60), container)).toEqual([]);
  });

  it('a rule given for a pod replaces the whole rule of that name, and one given for a container that of the pod', () => {
    const world = worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [db] } }
      pods: { db: { kind: stateless, containers: "db-{replica}", rules: { memory: { above: 50% } } } }
      servers: { vm-01: }
      containers:
        - { name: db-1, server: vm-01 }
        - { name: db-2, server: vm-01, rules: { memory: { above: 80% } } }
      rules: { memory: { above: 90%, for: 10m } }
    `);
    const installation = new Installation(world);
    for (const id of [container, 'container/vm-01/db-2']) {
      installation.observe(id, 'memory', 60).observe(id, 'memoryLimit', 100);
    }
    const evaluation = installation.cycle();
    expect(violatedBy(evaluation, container)).toEqual(['memory']);
    expect(violatedBy(evaluation, 'container/vm-01/db-2')).toEqual([]);
  });
});

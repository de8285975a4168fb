import { describe, expect, it } from 'vitest';

import type { Incident } from '../../src/domain/incident.ts';
import { healthyReport } from '../../src/twin/healthy.ts';
import { whatIf } from '../../src/twin/what-if.ts';
import { worldOf } from '../support/installation.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db] } }
  pods:
    api: { kind: stateless, shards: [a, b], containers: "api-{shard}-{replica}" }
    db: { kind: stateless, containers: "db-{replica}", action: { advice: restart, text: "Restart the instance" } }
  servers: { vm-01: { name: mail-vm-01, disks: { data1: { mount: /data1 } } }, vm-02: }
  containers:
    - { name: api-a-1, server: vm-01 }
    - { name: api-a-2, server: vm-02 }
    - { name: api-b-1, server: vm-02 }
    - { name: db-1, server: vm-01, disks: [data1] }
    - { name: db-2, server: vm-02 }
`);
const [a1, a2, b1] = ['container/vm-01/api-a-1', 'container/vm-02/api-a-2', 'container/vm-02/api-b-1'];

function failing(...fail: readonly string[]): {
  readonly open: readonly Incident[];
  readonly texts: readonly string[];
  readonly roots: readonly string[];
} {
  const { incidents, result } = whatIf(world, { fail, on: healthyReport(world.graph, 1_800_000_000) });
  return {
    open: incidents.open,
    texts: result.incidents.map(({ text }) => text),
    roots: incidents.open.map(({ root }) => root).sort(),
  };
}

describe('what the twin fails (semantics 6, 7)', () => {
  it('containers that are failed one by one are roots of their own each', () => {
    expect(failing(a1, a2).roots).toEqual([a1, a2]);
  });

  it('a pod that is failed is one root with all its containers', () => {
    const { open } = failing('pod/api');
    expect(open).toMatchObject([{ root: 'pod/api', containers: [a1, a2, b1] }]);
  });

  it('a shard that is failed has its pod as root, with its containers', () => {
    expect(failing('shard/api/a').open).toMatchObject([{ root: 'pod/api', containers: [a1, a2] }]);
  });

  it('a subsystem that is failed has a root in each of its pods', () => {
    expect(failing('subsystem/mail').roots).toEqual(['pod/api', 'pod/db']);
  });

  it('a shard and a container of another one stand apart', () => {
    expect(failing('shard/api/a', b1).roots).toEqual([b1, 'pod/api'].sort());
  });

  it('is direct evidence, told as an assumption', () => {
    const { open, texts } = failing('disk/vm-01/data1');
    expect(open[0]?.evidence).toMatchObject([{ rule: 'what-if', class: 'direct', value: 'disk/vm-01/data1' }]);
    expect(texts).toEqual(['mail (db) has no reserve left: disk /data1 on mail-vm-01 is assumed to have failed']);
  });

  it.each([
    ['server/vm-01', 'check-server'],
    ['disk/vm-01/data1', 'replace-disk'],
    ['network/vm-01', 'check-network'],
    [a1, 'restart'],
    ['pod/api', 'restart'],
  ])('advises for %s what helps when such a node fails: %s', (node, advice) => {
    expect(failing(node).open[0]?.action).toEqual({ advice });
  });

  it('advises what the model says of the pod', () => {
    expect(failing('pod/db').open[0]?.action).toEqual({ advice: 'restart', text: 'Restart the instance' });
  });
});

import { describe, expect, it } from 'vitest';

import type { Evaluation, World } from '../../src/evaluate.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Effect } from '../../src/domain/severity.ts';
import { nodeSeverities } from '../../src/incident/node-severity.ts';
import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

/** b lies between two pods of which every shard fails too; its own shards may be silenced one by one. */
const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [a, b, c] } }
  pods:
    a: { kind: stateless, containers: "a-{replica}" }
    b: { kind: stateless, shards: [one, two], containers: "b-{shard}-{replica}" }
    c: { kind: stateless, containers: "c-{replica}" }
  servers: { vm-01: { disks: { d1: , d2: , d3: , d4: } }, vm-02: }
  containers:
    - { name: a-1, server: vm-01 }
    - { name: b-one-1, server: vm-01 }
    - { name: b-two-1, server: vm-01 }
    - { name: c-1, server: vm-01 }
    - { name: c-2, server: vm-01 }
    - { name: c-3, server: vm-01 }
    - { name: c-4, server: vm-01 }
  rules: { status: { for: 0s } }
`);
const on = (name: string): string => `container/vm-01/${name}`;
const all = world.graph.model.containers.map(({ id }) => id);
const exited = { status: 'exited' };

function site(of: World = world): Site {
  return new Site(of).allSay(all, { status: 'running' }).begun();
}

describe('the severities of nodes (semantics 6)', () => {
  it('tell only of nodes above 0', () => {
    expect(site().cycle().incidents.severities).toEqual(new Map());
    const own = { ...world, severities: { ...world.severities, warning: 0 as const } };
    const evaluation = site(own).says(on('c-1'), exited).cycle();
    expect(incidentAt(evaluation, on('c-1')).severity).toBe('warning');
    expect(evaluation.incidents.severities).toEqual(new Map());
  });

  it('give none to a blind server that itself works', () => {
    const running = site().says('server/vm-01', { cpu: 5 }).says('server/vm-02', { cpu: 5 });
    running.cycle();
    const evaluation = running.silence(...all).run(240);
    expect(incidentAt(evaluation, 'server/vm-01').severity).toBe('unseen');
    expect(nodeIn(evaluation, 'server/vm-01')).toMatchObject({ state: 'working', severity: 0 });
  });

  it('give a pod that works none for a planned incident, whatever its root is', () => {
    const running = site()
      .says('pod/c', { silenced: 1 })
      .allSay([on('c-1'), on('c-2')], exited);
    const evaluation = running
      .allSay(['disk/vm-01/d1', 'disk/vm-01/d2', 'disk/vm-01/d3', 'disk/vm-01/d4'], { healthy: 0 })
      .cycle();
    expect(incidentAt(evaluation, 'pod/c').planned).toBe(true);
    expect(nodeIn(evaluation, 'pod/c')).toMatchObject({ state: 'working', severity: 0 });
  });
});

describe('a failed pod (semantics 6, a node’s own severity)', () => {
  /** Everything is down. */
  const down = (): Evaluation => site().allSay(all, exited).cycle();

  interface Touching {
    readonly shard: string;
    readonly planned: boolean;
    readonly counts?: Effect;
  }

  const planned = (shard: string): Touching => ({ shard, planned: true });

  it.each<{ readonly claim: string; readonly touching: readonly Touching[]; readonly severity: number }>([
    { claim: 'nothing', touching: [], severity: 5 },
    { claim: 'planned incidents at one of two', touching: [planned('shard/b/one')], severity: 5 },
    { claim: 'planned incidents at the other', touching: [planned('shard/b/two')], severity: 5 },
    {
      claim: 'planned incidents at all',
      touching: [planned('shard/b/one'), planned('shard/b/two')],
      severity: 1,
    },
    {
      claim: 'planned incidents at all, and at one by another that counts nothing there',
      touching: [planned('shard/b/one'), planned('shard/b/two'), { shard: 'shard/b/one', planned: false }],
      severity: 5,
    },
  ])('has $severity where its failed shards are touched by $claim', ({ touching, severity }) => {
    const { verdicts, incidents } = down();
    const any = incidents.open[0] as Incident;
    const counting = touching.map((one) => ({
      incident: { ...any, root: 'source/zabbix', containers: [], shards: [one.shard], planned: one.planned },
      counted: {},
    }));
    const severities = nodeSeverities(counting, { verdicts, severities: world.severities });
    expect(severities.get('pod/b')).toBe(severity);
  });
});

import { describe, expect, it } from 'vitest';
import type { Evidence, OwnHealth } from '../../src/domain/health.ts';
import { soundHealth } from '../../src/domain/health.ts';
import type { Explanation } from '../../src/domain/explanation.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import { conclude } from '../../src/evaluate.ts';
import { explain } from '../../src/twin/explain.ts';
import { worldOf } from '../support/installation.ts';

const now = 1_000_000;

function growing(...rules: readonly (readonly [rule: string, since: number])[]): OwnHealth {
  const evidence = rules.map(([rule, since]): Evidence => {
    const growth = { level: 100, allowance: { per: 'time', rate: 0, burst: 10 } } as const;
    return { rule, class: 'growth', signal: rule, value: 1, since, growth };
  });
  return { ...soundHealth, state: 'growing', evidence, onset: Math.min(...rules.map(([, since]) => since)) };
}

function overloaded(own: OwnHealth): OwnHealth {
  const pressure: Evidence = { rule: 'cpu', class: 'pressure', signal: 'cpu', value: 1, since: now - 60 };
  return { ...own, state: 'overloaded', strained: true, evidence: [...own.evidence, pressure] };
}

/** The explanation of a caller's only container, its callee being as given. */
function caller(own: OwnHealth, callee: OwnHealth, { mutual = false } = {}): Explanation {
  const world = worldOf(`
system: { id: mail, name: Mail }
subsystems: { s: { name: S, pods: [caller, callee] } }
pods:
  caller: { kind: stateless, replicas: 1, calls: [callee], containers: caller }
  callee: { kind: stateless, replicas: 1, calls: [${mutual ? 'caller' : ''}], containers: callee }
servers: { vm: { name: vm } }
containers: [ { name: caller, server: vm }, { name: callee, server: vm } ]
`);
  const { topology } = world.graph;
  const health = {
    at: now,
    containers: topology.containerIds.map((id) => (id.endsWith('caller') ? own : callee)),
    resources: topology.resourceIds.map(() => soundHealth),
    primaries: new Map(),
    planned: new Set<string>(),
    unseen: new Map(),
    changed: new Map(),
  };
  return explain('container/vm/caller', conclude(world, health, emptyMemory));
}

const errors = growing(['errors', now - 60]);

describe('a down pod is no excuse', () => {
  it.each([
    { reason: 'needs-direct', own: overloaded(errors), callee: errors },
    { reason: 'standing', own: growing(['errors', now]), callee: growing(['errors', now - 3601]) },
    { reason: 'only-slow', own: errors, callee: growing(['busySeconds', now - 60]) },
    { reason: 'own-pod', own: growing(['errors', now - 600]), callee: errors, mutual: true },
    { reason: 'began-first', own: errors, callee: errors, mutual: true },
  ])('by the reason $reason', ({ reason, own, callee, ...options }) => {
    const { masking } = caller(own, callee, options);
    expect(masking).toMatchObject({ masked: false, down: [{ pod: 'pod/callee', notBecause: reason }] });
  });

  it('only where it does not mask', () => {
    const { masking } = caller(errors, errors);
    expect(masking).toMatchObject({ masked: true });
    expect(masking?.down[0]).not.toHaveProperty('notBecause');
  });
});

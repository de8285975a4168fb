import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { soundHealth } from '../../src/domain/health.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { kindOf } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import { leafOf } from '../../src/domain/verdict.ts';
import { track } from '../../src/incident/track.ts';
import { engineOn, plain } from '../support/plain-verdicts.ts';
import { cases } from '../support/random-model.ts';
import type { Case } from '../support/random-model.ts';

function incidentsOf(drawn: Case, memory: Parameters<typeof track>[1] = { open: [], ended: [] }) {
  const verdicts = engineOn(drawn);
  const tracking = track({ graph: verdicts.graph, verdicts, severities: defaultSeverities }, memory);
  return { verdicts, memory: tracking.memory, ...tracking.incidents };
}

describe('incidents of random models (semantics 4.8, 6)', () => {
  it('every symptom is masked by open roots, and no root is itself a symptom', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, maskedBy, verdicts } = incidentsOf(drawn);
        const incidents = new Map(open.map((incident) => [incident.root, incident]));
        expect([...maskedBy.keys()].sort()).toEqual(Object.keys(plain(verdicts).culprits).sort());
        for (const [id, roots] of maskedBy) {
          expect(roots.length).toBeGreaterThan(0);
          for (const root of roots) {
            expect(maskedBy.has(root)).toBe(false);
            expect(incidents.get(root)?.symptoms).toContain(id);
          }
        }
      }),
      { numRuns: 700 },
    );
  });

  it('the root of a symptom holds a culprit, which has failed and is no symptom', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, maskedBy, verdicts } = incidentsOf(drawn);
        const { culprits, states } = plain(verdicts);
        for (const [id, roots] of maskedBy) {
          for (const culprit of culprits[id]!)
            expect([states[culprit], culprits[culprit]]).toEqual(['failed', undefined]);
          for (const { root, containers } of open.filter((incident) => roots.includes(incident.root))) {
            expect([root, containers.some((one) => culprits[id]!.includes(one))]).toEqual([root, true]);
          }
        }
      }),
      { numRuns: 700 },
    );
  });

  it('every failed or strained container is in one incident, or in one of each failed resource that it stands on', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, verdicts } = incidentsOf(drawn);
        for (const { id, runsOn } of drawn.model.containers) {
          const leaf = leafOf(verdicts, id);
          const failed = runsOn.filter((resource) => drawn.health.get(resource)!.state === 'failed');
          // The disks of a failed server start no incident of their own.
          const roots = failed.some((one) => kindOf(one) === 'server') ? 1 : failed.length;
          const isInTrouble = leaf?.state === 'failed' || (leaf?.state === 'working' && leaf.strained && !leaf.masked);
          const holding = open.filter(({ containers }) => containers.includes(id));
          expect([id, holding.length]).toEqual([id, leaf && roots > 0 ? roots : Number(isInTrouble)]);
        }
      }),
      { numRuns: 700 },
    );
  });

  it('ranks are 1, 2, 3 … with falling severity', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open } = incidentsOf(drawn);
        expect(open.map(({ rank }) => rank)).toEqual(open.map((_incident, index) => index + 1));
        for (const [index, { zabbixSeverity }] of open.entries()) {
          if (index > 0) expect(zabbixSeverity).toBeLessThanOrEqual(open[index - 1]!.zabbixSeverity);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the repair of the root of the only incident (semantics 6)', () => {
  /** Only the trouble of one pod and of its servers; every shard has a primary, so that nothing stays unknown. */
  function onlyIn(drawn: Case, pod: NodeId): Case {
    const { containers, pods } = drawn.model;
    const there = new Set(containers.filter((one) => one.pod === pod).flatMap(({ id, runsOn }) => [id, ...runsOn]));
    const health = [...drawn.health].map(([id, own]) => [id, there.has(id) ? own : soundHealth] as const);
    const first = pods.flatMap(({ shards }) => shards).map((shard) => [shard.id, shard.containers[0]!] as const);
    return { ...drawn, health: new Map(health), primaries: new Map([...first, ...drawn.primaries]) };
  }

  /** Of a failed server the disks too, which start no incident of their own while it has failed. */
  function repaired(drawn: Case, { root, containers }: Incident): Case {
    const parts = drawn.model.resources.filter(({ server }) => server === root).map(({ id }) => id);
    const health = new Map(drawn.health);
    for (const id of [root, ...parts, ...containers]) if (health.has(id)) health.set(id, soundHealth);
    return { ...drawn, health };
  }

  let compared = 0;

  it('clears all, if nothing is masked or unknown', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (all, pick) => {
        const drawn = onlyIn(all, all.model.pods[pick % all.model.pods.length]!.id);
        const { open, maskedBy, verdicts, memory } = incidentsOf(drawn);
        const [only] = open;
        if (
          open.length !== 1 ||
          !only ||
          maskedBy.size > 0 ||
          Object.values(plain(verdicts).states).includes('unknown')
        )
          return;
        compared += 1;
        const after = incidentsOf(repaired(drawn, only), memory);
        expect(after.open).toEqual([]);
        expect(after.closed.map(({ id }) => id)).toEqual([only.id]);
        expect(new Set(Object.values(plain(after.verdicts).states))).toEqual(new Set(['working']));
        expect(Object.values(plain(after.verdicts).functions).filter((state) => state !== 'available')).toEqual([]);
        expect([...after.severities.values()].filter((severity) => severity > 0)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('is compared often enough to mean something', () => {
    expect(compared).toBeGreaterThan(100);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kindOf } from '../../src/domain/node.ts';
import { callDistances } from '../../src/domain/service-graph.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import { leafOf } from '../../src/domain/verdict.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { track } from '../../src/incident/track.ts';
import type { Tracking } from '../../src/incident/track.ts';
import { engineOn } from '../support/plain-verdicts.ts';
import { cases } from '../support/random-model.ts';
import type { Case } from '../support/random-model.ts';

function tracked(drawn: Case): Tracking['incidents'] & { readonly verdicts: Verdicts } {
  const verdicts = engineOn(drawn);
  const grounds = { graph: verdicts.graph, verdicts, severities: defaultSeverities };
  return { ...track(grounds, { open: [], ended: [] }).incidents, verdicts };
}

const numRuns = 500;

describe('symptoms on random models (semantics 4.8, 6)', () => {
  it('have open incidents behind them whose root is no symptom', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, maskedBy } = tracked(drawn);
        const roots = new Set(open.map(({ root }) => root));
        for (const [id, behind] of maskedBy) {
          expect(behind.length).toBeGreaterThan(0);
          for (const root of behind) expect(roots).toContain(root);
          expect(roots).not.toContain(id);
        }
      }),
      { numRuns },
    );
  });

  it('are told by the incident and by the container alike', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, maskedBy } = tracked(drawn);
        for (const { root, symptoms } of open) {
          const masked = [...maskedBy].filter(([, behind]) => behind.includes(root)).map(([id]) => id);
          const others = symptoms.filter((id) => !maskedBy.has(id));
          expect(symptoms).toEqual([...masked, ...others].sort());
        }
      }),
      { numRuns },
    );
  });

  it('name the roots nearest by calls first, then by id', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, maskedBy, verdicts } = tracked(drawn);
        const podOf = (id: string): string => verdicts.graph.containers.get(id)!.pod;
        const containersOf = new Map(open.map(({ root, containers }) => [root, containers]));
        for (const [id, behind] of maskedBy) {
          const culprits = verdicts.culpritsOf(verdicts.graph.topology.indexOf.get(id)!);
          const behindIt = new Set(culprits.map((index) => verdicts.graph.topology.containerIds[index]));
          const distances = callDistances(verdicts.graph, podOf(id));
          const far = (root: string): number =>
            Math.min(
              ...containersOf
                .get(root)!
                .filter((container) => behindIt.has(container))
                .map((one) => (podOf(one) === podOf(id) ? 0 : (distances.get(podOf(one)) ?? Infinity))),
            );
          const keys = behind.map((root) => `${String(far(root)).padStart(8, '0')} ${root}`);
          expect(keys).toEqual([...keys].sort());
        }
      }),
      { numRuns },
    );
  });
});

describe('roots on random models (semantics 6)', () => {
  it('explain every failed container and resource: it is in an incident', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, verdicts } = tracked(drawn);
        const explained = new Set(open.flatMap(({ root, containers }) => [root, ...containers]));
        const { containers, resources } = verdicts.graph.model;
        for (const { id, server } of resources) {
          if (leafOf(verdicts, id)?.state === 'failed')
            expect([id, server].some((one) => explained.has(one))).toBe(true);
        }
        for (const { id } of containers) if (leafOf(verdicts, id)?.state === 'failed') expect(explained).toContain(id);
      }),
      { numRuns },
    );
  });

  it('are one incident each, and share a container only where it stands on several failed resources', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open } = tracked(drawn);
        expect(new Set(open.map(({ root }) => root)).size).toBe(open.length);
        const others = open.filter(({ root }) => ['pod', 'container'].includes(kindOf(root)));
        const members = others.flatMap(({ containers }) => containers);
        const onResources = open.filter((one) => !others.includes(one)).flatMap(({ containers }) => containers);
        expect(new Set(members).size).toBe(members.length);
        expect(members.filter((id) => onResources.includes(id))).toEqual([]);
      }),
      { numRuns },
    );
  });
});

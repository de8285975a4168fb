import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { derive } from '../../src/derive/derive.ts';
import type { HealthReport } from '../../src/domain/health.ts';
import type { Incident, Incidents } from '../../src/domain/incident.ts';
import type { IncidentMemory } from '../../src/domain/memory.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { track } from '../../src/incident/track.ts';
import { liveOn, newLife } from '../support/incident-reference-life.ts';
import type { ReferenceCycle, ReferenceIncident } from '../support/incident-reference-life.ts';
import { histories, reportsOf } from '../support/random-history.ts';
import { cases, reportOf } from '../support/random-model.ts';

interface Cycle {
  readonly verdicts: Verdicts;
  readonly engine: Incidents;
  readonly reference: ReferenceCycle;
}

/** Both readings over the same reports, each with its own memory. */
function cyclesOf(graph: ServiceGraph, reports: readonly HealthReport[], onsetTolerance: number): readonly Cycle[] {
  let memory: IncidentMemory = { open: [], ended: [] };
  let life = newLife;
  return reports.map((report) => {
    const verdicts = derive(graph, report, { onsetTolerance });
    const tracking = track({ graph, verdicts, severities: defaultSeverities }, memory);
    const reference = liveOn(verdicts, life);
    memory = tracking.memory;
    life = reference.memory;
    return { verdicts, engine: tracking.incidents, reference };
  });
}

const drawnModels = cases.map((drawn) => {
  const graph = buildGraph(drawn.model);
  return cyclesOf(graph, [reportOf(graph, drawn)], drawn.onsetTolerance);
});
const drawnHistories = histories.map((history) => {
  const graph = buildGraph(history.first.model);
  return cyclesOf(graph, reportsOf(graph, history), history.first.onsetTolerance);
});

/** What both readings say of an incident, in one form. */
function plainOf(one: Incident | ReferenceIncident): object {
  const { severity, zabbixSeverity, stale, planned, shards, symptoms, containers } = one;
  const { failed, functionsLost, functionsImpaired, reserve } = one;
  const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort();
  return {
    root: 'root' in one ? one.root : one.id,
    does: { severity, zabbixSeverity, stale, planned, reserve },
    containers: sorted(containers),
    shards: sorted(shards),
    symptoms: sorted(symptoms),
    failed: sorted(failed),
    functions: { lost: sorted(functionsLost), impaired: sorted(functionsImpaired) },
  };
}

const rootOf = (one: Incident | ReferenceIncident): string => ('root' in one ? one.root : one.id);

function byRoots(all: readonly (Incident | ReferenceIncident)[]): readonly object[] {
  return [...all].sort((a, b) => (rootOf(a) < rootOf(b) ? -1 : 1)).map(plainOf);
}

const numRuns = 250;

describe.each([
  ['random models', drawnModels],
  ['random histories', drawnHistories],
])('section 6 on %s, against a second reading of the text', (_of, cycles) => {
  it('has the same roots with the same containers, effects and lists', () => {
    fc.assert(
      fc.property(cycles, (all) => {
        for (const { engine, reference } of all) expect(byRoots(engine.open)).toEqual(byRoots(reference.memory.open));
      }),
      { numRuns },
    );
  });

  it('has the same severity of every node', () => {
    fc.assert(
      fc.property(cycles, (all) => {
        for (const { engine, reference } of all) {
          const ids = Object.keys(reference.severities);
          const severities = Object.fromEntries(ids.map((id) => [id, engine.severities.get(id) ?? 0]));
          expect(severities).toEqual(reference.severities);
        }
      }),
      { numRuns },
    );
  });
});

describe('life on random histories, against a second reading of the text (semantics 6, Life)', () => {
  it('opens, carries on, closes and reopens the same incidents', () => {
    fc.assert(
      fc.property(drawnHistories, (all) => {
        const names = new Names();
        for (const { engine, reference } of all) {
          names.learn(engine.open, reference.memory.open);
          expect(names.told(engine.open)).toEqual(names.expected(reference.memory.open));
          expect(names.told(engine.closed)).toEqual(names.expected(reference.closed));
        }
      }),
      { numRuns },
    );
  });

  it('shows the evidence of now, and of what is unknown the last there was', () => {
    fc.assert(
      fc.property(drawnHistories, (all) => {
        for (const { engine, reference } of all) {
          for (const { id, kind, shows } of reference.memory.open) {
            const { evidence, onset } = engine.open.find(({ root }) => root === id)!;
            expect([id, evidence.length > 0, Number.isFinite(onset)]).toEqual([id, true, true]);
            if (kind === 'pod' || kind === 'container')
              expect(evidence.map(({ node, rule }) => `${node} ${rule}`).sort()).toEqual(shows);
          }
        }
      }),
      { numRuns },
    );
  });
});

/** Which of the reference's names stands for which id of the engine, from the first cycle to the last. */
class Names {
  readonly #nameOf = new Map<string, string>();

  learn(open: readonly Incident[], reference: readonly ReferenceIncident[]): void {
    for (const { id, root } of open) {
      const name = reference.find((one) => one.id === root)?.name;
      const isNew = !this.#nameOf.has(id) && ![...this.#nameOf.values()].some((known) => known === name);
      if (isNew && name !== undefined) this.#nameOf.set(id, name);
    }
  }

  told(incidents: readonly Incident[]): readonly string[] {
    return incidents.map(({ id, root, openedAt }) => `${root} = ${this.#nameOf.get(id)} since ${openedAt}`).sort();
  }

  expected(incidents: readonly ReferenceIncident[]): readonly string[] {
    return incidents.map(({ id, name, openedAt }) => `${id} = ${name} since ${openedAt}`).sort();
  }
}

import type { Incidents } from '../domain/incident.ts';
import type { IncidentMemory, RememberedIncident } from '../domain/memory.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { SeverityByEffect } from '../domain/severity.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { describe } from './describe.ts';
import { countedBefore, touch } from './effect.ts';
import { continueIncidents } from './life.ts';
import { rootsBehind, symptomsOf } from './masked-by.ts';
import { nodeSeverities } from './node-severity.ts';
import { rank } from './rank.ts';
import { findRoots } from './roots.ts';
import { scopes } from './scope.ts';
import { findTroubles } from './troubles.ts';

/** What incidents follow from in a cycle. */
export interface IncidentGrounds {
  readonly graph: ServiceGraph;
  readonly verdicts: Verdicts;
  readonly severities: SeverityByEffect;
}

/** The incidents of a cycle and what is remembered of them. */
export interface Tracking {
  readonly incidents: Incidents;
  readonly memory: IncidentMemory;
}

/** Carries the incidents on by one cycle: opens, changes, closes and ranks them (semantics 6). */
export function track(grounds: IncidentGrounds, memory: IncidentMemory): Tracking {
  const { graph, verdicts } = grounds;
  const now = verdicts.health.at;
  const { reopenWithin } = graph.model.defaults;
  const troubles = findTroubles(verdicts, memory.open);
  const roots = findRoots({ verdicts, troubles, open: memory.open });
  const continued = continueIncidents(roots, memory, { verdicts, reopenWithin });
  const maskedBy = rootsBehind(roots, troubles.masked, verdicts);
  const symptoms = symptomsOf(roots, maskedBy, verdicts);
  const scopeOf = scopes(verdicts);
  const before = countedBefore(memory.open);

  const current = roots.map((root) => {
    const touched = touch(root, verdicts, before);
    const scope = scopeOf(touched.shards);
    const found = { root, before: continued.get(root.id), touched, scope, symptoms: symptoms.get(root.id) ?? [] };
    return { incident: describe(found, grounds), counted: touched.counted, isDirect: root.isDirect };
  });
  const open = rank(current, { verdicts, newestOnset: troubles.newestOnset });
  const counted = new Map(current.map(({ incident, counted: counts }) => [incident.id, counts]));
  const goesOn = new Set(open.map(({ id }) => id));
  const ended = memory.open
    .filter(({ incident }) => !goesOn.has(incident.id))
    .map((remembered): RememberedIncident => ({ ...remembered, closedAt: now }));
  return {
    incidents: {
      open,
      closed: ended.map(({ incident }) => incident),
      severities: nodeSeverities(current, grounds),
      maskedBy,
    },
    memory: {
      open: open.map((incident) => ({ incident, counted: counted.get(incident.id) ?? {} })),
      ended: [...memory.ended, ...ended].filter(
        ({ incident, closedAt }) => !goesOn.has(incident.id) && now - (closedAt ?? 0) <= reopenWithin,
      ),
    },
  };
}

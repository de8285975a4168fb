import type { HealthReport } from '../domain/health.ts';
import type { Duration } from '../domain/instant.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { countAll, countChanged } from './count.ts';
import { culprits } from './culprits.ts';
import { layArrays } from './draft.ts';
import type { Draft } from './draft.ts';
import { judgeFunctions, reach } from './functions.ts';
import { rollUpPod, rollUpWholes } from './roll-up.ts';
import { settle } from './settle.ts';

/** What masking needs to know beside the health, and what spares work. */
export interface DeriveOptions {
  /** How far apart onsets may lie to count as equal (semantics 4.4). */
  readonly onsetTolerance: Duration;
  /** The verdicts of the cycle before: only what changed since is worked out. Those of another graph are no help. */
  readonly before?: Verdicts | undefined;
}

/**
 * Derives the state of everything from who stands on what and who calls whom (semantics 4, 5). It has no memory: with
 * `before` or without, the verdicts are the same.
 */
export function derive(graph: ServiceGraph, health: HealthReport, { onsetTolerance, before }: DeriveOptions): Verdicts {
  const { topology } = graph;
  const known = before?.graph === graph ? before : undefined;
  const arrays = layArrays(topology, known?.workings.memory);
  const draft: Draft = { graph, topology, health, onsetTolerance, ...arrays };
  const units = new Uint8Array(topology.unitStart.length - 1);
  if (known) countChanged(draft, known.health, (pod) => (units[topology.unitOf[pod] ?? 0] = 1));
  else {
    countAll(draft);
    units.fill(1);
  }
  rollUp(draft, units, known === undefined);
  return { ...draft, ...culprits(draft) };
}

/** Works out everything that hangs on the dirty units; at first everything, since a whole may have no parts. */
function rollUp(draft: Draft, units: Uint8Array, isFirst: boolean): void {
  const { topology } = draft;
  const all = (length: number): Uint8Array => new Uint8Array(length).fill(Number(isFirst));
  const dirty = {
    reach: all(units.length),
    subsystems: all(topology.subsystemIds.length),
    systems: all(topology.systemIds.length),
    functions: all(topology.functionIds.length),
  };
  settle(draft, units, (pod) => {
    if (!rollUpPod(draft, pod)) return;
    mark(topology.podSubsystems, pod, dirty.subsystems);
    mark(topology.podFunctions, pod, dirty.functions);
    const { start, items } = topology.callers;
    for (let at = start[pod] ?? 0; at < (start[pod + 1] ?? 0); at++) {
      dirty.reach[topology.unitOf[items[at] ?? 0] ?? 0] = 1;
    }
  });
  const { subsystems, systems, pods } = draft;
  rollUpWholes({ wholes: subsystems, parts: pods, lists: topology.subsystemPods }, dirty.subsystems, () =>
    dirty.systems.fill(1),
  );
  rollUpWholes(
    { wholes: systems, parts: subsystems, lists: topology.systemSubsystems },
    dirty.systems,
    () => undefined,
  );
  reach(draft, dirty.reach, (pod) => mark(topology.podFunctions, pod, dirty.functions));
  judgeFunctions(draft, dirty.functions);
}

function mark({ start, items }: Draft['topology']['podFunctions'], index: number, dirty: Uint8Array): void {
  for (let at = start[index] ?? 0; at < (start[index + 1] ?? 0); at++) dirty[items[at] ?? 0] = 1;
}

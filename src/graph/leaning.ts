import type { Model, Pod } from '../domain/model.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { componentsTargetsFirst } from './components.ts';
import type { Edges } from './components.ts';

/** Who leans on whom, and how masking walks it. */
export interface Leaning {
  /** The pods of a call cycle, or one alone, in the order in which masking settles them (semantics 4.3). */
  readonly units: readonly (readonly NodeId[])[];
  /** What a pod leans on: all outside its component, inside it what it calls; in the order of ids. */
  readonly leansOn: ReadonlyMap<NodeId, readonly NodeId[]>;
}

/**
 * Semantics 4.1 and 4.3. The components of *leans on* are found over pods and subsystems together, where "leans on the
 * whole subsystem" is one edge to it, so that the graph stays as small as the model.
 */
export function leaning(
  model: Model,
  subsystemsOf: ReadonlyMap<NodeId, readonly NodeId[]>,
  callComponents: readonly (readonly NodeId[])[],
): Leaning {
  const whole = new Map(model.pods.map((pod) => [pod.id, subsystemsLeantOn(pod, subsystemsOf)]));
  const edges: Edges = new Map<NodeId, readonly NodeId[]>([
    ...model.pods.map(({ id, calls }) => [id, [...calls, ...(whole.get(id) ?? [])]] as const),
    ...model.subsystems.map(({ id, pods }) => [id, pods] as const),
  ]);
  const componentOf = new Map<NodeId, number>();
  for (const [index, component] of componentsTargetsFirst(edges).entries())
    for (const id of component) componentOf.set(id, index);
  const place = ([first]: readonly NodeId[]): number => componentOf.get(first ?? '') ?? 0;
  const podsOf = new Map(model.subsystems.map(({ id, pods }) => [id, pods]));
  const leansOn = model.pods.map(({ id, calls }) => {
    const leant = new Set(calls);
    for (const subsystem of whole.get(id) ?? [])
      for (const pod of podsOf.get(subsystem) ?? []) if (componentOf.get(pod) !== componentOf.get(id)) leant.add(pod);
    return [id, [...leant].sort(byId)] as const;
  });
  return {
    // The sort is stable: within a component of *leans on* the call cycles stay callees first.
    units: callComponents.toSorted((a, b) => place(a) - place(b)),
    leansOn: new Map(leansOn),
  };
}

/** The foreign subsystems that a pod leans on as a whole: those of called pods that are in no other one (semantics 4.1). */
function subsystemsLeantOn(pod: Pod, subsystemsOf: ReadonlyMap<NodeId, readonly NodeId[]>): readonly NodeId[] {
  if (pod.suppression === 'pod') return [];
  const own = new Set(subsystemsOf.get(pod.id));
  const leant = pod.calls.flatMap((called) => {
    const theirs = subsystemsOf.get(called) ?? [];
    return theirs.length === 1 ? theirs.filter((id) => !own.has(id)) : [];
  });
  return [...new Set(leant)];
}

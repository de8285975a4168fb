import type { ById, Declared, DeclaredSubsystem } from './declarations.ts';
import type { WrittenPod } from './schema.ts';

/** What nobody needs, by id: it is checked like everything, and then left out of the model (semantics 3, Not wanted). */
export interface SwitchedOff {
  readonly subsystems: ReadonlySet<string>;
  readonly pods: ReadonlySet<string>;
}

/** Finds what is switched off: by itself, a pod with all the subsystems that it is in, a subsystem with all its pods. */
export function switchedOff(
  pods: ById<Declared<WrittenPod>>,
  subsystems: ById<Pick<DeclaredSubsystem, 'id' | 'written'>>,
): SwitchedOff {
  const needed = new Set<string>();
  const unneeded = new Set<string>();
  for (const { written } of subsystems.values()) {
    const group = written?.enabled === false ? unneeded : needed;
    for (const pod of written?.pods ?? []) group.add(pod);
  }
  const offPods = new Set<string>();
  for (const { id, written } of pods.values()) {
    if (written?.enabled === false || (unneeded.has(id) && !needed.has(id))) offPods.add(id);
  }
  const offSubsystems = new Set<string>();
  for (const { id, written } of subsystems.values()) {
    if (written && (written.enabled === false || written.pods.every((pod) => offPods.has(pod)))) offSubsystems.add(id);
  }
  return { subsystems: offSubsystems, pods: offPods };
}

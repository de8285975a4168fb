import type { Model, Pod } from '../../src/domain/model.ts';

/** Who calls whom, who leans on whom and who is whose, asked of the model itself (semantics 2, 4.1, 4.3). */
export class ReferenceModel {
  readonly model: Model;
  readonly #leaning: ReadonlyMap<string, readonly string[]>;

  constructor(model: Model) {
    this.model = model;
    this.#leaning = new Map(model.pods.map((pod) => [pod.id, this.#leansOn(pod)]));
  }

  pod(id: string): Pod {
    return this.model.pods.find((pod) => pod.id === id)!;
  }

  podOf(container: string): Pod {
    return this.model.pods.find(({ shards }) => shards.some(({ containers }) => containers.includes(container)))!;
  }

  /** 4.1: P calls R, or it calls a pod of another subsystem that R is of. */
  #leansOn({ id, calls, suppression }: Pod): readonly string[] {
    const own = this.#subsystemsOf(id);
    const others = calls.flatMap((callee) => {
      const [only, ...more] = this.#subsystemsOf(callee);
      const isForeign = only !== undefined && more.length === 0 && !own.includes(only);
      return isForeign && suppression === 'subsystem' ? this.#podsOfSubsystem(only) : [];
    });
    return this.model.pods.map((pod) => pod.id).filter((r) => r !== id && (calls.includes(r) || others.includes(r)));
  }

  /** 4.3: the pods whose faults may mask those of a pod; in a component of *leans on* only the called ones. */
  maskersOf(pod: string): readonly string[] {
    return this.#leaning.get(pod)!.filter((other) => this.pod(pod).calls.includes(other) || !this.#leans(other, pod));
  }

  /** Whether a pod leans on another, directly or not. */
  #leans(from: string, to: string): boolean {
    return reach(from, (pod) => this.#leaning.get(pod)!).has(to);
  }

  /** 4.4: the pods that call each other, directly or not; a pod alone where there is no cycle. */
  callCycleOf(pod: string): readonly string[] {
    return this.model.pods.map(({ id }) => id).filter((other) => this.#calls(pod, other) && this.#calls(other, pod));
  }

  #calls(from: string, to: string): boolean {
    return this.distance(from, to) < Infinity;
  }

  /** How many calls lie between two pods. */
  distance(from: string, to: string): number {
    return reach(from, (pod) => this.pod(pod).calls).get(to) ?? Infinity;
  }

  /** The pods below a node that something is rolled up to, or the pod itself. */
  podsUnder(id: string): readonly Pod[] {
    const subsystems = this.model.systems.find((system) => system.id === id)?.subsystems ?? [id];
    const pods = subsystems.flatMap((subsystem) => this.#podsOfSubsystem(subsystem));
    return this.model.pods.filter((pod) => pod.id === id || pods.includes(pod.id));
  }

  #podsOfSubsystem(id: string): readonly string[] {
    return this.model.subsystems.find((subsystem) => subsystem.id === id)?.pods ?? [];
  }

  #subsystemsOf(pod: string): readonly string[] {
    return this.model.subsystems.filter(({ pods }) => pods.includes(pod)).map(({ id }) => id);
  }
}

/** Everything that is reached from a node, itself too, and in how many steps. */
function reach(from: string, next: (id: string) => readonly string[]): ReadonlyMap<string, number> {
  const steps = new Map([[from, 0]]);
  for (const [id, step] of steps) {
    for (const other of next(id)) if (!steps.has(other)) steps.set(other, step + 1);
  }
  return steps;
}

import type { Evidence, OwnHealth } from '../../src/domain/health.ts';
import type { Model, Pod, Shard } from '../../src/domain/model.ts';
import type { FunctionState, NodeState } from '../../src/domain/verdict.ts';
import type { Case } from './random-model.ts';

/** What the reference finds: the same facts as `derive`, in the plainest form. */
export interface ReferenceVerdicts {
  readonly culprits: Readonly<Record<string, readonly string[]>>;
  readonly states: Readonly<Record<string, NodeState>>;
  readonly reserves: Readonly<Record<string, { readonly reserve: number | null; readonly lacksData: boolean }>>;
  readonly functions: Readonly<Record<string, FunctionState>>;
}

/** A second, slow reading of semantics 4 and 5, straight from the text: it keeps nothing and asks everything anew. */
export class Reference {
  readonly model: Model;
  readonly #health: ReadonlyMap<string, OwnHealth>;
  readonly #culprits = new Map<string, readonly string[]>();

  constructor({ model, health }: Case) {
    this.model = model;
    this.#health = health.nodes;
  }

  verdicts(): ReferenceVerdicts {
    const { pods, containers, subsystems, systems, functions } = this.model;
    const masked = containers.filter(({ id }) => this.culprits(id).length > 0);
    const rolledUp = [...pods.flatMap(({ shards }) => shards), ...pods, ...subsystems, ...systems].map(({ id }) => id);
    return {
      culprits: Object.fromEntries(masked.map(({ id }) => [id, this.culprits(id)])),
      states: Object.fromEntries([
        ...containers.map(({ id }) => [id, this.#leaf(id)] as const),
        ...rolledUp.map((id) => [id, this.#twice((isUnknownWorking) => this.#works(id, isUnknownWorking))] as const),
      ]),
      reserves: Object.fromEntries(rolledUp.map((id) => [id, this.#reserveOf(id)])),
      functions: Object.fromEntries(functions.map(({ id, needs }) => [id, this.#functionState(needs)])),
    };
  }

  /** 4.8: the failed containers behind the mask of a container, nearest by calls first; empty where it is not masked. */
  culprits(container: string): readonly string[] {
    const known = this.#culprits.get(container);
    if (known) return known;
    const pod = this.#podOf(container);
    const found = new Set<string>();
    for (const down of this.#maskersOf(container)) {
      for (const id of this.#brokenIn(down)) {
        if (this.culprits(id).length === 0) found.add(id);
        else for (const behind of this.culprits(id)) found.add(behind);
      }
    }
    const far = (id: string): number => this.#distance(pod.id, this.#podOf(id).id);
    const sorted = [...found].sort((a, b) => (far(a) < far(b) ? -1 : far(a) > far(b) ? 1 : a < b ? -1 : 1));
    this.#culprits.set(container, sorted);
    return sorted;
  }

  /** The down pods that excuse a growth-only container, if each of its growth rules is excused by one of them. */
  #maskersOf(container: string): readonly Pod[] {
    const own = this.#own(container);
    if (own.state !== 'growing' && own.state !== 'overloaded') return [];
    const down = this.#downPodsUnder(this.#podOf(container), []);
    const rules = own.evidence.filter((evidence) => evidence.class === 'growth');
    const isMasked = rules.every((rule) => down.some((pod) => this.#excuses(pod, own, rule)));
    return isMasked ? down.filter((pod) => rules.some((rule) => this.#excuses(pod, own, rule))) : [];
  }

  #excuses(down: Pod, own: OwnHealth, rule: Evidence): boolean {
    const broken = this.#brokenIn(down);
    const failed = broken.filter((id) => this.culprits(id).length === 0);
    // Growth with pressure is excused only by a pod down by a direct rule (3, Verdict).
    if (own.state === 'overloaded') return failed.some((id) => this.#own(id).state === 'failed');
    // 4.6, Standing.
    const isGrowthAlone = !failed.some((id) => this.#own(id).state !== 'growing');
    const sinces = down.shards
      .flatMap(({ containers }) => containers)
      .flatMap((id) => this.#own(id).evidence)
      .map(({ since }) => since);
    if (isGrowthAlone && own.onset! > Math.max(...sinces) + this.model.defaults.standing) return false;
    // 4.7: a pod that is only slow excuses slowness and time-outs.
    const isOnlySlow = broken.every((id) => {
      const theirs = this.#own(id);
      return theirs.state === 'growing' && theirs.evidence.every((evidence) => evidence.rule === 'busySeconds');
    });
    return !isOnlySlow || rule.rule === 'busySeconds' || rule.rule === 'timeouts';
  }

  /** 4.2: the nearest down pods that a pod leans on, looking through unknown ones. */
  #downPodsUnder(pod: Pod, seen: string[]): readonly Pod[] {
    return this.model.pods
      .filter(({ id }) => this.#leansForMasking(pod.id, id))
      .flatMap((callee) => {
        if (seen.includes(callee.id)) return [];
        seen.push(callee.id);
        const state = this.#seenByCallers(callee);
        if (state === 'failed') return [callee];
        return state === 'unknown' ? this.#downPodsUnder(callee, seen) : [];
      });
  }

  /** 4.1. */
  #leansOn(p: string, r: string): boolean {
    if (p === r) return false;
    const pod = this.#pod(p);
    if (pod.calls.includes(r)) return true;
    if (pod.suppression === 'pod') return false;
    return pod.calls.some((q) => {
      const [only, ...more] = this.#subsystemsOf(q);
      if (only === undefined || more.length > 0) return false;
      return !this.#subsystemsOf(p).includes(only) && this.#subsystemsOf(r).includes(only);
    });
  }

  /** 4.3: within a component of *leans on* only calls count. */
  #leansForMasking(p: string, r: string): boolean {
    if (!this.#leansOn(p, r)) return false;
    const isSameComponent = this.#reaches(r, p, []);
    return !isSameComponent || this.#pod(p).calls.includes(r);
  }

  #reaches(from: string, to: string, seen: string[]): boolean {
    if (from === to) return true;
    seen.push(from);
    return this.model.pods.some(
      ({ id }) => !seen.includes(id) && this.#leansOn(from, id) && this.#reaches(id, to, seen),
    );
  }

  /** 4.2: what a pod is when its masked containers are counted as failed. */
  #seenByCallers(pod: Pod): NodeState {
    return this.#twice((isUnknownWorking) =>
      pod.shards.every((shard) => this.#shardWorksForCallers(pod, shard, isUnknownWorking)),
    );
  }

  #shardWorksForCallers(pod: Pod, shard: Shard, isUnknownWorking: boolean): boolean {
    const working = shard.containers.filter((id) => {
      const { state } = this.#own(id);
      return state === 'working' || (state === 'unknown' && isUnknownWorking);
    });
    return this.#isEnough(pod, shard, working.length);
  }

  /** The failed and masked containers in the failed shards of a pod. */
  #brokenIn(pod: Pod): readonly string[] {
    return pod.shards
      .filter((shard) => !this.#shardWorksForCallers(pod, shard, true))
      .flatMap(({ containers }) => containers)
      .filter((id) => ['failed', 'growing', 'overloaded'].includes(this.#own(id).state));
  }

  #isEnough(pod: Pod, shard: Shard, count: number): boolean {
    return pod.kind === 'quorum' ? 2 * count > shard.replicas : count >= shard.required;
  }

  #leaf(id: string): NodeState {
    const { state } = this.#own(id);
    if (state === 'working' || state === 'unknown') return state;
    return this.culprits(id).length > 0 ? 'working' : 'failed';
  }

  /** 5: whether a node works, with the unknown counted as working or as failed. */
  #works(id: string, isUnknownWorking: boolean): boolean {
    const counts = (container: string): boolean => {
      const state = this.#leaf(container);
      return state === 'working' || (state === 'unknown' && isUnknownWorking);
    };
    return this.#shardsUnder(id).every(({ pod, shard }) =>
      this.#isEnough(pod, shard, shard.containers.filter(counts).length),
    );
  }

  /** 5, Reserve: the least over all shards below. */
  #reserveOf(id: string): { reserve: number | null; lacksData: boolean } {
    const least = (isUnknownSound: boolean): number | null => {
      const all = this.#shardsUnder(id).map((one) => this.#shardReserve(one, isUnknownSound));
      return all.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);
    };
    const hasFailed = !this.#works(id, true);
    return { reserve: least(false), lacksData: !hasFailed && least(false) === 0 && least(true) !== 0 };
  }

  /** Takes sound replicas away one by one until the shard fails. */
  #shardReserve({ pod, shard }: { readonly pod: Pod; readonly shard: Shard }, isUnknownSound: boolean): number | null {
    if (this.#isEnough(pod, shard, 0)) return null;
    const sound = shard.containers.filter((id) => {
      const state = this.#leaf(id);
      return (state === 'working' && !this.#own(id).strained) || (isUnknownSound && state === 'unknown');
    });
    let taken = 0;
    while (this.#isEnough(pod, shard, sound.length - taken - 1)) taken++;
    return taken;
  }

  #functionState(needs: readonly string[]): FunctionState {
    const answer = (isUnknownWorking: boolean): FunctionState => {
      const failed = (pod: string): boolean => !this.#works(pod, isUnknownWorking);
      if (needs.some(failed)) return 'lost';
      const isReached = this.model.pods.some(
        ({ id }) => failed(id) && needs.some((pod) => this.#distance(pod, id) < Infinity),
      );
      return isReached ? 'impaired' : 'available';
    };
    return answer(true) === answer(false) ? answer(true) : 'unknown';
  }

  #twice(works: (isUnknownWorking: boolean) => boolean): NodeState {
    if (works(true) !== works(false)) return 'unknown';
    return works(true) ? 'working' : 'failed';
  }

  /** How many calls lie between two pods. */
  #distance(from: string, to: string): number {
    if (from === to) return 0;
    return 1 + Math.min(Infinity, ...this.#pod(from).calls.map((callee) => this.#distance(callee, to)));
  }

  #shardsUnder(id: string): readonly { readonly pod: Pod; readonly shard: Shard }[] {
    const subsystems = this.model.systems.find((system) => system.id === id)?.subsystems ?? [id];
    const inThem = this.model.subsystems
      .filter((subsystem) => subsystems.includes(subsystem.id))
      .flatMap(({ pods }) => pods);
    return this.model.pods.flatMap((pod) =>
      pod.shards
        .filter((shard) => shard.id === id || pod.id === id || inThem.includes(pod.id))
        .map((shard) => ({ pod, shard })),
    );
  }

  #subsystemsOf(pod: string): readonly string[] {
    return this.model.subsystems.filter(({ pods }) => pods.includes(pod)).map(({ id }) => id);
  }

  #pod(id: string): Pod {
    return this.model.pods.find((pod) => pod.id === id)!;
  }

  #podOf(container: string): Pod {
    return this.model.pods.find(({ shards }) => shards.some(({ containers }) => containers.includes(container)))!;
  }

  #own(id: string): OwnHealth {
    return this.#health.get(id)!;
  }
}

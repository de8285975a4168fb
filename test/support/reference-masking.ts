import type { Evidence, OwnHealth } from '../../src/domain/health.ts';
import type { Pod } from '../../src/domain/model.ts';
import type { Case } from './random-model.ts';
import type { ReferenceModel } from './reference-model.ts';
import { shardWorks } from './reference-redundancy.ts';
import type { ReferenceShard } from './reference-redundancy.ts';

/** Whether a container counts as working for the question asked. */
type Counts = (own: OwnHealth, id: string) => boolean;

/**
 * Masking (semantics 4) by trying every container again until nothing changes: which containers are masked and which are
 * settled as failed grows from call cycle to call cycle, callees first, and every other question is asked anew.
 */
export class ReferenceMasking {
  readonly #graph: ReferenceModel;
  readonly #case: Case;
  readonly #masked = new Set<string>();
  readonly #settled = new Set<string>();

  constructor(graph: ReferenceModel, drawn: Case) {
    this.#graph = graph;
    this.#case = drawn;
    for (const [id, { state }] of drawn.health) {
      if (state === 'overloaded') (this.#directlyFailedBelow(id).length > 0 ? this.#masked : this.#settled).add(id);
    }
    let waiting = drawn.model.pods.map(({ id }) => id);
    while (waiting.length > 0) {
      const cycle = this.#cycleAboveThoseDone(waiting);
      this.#decide(cycle.flatMap((pod) => this.#containersOf(graph.pod(pod))));
      waiting = waiting.filter((pod) => !cycle.includes(pod));
    }
  }

  isMasked(container: string): boolean {
    return this.#masked.has(container);
  }

  /** 4.8: the failed containers behind the mask of a container, nearest by calls first; empty where nothing masks it. */
  culprits(container: string): readonly string[] {
    const roots = new Set<string>();
    const behind = [container];
    for (const symptom of behind) {
      const broken = this.#excusersOf(symptom).flatMap((down) => this.#brokenIn(down));
      // What masks growth with pressure is behind it from the start, though its pod may be down only in the end.
      const certain = this.#own(symptom).state === 'overloaded' ? this.#directlyFailedBelow(symptom) : [];
      for (const id of [...broken, ...certain]) {
        if (!this.#masked.has(id)) roots.add(id);
        else if (!behind.includes(id)) behind.push(id);
      }
    }
    return [...roots].sort();
  }

  /** 4.2: the nearest pods that a pod leans on and that are down, through those that are unknown in the end. */
  downBelow(pod: string): readonly string[] {
    return this.#nearest(pod, (below) => this.#isDownNow(below));
  }

  /** The shards of a pod without what is retired. */
  shardsOf(pod: Pod): readonly ReferenceShard[] {
    return pod.shards.map(({ id, containers }) => ({
      id,
      pod,
      replicas: containers.filter((container) => this.#case.health.has(container)),
      primary: this.#case.primaries.get(id),
    }));
  }

  /** 4.3: a call cycle, or one pod alone, of which everything else that it leans on is done. */
  #cycleAboveThoseDone(waiting: readonly string[]): readonly string[] {
    const cycles = waiting.map((pod) => this.#graph.callCycleOf(pod));
    return cycles.find((cycle) =>
      cycle
        .flatMap((pod) => this.#graph.maskersOf(pod))
        .every((below) => cycle.includes(below) || !waiting.includes(below)),
    )!;
  }

  /** 4.4. */
  #decide(containers: readonly string[]): void {
    const left = (): readonly string[] =>
      containers.filter((id) => this.#own(id).state === 'growing' && !this.#masked.has(id) && !this.#settled.has(id));
    while (left().length > 0) {
      const excused = left().find((id) => this.#isExcused(id));
      const earliest = Math.min(...left().map((id) => this.#own(id).onset!));
      if (excused !== undefined) this.#masked.add(excused);
      else
        for (const id of left())
          if (this.#own(id).onset! <= earliest + this.#case.onsetTolerance) this.#settled.add(id);
    }
  }

  /** 3, Verdict: the containers that failed by a direct rule in the pods that excuse growth with pressure. */
  #directlyFailedBelow(container: string): readonly string[] {
    return this.#nearest(this.#graph.podOf(container).id, (pod) => this.#stateInTheEnd(pod) === 'failed')
      .flatMap((pod) => this.#failedShards(this.#graph.pod(pod), countsInTheEnd))
      .flatMap(({ replicas }) => replicas)
      .filter((id) => this.#own(id).state === 'failed');
  }

  /** 4.7: each of its violated rules is excused; and 4.5: not every root lies in its own pod. */
  #isExcused(container: string): boolean {
    const down = this.downBelow(this.#graph.podOf(container).id);
    const own = this.#own(container);
    const isEach = growthOf(own).every((rule) => down.some((pod) => this.#excuses(this.#graph.pod(pod), own, rule)));
    const pod = this.#graph.podOf(container);
    return isEach && this.culprits(container).some((root) => this.#graph.podOf(root) !== pod);
  }

  /** The down pods that excuse something of a container. */
  #excusersOf(container: string): readonly Pod[] {
    const own = this.#own(container);
    return this.downBelow(this.#graph.podOf(container).id)
      .map((pod) => this.#graph.pod(pod))
      .filter((pod) => growthOf(own).some((rule) => this.#excuses(pod, own, rule)));
  }

  #excuses(down: Pod, own: OwnHealth, rule: Evidence): boolean {
    const broken = this.#brokenIn(down);
    const failed = broken.filter((id) => !this.#masked.has(id));
    if (own.state === 'overloaded') return failed.some((id) => this.#own(id).state === 'failed');
    // 4.6, Standing.
    const isGrowthAlone = failed.every((id) => this.#own(id).state === 'growing');
    const sinces = this.#containersOf(down).flatMap((id) => this.#own(id).evidence.map(({ since }) => since));
    if (isGrowthAlone && own.onset! > Math.max(...sinces) + this.#case.model.defaults.standing) return false;
    // 4.7: a pod that is only slow excuses slowness and time-outs.
    const isOnlySlow = broken.every((id) => {
      const theirs = this.#own(id);
      return theirs.state === 'growing' && theirs.evidence.every((evidence) => evidence.rule === 'busySeconds');
    });
    return !isOnlySlow || rule.rule === 'busySeconds' || rule.rule === 'timeouts';
  }

  /** The failed and masked containers in the failed shards of a pod. */
  #brokenIn(pod: Pod): readonly string[] {
    return this.#failedShards(pod, this.#countsNow)
      .flatMap(({ replicas }) => replicas)
      .filter((id) => !this.#countsNow(this.#own(id), id));
  }

  #nearest(pod: string, isSought: (pod: string) => boolean): readonly string[] {
    const seen = [...this.#graph.maskersOf(pod)];
    const found: string[] = [];
    for (const below of seen) {
      if (isSought(below)) found.push(below);
      else if (this.#stateInTheEnd(below) === 'unknown') {
        seen.push(...this.#graph.maskersOf(below).filter((next) => next !== pod && !seen.includes(next)));
      }
    }
    return found;
  }

  /** What a pod is when everything that grows is counted as failed, masked or not. */
  #stateInTheEnd(id: string): 'working' | 'failed' | 'unknown' {
    const pod = this.#graph.pod(id);
    if (this.#failedShards(pod, countsInTheEnd).length > 0) return 'failed';
    const isSure = this.shardsOf(pod).every((shard) => {
      const working = shard.replicas.filter((container) => this.#own(container).state === 'working');
      return shardWorks(shard, working, false);
    });
    return isSure ? 'working' : 'unknown';
  }

  #isDownNow(pod: string): boolean {
    return this.#failedShards(this.#graph.pod(pod), this.#countsNow).length > 0;
  }

  /** What is neither masked nor settled yet counts as working. */
  readonly #countsNow: Counts = ({ state }, id) =>
    state !== 'failed' && !this.#masked.has(id) && !this.#settled.has(id);

  #failedShards(pod: Pod, counts: Counts): readonly ReferenceShard[] {
    return this.shardsOf(pod).filter((shard) => {
      const working = shard.replicas.filter((id) => counts(this.#own(id), id));
      return !shardWorks(shard, working, true);
    });
  }

  #containersOf(pod: Pod): readonly string[] {
    return this.shardsOf(pod).flatMap(({ replicas }) => replicas);
  }

  #own(id: string): OwnHealth {
    return this.#case.health.get(id)!;
  }
}

const countsInTheEnd: Counts = ({ state }) => state === 'working' || state === 'unknown';

function growthOf({ evidence }: OwnHealth): readonly Evidence[] {
  return evidence.filter((one) => one.class === 'growth');
}

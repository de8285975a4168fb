import type { OwnHealth } from '../../src/domain/health.ts';
import type { FunctionState, NodeState } from '../../src/domain/verdict.ts';
import type { Case } from './random-model.ts';
import { ReferenceMasking } from './reference-masking.ts';
import { ReferenceModel } from './reference-model.ts';
import { reserveOf, shardWorks } from './reference-redundancy.ts';
import type { ReferenceShard } from './reference-redundancy.ts';

/** What the reference finds: the same facts as `derive`, in the plainest form. */
export interface ReferenceVerdicts {
  readonly culprits: Readonly<Record<string, readonly string[]>>;
  /** The nearest down pods of the pods that have any, in the order of ids. */
  readonly downBelow: Readonly<Record<string, readonly string[]>>;
  readonly states: Readonly<Record<string, NodeState>>;
  readonly reserves: Readonly<Record<string, { readonly reserve: number | null; readonly lacksData: boolean }>>;
  readonly functions: Readonly<Record<string, FunctionState>>;
}

/** A second, slow reading of semantics 4 and 5, straight from the text: it keeps nothing and asks everything anew. */
export class Reference {
  readonly #case: Case;
  readonly #graph: ReferenceModel;
  readonly #masking: ReferenceMasking;

  constructor(drawn: Case) {
    this.#case = drawn;
    this.#graph = new ReferenceModel(drawn.model);
    this.#masking = new ReferenceMasking(this.#graph, drawn);
  }

  verdicts(): ReferenceVerdicts {
    const { pods, subsystems, systems, functions } = this.#case.model;
    const leaves = [...this.#case.health.keys()];
    const masked = leaves.filter((id) => this.#masking.isMasked(id));
    const rolledUp = [...pods.flatMap(({ shards }) => shards), ...pods, ...subsystems, ...systems].map(({ id }) => id);
    const downBelow = pods.map(({ id }) => [id, [...this.#masking.downBelow(id)].sort()] as const);
    return {
      culprits: Object.fromEntries(masked.map((id) => [id, this.#masking.culprits(id)])),
      downBelow: Object.fromEntries(downBelow.filter(([, down]) => down.length > 0)),
      states: {
        ...Object.fromEntries(leaves.map((id) => [id, this.#leaf(id)])),
        ...Object.fromEntries(rolledUp.map((id) => [id, this.#stateOf(id)])),
      },
      reserves: Object.fromEntries(rolledUp.map((id) => [id, this.#reserveOf(id)])),
      functions: Object.fromEntries(functions.map(({ id, needs }) => [id, this.#functionState(needs)])),
    };
  }

  #leaf(id: string): NodeState {
    const { state } = this.#own(id);
    if (state === 'working' || state === 'unknown') return state;
    return this.#masking.isMasked(id) ? 'working' : 'failed';
  }

  /** 5, Unknown: computed twice. */
  #stateOf(id: string): NodeState {
    if (this.#works(id, true) !== this.#works(id, false)) return 'unknown';
    return this.#works(id, true) ? 'working' : 'failed';
  }

  #works(id: string, isUnknownWorking: boolean): boolean {
    const counts = (container: string): boolean => {
      const state = this.#leaf(container);
      return state === 'working' || (state === 'unknown' && isUnknownWorking);
    };
    return this.#shardsUnder(id).every((shard) => shardWorks(shard, shard.replicas.filter(counts), isUnknownWorking));
  }

  /** 5, Reserve: the least over all shards below; it lacks data where only the unknown makes it 0. */
  #reserveOf(id: string): { reserve: number | null; lacksData: boolean } {
    const least = (counts: (container: string) => boolean): number | null => {
      const reserves = this.#shardsUnder(id).map((shard) => reserveOf(shard, shard.replicas.filter(counts)));
      const numbers = reserves.filter((reserve) => reserve !== null);
      return numbers.length > 0 ? Math.min(...numbers) : null;
    };
    const isSound = (one: string): boolean => this.#leaf(one) === 'working' && !this.#own(one).strained;
    const reserve = least(isSound);
    // What is unknown lacks data, strained or not: nobody would hear of its strain.
    const atBest = least((one) => isSound(one) || this.#leaf(one) === 'unknown');
    return { reserve, lacksData: this.#stateOf(id) !== 'failed' && reserve === 0 && atBest !== 0 };
  }

  #functionState(needs: readonly string[]): FunctionState {
    const answer = (isUnknownWorking: boolean): FunctionState => {
      const failed = (pod: string): boolean => !this.#works(pod, isUnknownWorking);
      if (needs.some(failed)) return 'lost';
      const isReached = this.#case.model.pods.some(
        ({ id }) => failed(id) && needs.some((pod) => this.#graph.distance(pod, id) < Infinity),
      );
      return isReached ? 'impaired' : 'available';
    };
    return answer(true) === answer(false) ? answer(true) : 'unknown';
  }

  #shardsUnder(id: string): readonly ReferenceShard[] {
    const shards = this.#case.model.pods.flatMap((pod) => this.#masking.shardsOf(pod));
    const pods = this.#graph.podsUnder(id);
    return shards.filter((shard) => shard.id === id || pods.includes(shard.pod));
  }

  #own(id: string): OwnHealth {
    return this.#case.health.get(id)!;
  }
}

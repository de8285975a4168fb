import type { Evaluation, World } from '../evaluate.ts';
import { evaluate } from '../evaluate.ts';
import { countUp } from '../domain/gather.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { emptyMemory } from '../domain/memory.ts';
import type { Memory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import { kindOf } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { knownSignals } from '../domain/signal.ts';
import type { Observation, SignalName } from '../domain/signal.ts';
import { ruleSignals } from './rule-signals.ts';

/** How many observations a replay left out, and why. */
export interface LeftOut {
  readonly late: number;
  /** How often each node was named that is not in the model. */
  readonly unknownNodes: ReadonlyMap<NodeId, number>;
  /** How often each signal was named, with its node's kind (`disk errors`), that is not known there. */
  readonly unknownSignals: ReadonlyMap<string, number>;
}

/**
 * The engine over recorded observations (semantics 7): cycles of one interval, `(k·I, (k+1)·I]`, counted from the epoch
 * and judged at their end. A cycle is judged when an observation of a later one comes; observations of one cycle may
 * come in any order, and those of a cycle already passed are too late.
 */
export class Replay {
  readonly #world: World;
  readonly #interval: Duration;
  readonly #known: (node: NodeId, signal: SignalName) => Knowledge;
  readonly #unknownNodes = new Map<NodeId, number>();
  readonly #unknownSignals = new Map<string, number>();
  #late = 0;
  #memory: Memory = emptyMemory;
  #cycle: number | undefined;
  #collected: Observation[] = [];

  constructor(world: World, interval: Duration) {
    this.#world = world;
    this.#interval = interval;
    this.#known = knowledgeOf(world.graph);
  }

  /** How many cycles would be judged before an observation of this time is taken. */
  cyclesBefore(at: Instant): number {
    return this.#cycle === undefined ? 0 : Math.max(0, this.#cycleOf(at) - this.#cycle);
  }

  /** Takes an observation in; gives the evaluations of all cycles before its own that are not judged yet. */
  *take(observation: Observation): Generator<Evaluation> {
    const cycle = this.#cycleOf(observation.at);
    if (this.#cycle !== undefined && cycle < this.#cycle) {
      this.#late += 1;
      return;
    }
    this.#cycle ??= cycle;
    while (this.#cycle < cycle) {
      yield this.#judge(this.#cycle);
      this.#cycle += 1;
    }
    this.#collect(observation);
  }

  /** Judges the last cycle; gives nothing where no observation was taken. */
  *end(): Generator<Evaluation> {
    if (this.#cycle !== undefined) yield this.#judge(this.#cycle);
    this.#cycle = undefined;
  }

  /** What was left out so far. */
  leftOut(): LeftOut {
    return { late: this.#late, unknownNodes: this.#unknownNodes, unknownSignals: this.#unknownSignals };
  }

  #cycleOf(at: Instant): number {
    return Math.ceil(at / this.#interval) - 1;
  }

  #collect(observation: Observation): void {
    const { node, signal } = observation;
    const known = this.#known(node, signal);
    if (known === 'unknown-node') countUp(this.#unknownNodes, node);
    if (known === 'unknown-signal') countUp(this.#unknownSignals, `${kindOf(node)} ${signal}`);
    if (known === 'yes') this.#collected.push(observation);
  }

  #judge(cycle: number): Evaluation {
    const observed = {
      at: (cycle + 1) * this.#interval,
      observations: this.#collected,
      intervals: new Map<string, Duration>(),
    };
    this.#collected = [];
    const evaluation = evaluate(this.#world, this.#memory, observed);
    this.#memory = evaluation.memory;
    return evaluation;
  }
}

/** Whether an observation is taken; of what is switched off none is, and nobody need hear of it. */
type Knowledge = 'yes' | 'off' | 'unknown-node' | 'unknown-signal';

function knowledgeOf(graph: ServiceGraph): (node: NodeId, signal: SignalName) => Knowledge {
  const observable = (node: NodeId): boolean => graph.containers.has(node) || graph.resources.has(node);
  const groups = [graph.systems, graph.subsystems, graph.pods, graph.shards];
  const ruled = ruleSignals(graph);
  const off = new Set(graph.model.off.map(({ id }) => id));
  return (node, signal) => {
    if (observable(node)) {
      const named =
        knownSignals[kindOf(node)]?.includes(signal) === true || ruled.get(kindOf(node))?.has(signal) === true;
      return named ? 'yes' : 'unknown-signal';
    }
    if (off.has(node)) return 'off';
    if (!groups.some((group) => group.has(node))) return 'unknown-node';
    return signal === 'silenced' ? 'yes' : 'unknown-signal';
  };
}

import { offlineWorld } from '../../src/app/offline-world.ts';
import { evaluate } from '../../src/evaluate.ts';
import type { Evaluation, World } from '../../src/evaluate.ts';
import type { Duration, Instant } from '../../src/domain/instant.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { Memory } from '../../src/domain/memory.ts';
import type { Observation, SelfObservation, SignalValue } from '../../src/domain/signal.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { readModel } from '../../src/model/read-model.ts';

/** Reads a model that a test holds to be right; anything wrong in it fails the test with every finding. */
export function worldOf(...yaml: readonly string[]): World {
  const { model, findings } = readModel(yaml.map((text, index) => ({ path: `model-${index}.yaml`, text })));
  const errors = findings.filter(({ level }) => level === 'error');
  if (!model || errors.length > 0) throw new Error(`the test's model is wrong: ${JSON.stringify(errors, null, 2)}`);
  return offlineWorld(buildGraph(model));
}

/** What a cycle may be given beside its observations. */
export interface CycleOptions {
  readonly intervals?: ReadonlyMap<string, Duration>;
  readonly throttled?: ReadonlySet<string>;
  readonly unreadableSince?: Instant;
  readonly proxies?: ReadonlyMap<string, string>;
  readonly self?: SelfObservation;
}

/** An installation under a simulated clock: tests say what is observed, and move time. */
export class Installation {
  readonly world: World;
  memory: Memory = emptyMemory;
  now: Instant;
  #queue: Observation[] = [];

  constructor(world: World, start: Instant = 1_800_000_000) {
    this.world = world;
    this.now = start;
  }

  /** Observes a value at the present time (or another one), to be taken in by the next cycle. */
  // eslint-disable-next-line max-params -- reads as the sentence that an observation is
  observe(node: string, signal: string, value: SignalValue, at: Instant = this.now): this {
    this.#queue.push({ node, signal, value, at });
    return this;
  }

  /** Judges a cycle after some seconds. */
  cycle(after: Duration = 0, options: CycleOptions = {}): Evaluation {
    this.now += after;
    const observations = this.#queue;
    this.#queue = [];
    const evaluation = evaluate(this.world, this.memory, {
      at: this.now,
      observations,
      intervals: options.intervals ?? new Map(),
      ...(options.throttled ? { throttled: options.throttled } : {}),
      ...(options.unreadableSince === undefined ? {} : { unreadableSince: options.unreadableSince }),
      ...(options.proxies ? { proxies: options.proxies } : {}),
      ...(options.self ? { self: options.self } : {}),
    });
    this.memory = evaluation.memory;
    return evaluation;
  }
}

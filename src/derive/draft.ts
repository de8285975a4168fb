import type { HealthReport } from '../domain/health.ts';
import type { Duration } from '../domain/instant.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Topology } from '../domain/topology.ts';
import type { RollUps, Verdicts } from '../domain/verdict.ts';

/** The arrays of a cycle's verdicts, by index. */
export type Arrays = Pick<
  Verdicts,
  'masked' | 'replicas' | 'required' | 'shards' | 'pods' | 'subsystems' | 'systems' | 'functions' | 'workings'
>;

/** What a cycle's verdicts are written into: arrays that nobody else has seen yet. */
export interface Draft extends Arrays {
  readonly graph: ServiceGraph;
  readonly topology: Topology;
  readonly health: HealthReport;
  readonly onsetTolerance: Duration;
}

/**
 * Lays the arrays of a topology over one piece of memory, all zero or a copy of those of the cycle before: so the next
 * cycle begins with one copy.
 */
export function layArrays(topology: Topology, before?: ArrayBuffer): Arrays {
  const lengths = {
    containers: topology.containerIds.length,
    shards: topology.shardIds.length,
    pods: topology.podIds.length,
    units: topology.unitStart.length - 1,
    subsystems: topology.subsystemIds.length,
    systems: topology.systemIds.length,
    functions: topology.functionIds.length,
  };
  const need = new Memory(new ArrayBuffer(0), true);
  lay(need, lengths);
  const memory = new Memory(before?.slice(0) ?? new ArrayBuffer(need.used), false);
  return lay(memory, lengths);
}

type Lengths = Readonly<
  Record<'containers' | 'shards' | 'pods' | 'units' | 'subsystems' | 'systems' | 'functions', number>
>;

// The widest numbers come first, so that each lies on a multiple of its size.
function lay(memory: Memory, lengths: Lengths): Arrays {
  const { containers, shards, pods, units, functions } = lengths;
  const latest = memory.float64(pods);
  const latestFull = memory.float64(pods);
  const tally = {
    sound: memory.int32(shards),
    strained: memory.int32(shards),
    unknown: memory.int32(shards),
    masked: memory.int32(shards),
    maskedStrained: memory.int32(shards),
    growing: memory.int32(pods),
  };
  const [replicas, required] = [memory.int32(shards), memory.int32(shards)];
  const reserves = (length: number): Omit<RollUps, 'state'> => ({
    reserve: memory.int32(length),
    reserveAtBest: memory.int32(length),
  });
  const reserve = {
    shards: reserves(shards),
    pods: reserves(pods),
    subsystems: reserves(lengths.subsystems),
    systems: reserves(lengths.systems),
  };
  return {
    masked: memory.uint8(containers),
    replicas,
    required,
    shards: { state: memory.uint8(shards), ...reserve.shards },
    pods: { state: memory.uint8(pods), ...reserve.pods },
    subsystems: { state: memory.uint8(lengths.subsystems), ...reserve.subsystems },
    systems: { state: memory.uint8(lengths.systems), ...reserve.systems },
    functions: memory.uint8(functions),
    workings: {
      memory: memory.buffer,
      ...tally,
      seen: memory.uint8(pods),
      offers: { direct: memory.uint8(pods), latest, latestFull },
      reachesFailed: memory.uint8(units),
      reachesUnsure: memory.uint8(units),
    },
  };
}

/** A piece of memory from which arrays are cut one after the other; a dry run only counts what they need. */
class Memory {
  readonly buffer: ArrayBuffer;
  readonly #isDryRun: boolean;
  used = 0;

  constructor(buffer: ArrayBuffer, isDryRun: boolean) {
    this.buffer = buffer;
    this.#isDryRun = isDryRun;
  }

  float64(length: number): Float64Array {
    const at = this.#take(8 * length);
    return new Float64Array(this.buffer, at, this.#isDryRun ? 0 : length);
  }

  int32(length: number): Int32Array {
    const at = this.#take(4 * length);
    return new Int32Array(this.buffer, at, this.#isDryRun ? 0 : length);
  }

  uint8(length: number): Uint8Array {
    const at = this.#take(length);
    return new Uint8Array(this.buffer, at, this.#isDryRun ? 0 : length);
  }

  #take(bytes: number): number {
    const at = this.used;
    this.used += bytes;
    return this.#isDryRun ? 0 : at;
  }
}

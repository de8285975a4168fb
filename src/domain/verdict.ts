import { soundHealth } from './health.ts';
import type { HealthReport, OwnHealth } from './health.ts';
import { kindOf } from './node.ts';
import type { NodeId } from './node.ts';
import type { ServiceGraph } from './service-graph.ts';

/** What a node is derived to be; `unknown` is shown as such and never as working. */
export type NodeState = 'working' | 'failed' | 'unknown';

/** A shard, pod, subsystem or system after roll-up (semantics 5). */
export interface RollUp {
  readonly state: NodeState;
  /** How many more replicas may fail in the worst choice; `null` where nothing can fail it. */
  readonly reserve: number | null;
  /** The reserve is 0 only because something is unknown (semantics 6, a node's own severity). */
  readonly reserveLacksData: boolean;
}

/** What users can still do (semantics 5, Functions). */
export type FunctionState = 'available' | 'impaired' | 'lost' | 'unknown';

/** The numbers that stand for states in the flat arrays of a cycle. */
export const stateCode = { working: 0, unknown: 1, failed: 2 } as const;

/** The numbers that stand for the states of functions. */
export const functionCode = { available: 0, impaired: 1, lost: 2, unknown: 3 } as const;

/** A reserve that nothing can use up, in the flat arrays; larger than every other one, so that the least is a minimum. */
export const endless = 0x7fffffff;

/** The roll-ups of all nodes of one kind, by index (`Topology`). */
export interface RollUps {
  readonly state: Uint8Array;
  readonly reserve: Int32Array;
  /** The reserve that there would be if everything unknown worked. */
  readonly reserveAtBest: Int32Array;
}

/**
 * What a pod has to say to those that lean on it (semantics 4): how far the fault in it, or behind it where it is
 * unknown, excuses their growth. By pod index.
 */
export interface Offers {
  /** 1 where a pod is down by a direct rule: it excuses growth with pressure too. */
  readonly direct: Uint8Array;
  /**
   * The newest fault: what has an onset more than `standing` later is not excused; infinite where direct evidence
   * excuses it for ever, minus infinite where nothing is down. `latestFull` leaves out pods that are only slow.
   */
  readonly latest: Float64Array;
  readonly latestFull: Float64Array;
}

/** What derive counted on its way, so that the cycle after counts only what changed; nobody else needs it. */
export interface Workings {
  /** The one piece of memory in which all arrays of these verdicts lie. */
  readonly memory: ArrayBuffer;
  /** By shard: replicas that work by themselves, are strained (but work), unknown, masked, and masked and strained. */
  readonly sound: Int32Array;
  readonly strained: Int32Array;
  readonly unknown: Int32Array;
  readonly masked: Int32Array;
  readonly maskedStrained: Int32Array;
  /** By pod: how many containers grow. */
  readonly growing: Int32Array;
  /** By pod: its state as its callers see it, with masked containers counted as failed (semantics 4.2). */
  readonly seen: Uint8Array;
  readonly offers: Offers;
  /** By unit: 1 where its pods call, directly or not, a failed pod; a pod that does not surely work. */
  readonly reachesFailed: Uint8Array;
  readonly reachesUnsure: Uint8Array;
}

/**
 * The state of everything, derived from the graph and the health of this cycle alone: flat arrays by index. Ask it by
 * id with `leafOf`, `rollUpOf` and `functionStateOf`.
 */
export interface Verdicts {
  readonly graph: ServiceGraph;
  readonly health: HealthReport;
  /** By container index: 1 where masking found that it is only a symptom. */
  readonly masked: Uint8Array;
  readonly shards: RollUps;
  readonly pods: RollUps;
  readonly subsystems: RollUps;
  readonly systems: RollUps;
  readonly functions: Uint8Array;
  /** How many replicas each shard has and needs: what is retired is left out of both. */
  readonly replicas: Int32Array;
  readonly required: Int32Array;
  /** The failed containers behind a masked one (semantics 4.8), all by container index; the lists rise, and equal ones are one. */
  readonly culpritsOf: (container: number) => readonly number[];
  /** The pods that a pod's containers may be masked by now: the nearest down ones that it leans on (semantics 4.1, 4.2). */
  readonly downBelow: (pod: number) => readonly number[];
  readonly workings: Workings;
}

/** A container or resource after masking (semantics 3, 4). */
export interface LeafVerdict extends Omit<OwnHealth, 'state'> {
  readonly state: NodeState;
  readonly masked: boolean;
}

/** A container or resource by its id; `undefined` for what is not in the model, or is retired. */
export function leafOf(verdicts: Verdicts, id: NodeId): LeafVerdict | undefined {
  const { graph, health, masked } = verdicts;
  const index = graph.topology.indexOf.get(id);
  if (index === undefined) return undefined;
  const kind = kindOf(id);
  const isContainer = kind === 'container';
  if (!isContainer && kind !== 'server' && kind !== 'disk' && kind !== 'network') return undefined;
  const own = isContainer ? health.containers[index] : health.resources[index];
  if (own === undefined) return undefined;
  if (own === soundHealth) return soundLeaf;
  const isMasked = isContainer && masked[index] === 1;
  return { ...own, state: isMasked ? 'working' : stateWithoutMask(own), masked: isMasked };
}

const soundLeaf: LeafVerdict = { ...soundHealth, state: 'working', masked: false };

/** Growth that nothing excuses is a failure (semantics 4). */
export function stateWithoutMask({ state }: OwnHealth): NodeState {
  return state === 'growing' || state === 'overloaded' ? 'failed' : state;
}

/** A shard, pod, subsystem or system by its id; `undefined` for what is not in the model. */
export function rollUpOf(verdicts: Verdicts, id: NodeId): RollUp | undefined {
  const index = verdicts.graph.topology.indexOf.get(id);
  const rollUps = rollUpsOf(verdicts, id);
  if (index === undefined || rollUps === undefined) return undefined;
  const state = states[rollUps.state[index] ?? 1] ?? 'unknown';
  const reserve = rollUps.reserve[index] ?? 0;
  const atBest = rollUps.reserveAtBest[index] ?? 0;
  return {
    state,
    reserve: reserve === endless ? null : reserve,
    reserveLacksData: state !== 'failed' && reserve === 0 && atBest !== 0,
  };
}

function rollUpsOf({ shards, pods, subsystems, systems }: Verdicts, id: NodeId): RollUps | undefined {
  switch (kindOf(id)) {
    case 'shard':
      return shards;
    case 'pod':
      return pods;
    case 'subsystem':
      return subsystems;
    case 'system':
      return systems;
    case 'function':
    case 'container':
    case 'server':
    case 'disk':
    case 'network':
    case 'source':
      return undefined;
  }
}

/** A function by its id; `undefined` for what is not in the model. */
export function functionStateOf({ graph, functions }: Verdicts, id: NodeId): FunctionState | undefined {
  const index = graph.topology.indexOf.get(id);
  return index === undefined || kindOf(id) !== 'function' ? undefined : functionStates[functions[index] ?? 3];
}

const states: readonly NodeState[] = ['working', 'unknown', 'failed'];
const functionStates: readonly FunctionState[] = ['available', 'impaired', 'lost', 'unknown'];

import { addTo, gatheredBy } from '../domain/gather.ts';
import type { NodeId } from '../domain/node.ts';
import { podOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { listOf, podOfContainer } from '../domain/topology.ts';
import type { Topology } from '../domain/topology.ts';
import { LeastFirst } from './least-first.ts';
import type { Rankable } from './rank.ts';

/** The pods that a root stands for: its own; for a resource those of its containers, which it does not call from. */
interface Stand {
  readonly pods: readonly number[];
  readonly isResource: boolean;
}

/** Who is still held up by whom, by unit: a call cycle, or one pod alone. A unit is clear when nothing here counts for it. */
interface Waiting {
  readonly topology: Topology;
  /** How many unplaced incidents stand for its pods. */
  readonly unplaced: Int32Array;
  /** How many calls it makes to units that are not clear. */
  readonly blocked: Int32Array;
  /** By pod: how many unplaced resources stand for other pods of its call cycle; it waits for those too. */
  readonly beside: Int32Array;
  /** The incidents that wait in it. */
  readonly held: Map<number, number[]>;
  readonly free: LeastFirst;
}

/**
 * Puts incidents, given best first, in the order of rank: always the best of those that wait for no unplaced one
 * (semantics 6, Rank). Nobody asks every other incident: a unit is clear when all that stand for its pods are placed and
 * all that it calls is clear, and clearing is handed on from callees to callers.
 */
export function placeInOrder<One extends Rankable>(bestFirst: readonly One[], graph: ServiceGraph): readonly One[] {
  if (bestFirst.length < 2 || bestFirst.every(({ isDirect }) => !isDirect)) return bestFirst;
  const stands = bestFirst.map(({ incident }) => standOf(incident.root, graph));
  const waiting = setUp(stands, graph.topology);
  for (const [index, { isDirect }] of bestFirst.entries()) {
    const { pods, isResource } = stands[index] ?? nowhere;
    const pod = isDirect && !isResource ? pods[0] : undefined;
    if (pod === undefined || isFree(pod, waiting)) waiting.free.add(index);
    else addTo(waiting.held, waiting.topology.unitOf[pod] ?? 0, index);
  }
  const placed: One[] = [];
  for (let next = waiting.free.take(); next !== undefined; next = waiting.free.take()) {
    const one = bestFirst[next];
    if (one) placed.push(one);
    place(stands[next] ?? nowhere, waiting, (index) => stands[index]?.pods[0] ?? 0);
  }
  return placed;
}

const nowhere: Stand = { pods: [], isResource: true };

function standOf(root: NodeId, graph: ServiceGraph): Stand {
  const { indexOf } = graph.topology;
  const own = podOf(root, graph);
  if (own !== undefined) return { pods: [indexOf.get(own) ?? 0], isResource: false };
  const containers = graph.containersOn.get(root) ?? [];
  const pods = containers.map((id) => podOfContainer(graph.topology, indexOf.get(id) ?? 0));
  return { pods: [...new Set(pods)], isResource: true };
}

/** Everything is unplaced: what calls a pod that somebody stands for, directly or not, is not clear. */
function setUp(stands: readonly Stand[], topology: Topology): Waiting {
  const units = topology.unitStart.length - 1;
  const waiting: Waiting = {
    topology,
    unplaced: new Int32Array(units),
    blocked: new Int32Array(units),
    beside: new Int32Array(topology.podIds.length),
    held: new Map(),
    free: new LeastFirst(),
  };
  const open: number[] = [];
  for (const stand of stands) {
    for (const [unit, pods] of unitsOf(stand, topology)) {
      if (waiting.unplaced[unit] === 0) open.push(unit);
      count(waiting.unplaced, unit, 1);
      if (stand.isResource) countBeside(unit, { pods, by: 1 }, waiting);
    }
  }
  const reached = new Set(open);
  for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
    for (const caller of callersOf(unit, topology)) {
      count(waiting.blocked, caller, 1);
      if (!reached.has(caller)) open.push(caller);
      reached.add(caller);
    }
  }
  return waiting;
}

/** Takes a placed incident out of the way of those that wait for it. */
function place(stand: Stand, waiting: Waiting, podOfHeld: (index: number) => number): void {
  const { topology, unplaced, blocked } = waiting;
  const cleared: number[] = [];
  for (const [unit, pods] of unitsOf(stand, topology)) {
    count(unplaced, unit, -1);
    if (stand.isResource) countBeside(unit, { pods, by: -1 }, waiting);
    if (blocked[unit] === 0) release(unit, waiting, podOfHeld);
    if (blocked[unit] === 0 && unplaced[unit] === 0) cleared.push(unit);
  }
  for (let unit = cleared.pop(); unit !== undefined; unit = cleared.pop()) {
    for (const caller of callersOf(unit, topology)) {
      count(blocked, caller, -1);
      if (blocked[caller] !== 0) continue;
      release(caller, waiting, podOfHeld);
      if (unplaced[caller] === 0) cleared.push(caller);
    }
  }
}

/** Lets those go that are held in a unit and wait for nobody any more. */
function release(unit: number, waiting: Waiting, podOfHeld: (index: number) => number): void {
  const held = waiting.held.get(unit);
  if (!held) return;
  const still: number[] = [];
  for (const index of held) {
    if (isFree(podOfHeld(index), waiting)) waiting.free.add(index);
    else still.push(index);
  }
  if (still.length > 0) waiting.held.set(unit, still);
  else waiting.held.delete(unit);
}

function isFree(pod: number, { topology, blocked, beside }: Waiting): boolean {
  return blocked[topology.unitOf[pod] ?? 0] === 0 && beside[pod] === 0;
}

/** A resource under one pod of a call cycle is below all others of it; under several, below all. */
function countBeside(
  unit: number,
  { pods, by }: { readonly pods: readonly number[]; readonly by: number },
  { topology: { unitStart }, beside }: Waiting,
): void {
  const [only, ...more] = pods;
  for (let pod = unitStart[unit] ?? 0; pod < (unitStart[unit + 1] ?? 0); pod++) {
    if (pod !== only || more.length > 0) count(beside, pod, by);
  }
}

/** The pods of a stand by unit. */
function unitsOf({ pods }: Stand, { unitOf }: Topology): ReadonlyMap<number, readonly number[]> {
  return gatheredBy(pods, (pod) => unitOf[pod] ?? 0);
}

/** The other units that call a unit, once for each call. */
function callersOf(unit: number, { unitStart, unitOf, callers }: Topology): readonly number[] {
  const found: number[] = [];
  for (let pod = unitStart[unit] ?? 0; pod < (unitStart[unit + 1] ?? 0); pod++) {
    for (const caller of listOf(callers, pod)) {
      const other = unitOf[caller] ?? 0;
      if (other !== unit) found.push(other);
    }
  }
  return found;
}

function count(counts: Int32Array, index: number, by: number): void {
  counts[index] = (counts[index] ?? 0) + by;
}

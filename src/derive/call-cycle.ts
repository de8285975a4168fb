import { isGrown } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import { listOf } from '../domain/topology.ts';
import { stateCode } from '../domain/verdict.ts';
import type { Draft } from './draft.ts';
import { excuses, excusesAny, faultIn, faultOf, joinFaults, noFault, offerOf } from './fault.ts';
import type { Fault } from './fault.ts';
import { grownIn, primaryOf, seenState } from './seen.ts';
import { shardState } from './shard-state.ts';

/** A pod of a call cycle while the cycle is settled. */
interface Member {
  readonly pod: number;
  /** The nearest pods of the cycle below it that will be down, looking through those that will be unknown. */
  readonly below: readonly number[];
  /** What lies outside the cycle, seen in the same way. */
  readonly outside: Fault;
}

/** The fault in a pod as of now, and the pods where the roots behind it lie. */
interface Present {
  readonly fault: Fault;
  readonly roots: Roots;
}

/** Up to two of the pods in which roots lie: enough to tell whether one lies elsewhere (semantics 4.5). */
type Roots = ReadonlySet<number>;

/** Stands for every pod outside the cycle. */
const outsidePod = -1;
const noRoots: Roots = new Set();

interface Cycle {
  readonly draft: Draft;
  readonly members: readonly Member[];
  readonly undecided: Set<number>;
  /** What is down now, by pod; it only ever grows. */
  readonly down: Map<number, Present>;
  /** Of each masked container the pods where the roots behind its mask lie. */
  readonly behind: Map<number, Roots>;
}

/**
 * Settles the pods of a call cycle (semantics 4.4, 4.5), from the first up to the second, and gives what each offers.
 *
 * What grows is neither masked nor failed until that is decided, and counts as working so long; decisions are never
 * taken back, and each only adds to what is down, so their order does not matter. Which pods are looked through does not
 * hang on decisions: whatever grows ends as masked or failed, and both are failed for callers.
 */
export function settleCycle(draft: Draft, first: number, end: number): readonly Fault[] {
  const pods = Array.from({ length: end - first }, (_, index) => first + index);
  const members = pods.map((pod) => memberOf(draft, pod));
  const cycle: Cycle = { draft, members, undecided: new Set(), down: new Map(), behind: new Map() };
  for (const { pod } of members) for (const container of grownIn(draft, pod)) draft.masked[container] = 0;
  decideOverloaded(cycle);
  for (const { pod } of members) {
    for (const container of grownIn(draft, pod)) {
      if (draft.health.containers[container]?.state === 'growing') cycle.undecided.add(container);
    }
  }
  maskAll(cycle);
  while (cycle.undecided.size > 0) {
    settleEarliest(cycle);
    maskAll(cycle);
  }
  return members.map((member) => finalFault(cycle, member));
}

/** What a member leans on: in the cycle what will be down, outside it what is. */
function memberOf(draft: Draft, pod: number): Member {
  const { topology, workings } = draft;
  const unit = topology.unitOf[pod];
  const below = new Set<number>();
  const visited = new Set([pod]);
  const open = [pod];
  let outside = noFault;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const leant of listOf(topology.leansOn, at)) {
      if (visited.has(leant)) continue;
      visited.add(leant);
      const seen = workings.seen[leant];
      if (topology.unitOf[leant] !== unit) outside = joinFaults(outside, offerOf(workings.offers, leant));
      else if (seen === stateCode.failed) below.add(leant);
      else if (seen === stateCode.unknown) open.push(leant);
    }
  }
  return { pod, below: [...below], outside };
}

/** Growth with pressure has failed but for a pod below that is down by a direct rule, whatever else is decided (semantics 3). */
function decideOverloaded({ draft, members, behind }: Cycle): void {
  const hasDirect = new Map(members.map(({ pod }) => [pod, faultOf(draft, pod).direct]));
  for (const { pod, below, outside } of members) {
    const direct = below.filter((id) => hasDirect.get(id) === true);
    if (!outside.direct && direct.length === 0) continue;
    for (const container of grownIn(draft, pod)) {
      if (draft.health.containers[container]?.state !== 'overloaded') continue;
      draft.masked[container] = 1;
      behind.set(
        container,
        joinRoots([...direct.map((id) => new Set([id])), ...(outside.direct ? [outsideRoots] : [])]),
      );
    }
  }
}

const outsideRoots: Roots = new Set([outsidePod]);

function isDown({ workings }: Draft, pod: number): boolean {
  return workings.seen[pod] === stateCode.failed;
}

function joinRoots(all: Iterable<Roots>): Roots {
  const joined = new Set<number>();
  for (const roots of all) {
    for (const root of roots) {
      joined.add(root);
      if (joined.size === 2) return joined;
    }
  }
  return joined;
}

/** Masks whatever a down pod excuses, until nothing changes. */
function maskAll(cycle: Cycle): void {
  let hasChanged = true;
  while (hasChanged) {
    hasChanged = false;
    for (const { pod } of cycle.members) lookAgain(cycle, pod);
    for (const member of cycle.members) hasChanged = maskIn(cycle, member) || hasChanged;
  }
}

/** Looks at what is down in a pod now: never less than it was. */
function lookAgain(cycle: Cycle, pod: number): void {
  const { draft, down, behind } = cycle;
  if (!isDown(draft, pod)) return;
  const broken = brokenNow(cycle, pod);
  if (broken.length === 0) return;
  const ownRoot = broken.some((container) => draft.masked[container] === 0) ? [new Set([pod])] : [];
  const roots = joinRoots([...ownRoot, ...broken.map((container) => behind.get(container) ?? noRoots)]);
  down.set(pod, { fault: faultIn(draft, pod, broken), roots });
}

/** The failed and masked containers in the shards of a pod that are failed now: none where it is not down yet. */
function brokenNow({ draft, undecided }: Cycle, pod: number): readonly number[] {
  const { podStart, shardStart } = draft.topology;
  const broken: number[] = [];
  for (let shard = podStart[pod] ?? 0; shard < (podStart[pod + 1] ?? 0); shard++) {
    let mayWork = 0;
    const found: number[] = [];
    for (let container = shardStart[shard] ?? 0; container < (shardStart[shard + 1] ?? 0); container++) {
      if (draft.health.containers[container] === undefined) continue;
      if (stateNow(draft, container, undecided) === stateCode.failed) found.push(container);
      else mayWork += 1;
    }
    const claimed = primaryOf(draft, shard);
    const primary = claimed === undefined ? undefined : stateNow(draft, claimed, undecided);
    // Whether what may work surely does is no matter to whether the shard surely fails.
    const count = { working: 0, unknown: mayWork, primary };
    if (shardState(draft, shard, count) === stateCode.failed) broken.push(...found);
  }
  return broken;
}

function stateNow({ health }: Draft, container: number, undecided: ReadonlySet<number>): number {
  return undecided.has(container) ? stateCode.working : seenState(health.containers[container]);
}

/** Masks the undecided containers of a pod that are excused, and not only by roots of their own pod (semantics 4.5). */
function maskIn(cycle: Cycle, member: Member): boolean {
  const { draft, undecided, behind } = cycle;
  const { standing } = draft.graph.model.defaults;
  let hasChanged = false;
  const faults = maskersOf(cycle, member);
  const together = faults.map(({ fault }) => fault).reduce(joinFaults, noFault);
  for (const container of grownIn(draft, member.pod)) {
    const own = draft.health.containers[container];
    if (!isGrown(own)) continue;
    const isMasked = draft.masked[container] === 1;
    if (!isMasked && (!undecided.has(container) || !excuses(together, own, standing))) continue;
    const before = behind.get(container) ?? noRoots;
    const excusing = faults.filter(({ fault }) => excusesAny(fault, own, standing));
    const roots = joinRoots([before, ...excusing.map(({ roots: found }) => found)]);
    if (roots.size === before.size || ![...roots].some((root) => root !== member.pod)) continue;
    undecided.delete(container);
    draft.masked[container] = 1;
    behind.set(container, roots);
    hasChanged = true;
  }
  return hasChanged;
}

/** The faults that a member leans on now: those in the cycle that are down, and what lies outside. */
function maskersOf({ down }: Cycle, { below, outside }: Member): readonly Present[] {
  return [...below.flatMap((pod) => down.get(pod) ?? []), { fault: outside, roots: outsideRoots }];
}

/** Of what is left, what began first has failed: all whose onset is within `onsetTolerance` of the earliest. */
function settleEarliest({ draft, undecided }: Cycle): void {
  const onsetOf = (container: number): Instant => draft.health.containers[container]?.onset ?? -Infinity;
  let earliest = Infinity;
  for (const container of undecided) earliest = Math.min(earliest, onsetOf(container));
  for (const container of undecided) {
    if (onsetOf(container) <= earliest + draft.onsetTolerance) undecided.delete(container);
  }
}

/** What a settled member offers to those outside that lean on it. */
function finalFault({ draft }: Cycle, { pod, below, outside }: Member): Fault {
  const seen = draft.workings.seen[pod];
  if (seen === stateCode.unknown) return below.map((id) => faultOf(draft, id)).reduce(joinFaults, outside);
  return seen === stateCode.failed ? faultOf(draft, pod) : noFault;
}

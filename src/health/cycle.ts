import type { Instant } from '../domain/instant.ts';
import type { NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { Observed } from '../domain/signal.ts';
import type { Layout, WatchedContainer, WatchedResource } from './layout.ts';
import { presenceOf, rememberAgent, rememberAwaited, rememberProxy } from './presence.ts';
import { askRules } from './rules.ts';
import type { RuleAnswer } from './rules.ts';
import type { Hearing } from './samples.ts';
import { newNode, samplesByNode, takeIn } from './take-in.ts';
import type { Samples } from './take-in.ts';

/** What a cycle knows of the nodes of a kind, by their indexes. */
export interface Sight {
  /** Replaced as the stage goes on. */
  readonly memories: NodeMemory[];
  readonly answers: readonly (readonly RuleAnswer[])[];
  /** The newest sample by which each was heard; −∞ for one never seen. */
  readonly newestAt: Float64Array;
  /** The same as of the cycle before. */
  readonly newestBefore: Float64Array;
  /** By when the last of its signals was due; −∞ for one never seen. */
  readonly dueAt: Float64Array;
}

/** What the stage works on while it assesses one cycle. */
export interface Cycle {
  readonly layout: Layout;
  readonly hearing: Hearing;
  readonly containers: Sight;
  readonly resources: Sight;
  /** The memories of what operators may silence as a whole, where there are any. */
  readonly groups: ReadonlyMap<NodeId, NodeMemory>;
  readonly before: ReadonlyMap<NodeId, NodeMemory>;
  /** What came in this cycle, late ones and repeats too, in no order. */
  readonly arrived: ReadonlyMap<NodeId, Samples>;
}

/** Takes a cycle's observations in and asks every rule of every node. */
export function lookAround(
  { layout, hearing }: Pick<Cycle, 'layout' | 'hearing'>,
  before: ReadonlyMap<NodeId, NodeMemory>,
  observed: Observed,
): Cycle {
  const intake: Intake = { byNode: samplesByNode(observed, hearing.staleAfter), before, observed, hearing };
  const resources = lookAt(layout.resources, intake);
  const { proxies } = observed;
  for (const [index, { node }] of proxies ? layout.resources.entries() : []) {
    const memory = resources.memories[index];
    if (node.kind === 'server' && memory) resources.memories[index] = rememberProxy(memory, proxies?.get(node.id));
  }
  return {
    layout,
    hearing,
    containers: lookAt(layout.containers, intake),
    resources,
    groups: groupMemories(layout.groups, intake),
    before,
    arrived: intake.byNode,
  };
}

interface Intake {
  readonly byNode: ReadonlyMap<NodeId, Samples>;
  readonly before: ReadonlyMap<NodeId, NodeMemory>;
  readonly observed: Observed;
  readonly hearing: Hearing;
}

function lookAt(watched: readonly (WatchedContainer | WatchedResource)[], intake: Intake): Sight {
  const { byNode, before, observed, hearing } = intake;
  const newestAt = new Float64Array(watched.length);
  const newestBefore = new Float64Array(watched.length);
  const dueAt = new Float64Array(watched.length);
  const answers: (readonly RuleAnswer[])[] = [];
  const memories = watched.map(({ node, windows, keepsAnswers }, index) => {
    const taken = { id: node.id, windows, before: before.get(node.id) ?? newNode };
    const { memory, samples } = takeIn(taken, byNode.get(node.id), observed);
    const { signals, rules } = memory;
    const outcome = askRules(node.rules, { signals, rules, samples, hearing, keepsAnswers });
    answers.push(outcome.answers);
    const presence = presenceOf(memory, hearing.staleAfter);
    newestAt[index] = presence.newestAt;
    newestBefore[index] =
      taken.before.signals === signals ? presence.newestAt : presenceOf(taken.before, hearing.staleAfter).newestAt;
    dueAt[index] = presence.dueAt;
    const next = rememberAgent(outcome.memories === rules ? memory : { ...memory, rules: outcome.memories });
    // A declared replica that the inventory lacks has no items to wait for.
    const isAwaited = presence.newestAt === -Infinity && !('missing' in node && node.missing);
    return isAwaited ? rememberAwaited(next, hearing.now) : next;
  });
  return { memories, answers, newestAt, newestBefore, dueAt };
}

function groupMemories(groups: readonly NodeId[], intake: Intake): ReadonlyMap<NodeId, NodeMemory> {
  const memories = new Map<NodeId, NodeMemory>();
  for (const id of groups) {
    const before = intake.before.get(id);
    const arrived = intake.byNode.get(id);
    if (before === undefined && arrived === undefined) continue;
    const { memory } = takeIn({ id, windows: new Map(), before: before ?? newNode }, arrived, intake.observed);
    memories.set(id, memory);
  }
  return memories;
}

/** When a node was last heard; −∞ for one never seen. */
export function heardAt({ newestAt }: Sight, index: number): Instant {
  return newestAt[index] ?? -Infinity;
}

/** Whether a node was ever seen. */
export function wasSeen(sight: Sight, index: number): boolean {
  return heardAt(sight, index) > -Infinity;
}

/** Whether a node has a signal that is not stale. */
export function isFresh({ dueAt }: Sight, index: number, { now }: Hearing): boolean {
  return now <= (dueAt[index] ?? -Infinity);
}

/** Semantics 3, Silent: it was seen, and all its signals are stale. */
export function isSilent(sight: Sight, index: number, hearing: Hearing): boolean {
  return wasSeen(sight, index) && !isFresh(sight, index, hearing);
}

/** Whether a 1/0 setting of a node is 1. */
export function isSet(memory: NodeMemory | undefined, signal: string): boolean {
  return memory?.signals[signal]?.newest.value === 1;
}

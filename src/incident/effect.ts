import type { RememberedIncident } from '../domain/memory.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Effect } from '../domain/severity.ts';
import type { RollUp, Verdicts } from '../domain/verdict.ts';
import type { Root } from './roots.ts';

/** What an incident does to the shards that it touches (semantics 6, Severity). */
export interface Touch {
  readonly shards: readonly NodeId[];
  /** What each of them counts, at least what it counted before while it is unknown. */
  readonly counted: Readonly<Record<NodeId, Effect>>;
  readonly effect: Effect;
  readonly isStale: boolean;
}

const order: readonly Effect[] = ['unknown', 'warning', 'at-risk', 'critical'];

/** The effect of a root; an all-clear needs data, so a touched shard that is unknown counts what it did before. */
export function touch(
  root: Root,
  { graph, verdicts }: { readonly graph: ServiceGraph; readonly verdicts: Verdicts },
  before: RememberedIncident | undefined,
): Touch {
  const shards = touchedShards(root, graph, verdicts);
  const counted: Record<NodeId, Effect> = {};
  let isStale = root.isUnknown;
  for (const id of shards) {
    const rollUp = verdicts.rollUps.get(id);
    const now = effectOf(rollUp);
    const then = rollUp?.state === 'unknown' && !root.planned ? before?.counted[id] : undefined;
    const keeps = then !== undefined && order.indexOf(then) > order.indexOf(now);
    isStale ||= keeps;
    counted[id] = keeps ? then : now;
  }
  const highest = Object.values(counted).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0];
  return { shards, counted, effect: nameOf(root, highest), isStale };
}

function nameOf(root: Root, highest: Effect | undefined): Effect {
  if (root.isUnseen) return 'unseen';
  if (root.planned) return 'planned';
  return highest ?? 'warning';
}

function effectOf(rollUp: RollUp | undefined): Effect {
  switch (rollUp?.state) {
    case 'failed':
      return 'critical';
    case 'working':
      return rollUp.reserve === 0 ? 'at-risk' : 'warning';
    case 'unknown':
    case undefined:
      return 'unknown';
  }
}

/** The shards that hold its failed and strained containers. */
function touchedShards(root: Root, graph: ServiceGraph, verdicts: Verdicts): readonly NodeId[] {
  const shards = root.containers
    .filter((id) => {
      const verdict = verdicts.leaves.get(id);
      return verdict?.state !== 'working' || verdict.strained;
    })
    .flatMap((id) => graph.containers.get(id)?.shard ?? []);
  return [...new Set(shards)].sort(byId);
}

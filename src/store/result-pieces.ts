import { soundHealth } from '../domain/health.ts';
import { toIso } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { NodeGrounds } from '../domain/past.ts';
import type { Result, ResultFunction, ResultIncident, ResultNode } from '../domain/result.ts';
import type { Verdicts } from '../domain/verdict.ts';

/** What remains of a result without its nodes and incidents: its time, and the order of the incidents. */
export interface ResultFrame {
  readonly at: string;
  /** As of when Zabbix was last read; older stores lack it. */
  readonly readAt?: string;
  readonly incidents: readonly string[];
}

type NodeLists = Omit<Result, 'at' | 'incidents'>;

/** The frame of a result. */
export function frameOf({ at, incidents }: Result, readAt: Instant | undefined): ResultFrame {
  return { at, ...(readAt !== undefined && { readAt: toIso(readAt) }), incidents: incidents.map(({ id }) => id) };
}

/** A node of a result, with what that rests on. */
export type KeptNode = (ResultNode | ResultFunction) & NodeGrounds;

/** The nodes of a result, functions included, by id, with what they rest on. */
export function nodesOf(result: Result, verdicts: Verdicts | undefined): readonly (readonly [string, KeptNode])[] {
  const { systems, subsystems, pods, shards, containers, resources, functions } = result;
  return [systems, subsystems, pods, shards, containers, resources, functions].flatMap((nodes) =>
    nodes.map((node) => {
      const grounds = verdicts && groundsOf(verdicts, node.id);
      return [node.id, grounds ? { ...node, ...grounds } : node] as const;
    }),
  );
}

/** What a node rests on, where there is anything to tell. */
function groundsOf({ graph, health }: Verdicts, id: NodeId): NodeGrounds | undefined {
  const index = graph.topology.indexOf.get(id);
  if (index === undefined) return undefined;
  switch (kindOf(id)) {
    case 'container': {
      const own = health.containers[index];
      return own === undefined || own === soundHealth ? undefined : { own };
    }
    case 'server':
    case 'disk':
    case 'network': {
      const own = health.resources[index];
      const unseen = health.unseen.get(id);
      const isSound = own === undefined || own === soundHealth;
      if (unseen === undefined) return isSound ? undefined : { own };
      return { ...(!isSound && { own }), unseenSince: unseen.since };
    }
    case 'shard': {
      const primary = graph.topology.containerIds[health.primaries.get(index) ?? -1];
      return primary === undefined ? undefined : { primary };
    }
    case 'system':
    case 'subsystem':
    case 'pod':
    case 'function':
    case 'source':
      return undefined;
  }
}

/** Puts together what `frameOf` and `nodesOf` took apart; every list is in the order of ids, as the engine gives it. */
export function resultOf(
  { at, incidents }: ResultFrame,
  nodes: readonly KeptNode[],
  known: ReadonlyMap<string, ResultIncident>,
): Result {
  const lists = {
    systems: [] as ResultNode[],
    subsystems: [] as ResultNode[],
    pods: [] as ResultNode[],
    shards: [] as ResultNode[],
    containers: [] as ResultNode[],
    resources: [] as ResultNode[],
    functions: [] as ResultFunction[],
  } satisfies NodeLists;
  for (const { own: _own, primary: _primary, unseenSince: _unseen, ...node } of nodes.toSorted((a, b) =>
    byId(a.id, b.id),
  )) {
    if ('because' in node) lists.functions.push(node);
    else lists[listOf(node.id)].push(node);
  }
  return { at, ...lists, incidents: incidents.flatMap((id) => known.get(id) ?? []) };
}

function listOf(id: string): Exclude<keyof NodeLists, 'functions'> {
  const kind = kindOf(id);
  switch (kind) {
    case 'system':
    case 'subsystem':
    case 'pod':
    case 'shard':
    case 'container':
      return `${kind}s`;
    case 'function':
    case 'server':
    case 'disk':
    case 'network':
    case 'source':
      return 'resources';
  }
}

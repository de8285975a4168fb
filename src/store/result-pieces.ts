import { byId, kindOf } from '../domain/node.ts';
import type { Result, ResultFunction, ResultIncident, ResultNode } from '../domain/result.ts';

/** What remains of a result without its nodes and incidents: its time, and the order of the incidents. */
export interface ResultFrame {
  readonly at: string;
  readonly incidents: readonly string[];
}

type NodeLists = Omit<Result, 'at' | 'incidents'>;

/** The frame of a result. */
export function frameOf({ at, incidents }: Result): ResultFrame {
  return { at, incidents: incidents.map(({ id }) => id) };
}

/** The nodes of a result, functions included, by id. */
export function nodesOf(result: Result): readonly (readonly [string, ResultNode | ResultFunction])[] {
  const { systems, subsystems, pods, shards, containers, resources, functions } = result;
  return [systems, subsystems, pods, shards, containers, resources, functions].flatMap((nodes) =>
    nodes.map((node) => [node.id, node] as const),
  );
}

/** Puts together what `frameOf` and `nodesOf` took apart; every list is in the order of ids, as the engine gives it. */
export function resultOf(
  { at, incidents }: ResultFrame,
  nodes: readonly (ResultNode | ResultFunction)[],
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
  for (const node of nodes.toSorted((a, b) => byId(a.id, b.id))) {
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

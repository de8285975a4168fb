import { byId, kindOf, localId } from '../../domain/node.ts';
import type { NodeId, NodeKind } from '../../domain/node.ts';
import { serverOf } from '../../domain/service-graph.ts';
import type { ServiceGraph } from '../../domain/service-graph.ts';
import { functionStateOf, leafOf, rollUpOf } from '../../domain/verdict.ts';
import type { Verdicts } from '../../domain/verdict.ts';
import type { PageQuestion } from '../../http/api/answers.ts';
import { pageOf } from '../../http/api/page.ts';
import type { FoundNodesDocument } from '../../http/api/schema.ts';

interface Entry {
  readonly id: NodeId;
  readonly name: string;
  readonly kind: NodeKind;
  /** In small letters, as it is looked for. */
  readonly text: string;
}

const entries = new WeakMap<ServiceGraph, readonly Entry[]>();

/** The order of kinds: few and large ones first. */
const kinds: readonly NodeKind[] = [
  'system',
  'subsystem',
  'function',
  'pod',
  'server',
  'disk',
  'network',
  'shard',
  'container',
];

/** The nodes whose id or name holds a text: those that are called so, then those that begin so, then the others. */
export function foundNodes(
  verdicts: Verdicts,
  question: PageQuestion & { readonly search: string; readonly kind?: NodeKind | undefined },
): FoundNodesDocument {
  const { graph } = verdicts;
  const wanted = question.search.toLowerCase();
  const found = entriesOf(graph)
    .filter(({ kind, text }) => (question.kind === undefined || kind === question.kind) && text.includes(wanted))
    .map((entry) => ({ entry, rank: rankOf(entry, wanted) }))
    .sort((a, b) => a.rank - b.rank || byKind(a.entry, b.entry) || byId(a.entry.id, b.entry.id));
  const { items, next } = pageOf(found, question, ({ entry }) => entry.id);
  return { nodes: items.map(({ entry }) => described(entry, verdicts)), ...(next !== undefined && { next }) };
}

function entriesOf(graph: ServiceGraph): readonly Entry[] {
  const known = entries.get(graph);
  if (known !== undefined) return known;
  const { systems, subsystems, functions, pods, shards, containers, resources, model } = graph;
  const named: readonly Pick<Entry, 'id' | 'name'>[] = [
    ...[systems, subsystems, functions, pods, containers, resources].flatMap((nodes) => [...nodes.values()]),
    ...[...shards.values()].map(({ id, pod, name }) => ({ id, name: shardName(graph, pod, name) })),
    ...model.off,
  ];
  const made = named.map(({ id, name }) => ({ id, name, kind: kindOf(id), text: `${id}\n${name}`.toLowerCase() }));
  entries.set(graph, made);
  return made;
}

function shardName(graph: ServiceGraph, pod: NodeId, shard: string): string {
  return `${graph.pods.get(pod)?.name ?? localId(pod)} ${shard}`;
}

function rankOf({ id, name }: Entry, wanted: string): number {
  const [local, called, whole] = [localId(id).toLowerCase(), name.toLowerCase(), id.toLowerCase()];
  if (local === wanted || called === wanted || whole === wanted) return 0;
  return local.startsWith(wanted) || called.startsWith(wanted) || whole.startsWith(wanted) ? 1 : 2;
}

function byKind(a: Entry, b: Entry): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
}

function described({ id, name }: Entry, verdicts: Verdicts): FoundNodesDocument['nodes'][number] {
  const { graph } = verdicts;
  const pod = graph.containers.get(id)?.pod ?? graph.shards.get(id)?.pod;
  const server = serverOf(id, graph);
  return {
    id,
    name,
    ...(pod !== undefined && { pod }),
    ...(server !== undefined && server !== id && { server }),
    state: stateOf(id, verdicts),
  };
}

function stateOf(id: NodeId, verdicts: Verdicts): FoundNodesDocument['nodes'][number]['state'] {
  const state = leafOf(verdicts, id)?.state ?? rollUpOf(verdicts, id)?.state ?? functionStateOf(verdicts, id);
  return state ?? (verdicts.graph.topology.indexOf.has(id) ? 'retired' : 'off');
}

import { gatheredBy } from '../domain/gather.ts';
import type { IncidentId } from '../domain/incident.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import type { Plan } from '../domain/recovery.ts';
import type { Result, ResultFunction, ResultIncident, ResultNode } from '../domain/result.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { StateWord } from './case.ts';

/** A result, ready to be asked by id. */
export interface Looked {
  readonly graph: ServiceGraph;
  readonly nodes: ReadonlyMap<NodeId, ResultNode>;
  readonly functions: ReadonlyMap<NodeId, ResultFunction>;
  /** The open incidents, in the order of rank. */
  readonly open: readonly ResultIncident[];
  /** What recovery would do about an incident; nothing where none is for it. */
  readonly planOf: (incident: IncidentId) => Plan | undefined;
}

/** Looks at a complete result of a model. */
export function lookAt(result: Result, graph: ServiceGraph, planOf: Looked['planOf']): Looked {
  const { systems, subsystems, pods, shards, containers, resources, functions, incidents } = result;
  const nodes = [systems, subsystems, pods, shards, containers, resources].flat();
  return {
    graph,
    planOf,
    nodes: new Map(nodes.map((node) => [node.id, node])),
    functions: new Map(functions.map((entry) => [entry.id, entry])),
    open: incidents.filter(({ state }) => state === 'open'),
  };
}

/** The nodes of a kind that are in a state, in the order of the result. */
export function inState(kind: NodeKind, state: StateWord, { nodes, functions }: Looked): readonly NodeId[] {
  if (kind === 'function') return [...functions.values()].filter((entry) => entry.state === state).map(({ id }) => id);
  const ofKind = [...nodes.values()].filter(({ id }) => kindOf(id) === kind);
  return ofKind.filter((node) => isIn(node, state)).map(({ id }) => id);
}

function isIn(node: ResultNode, state: StateWord): boolean {
  switch (state) {
    case 'masked':
      return node.maskedBy !== undefined;
    case 'strained':
      return node.strained === true;
    case 'planned':
      return node.planned === true;
    case 'failed':
    case 'working':
    case 'unknown':
    case 'off':
      return node.state === state;
    case 'available':
    case 'impaired':
    case 'lost':
      return false;
  }
}

/** What nodes are, in a few words, and why; those of which the same is to be said in one line. */
export function describeAll(ids: readonly NodeId[], looked: Looked): readonly string[] {
  const said = gatheredBy(ids, (id) => wordsFor(id, looked));
  return [...said].map(([words, alike]) => `${few(alike)} ${alike.length === 1 ? 'is' : 'are'} ${words}`);
}

const mostNamed = 8;

function few(ids: readonly NodeId[]): string {
  const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : '';
  return `${ids.slice(0, mostNamed).join(', ')}${more}`;
}

/** What a node is and why: its own evidence, its mask, those of its containers, or the incident that it belongs to. */
function wordsFor(id: NodeId, looked: Looked): string {
  const node = looked.nodes.get(id);
  const state = looked.functions.get(id)?.state ?? node?.state ?? 'not there';
  const reserve = typeof node?.reserve === 'number' && node.state === 'working' ? `, reserve ${node.reserve}` : '';
  const reason = node?.evidence?.[0]?.text ?? masksOf(id, looked) ?? incidentOf(id, looked);
  return `${state}${reserve}${reason === undefined ? '' : ` (${reason})`}`;
}

function masksOf(id: NodeId, { nodes, graph }: Looked): string | undefined {
  const own = nodes.get(id)?.maskedBy;
  if (own !== undefined) return `masked by ${few(own)}`;
  const containers = (graph.pods.get(id)?.shards ?? []).flatMap((shard) => shard.containers);
  const masks = containers.flatMap((container) => nodes.get(container)?.maskedBy ?? []);
  const masked = containers.filter((container) => nodes.get(container)?.maskedBy !== undefined).length;
  if (masked === 0) return undefined;
  return `${masked} of its ${containers.length} containers are masked by ${few([...new Set(masks)].toSorted(byId))}`;
}

function incidentOf(id: NodeId, { open }: Looked): string | undefined {
  return open.find(({ root, failed, symptoms, functionsLost, functionsImpaired }) =>
    [[root], failed, symptoms, functionsLost, functionsImpaired].some((list) => list.includes(id)),
  )?.text;
}

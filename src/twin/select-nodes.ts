import { compileGlob } from '../domain/glob.ts';
import type { Model } from '../domain/model.ts';
import { byId, kindOf, localId } from '../domain/node.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';

/**
 * The nodes that somebody named, by id; or what is wrong, ready to print after the name. Then `meant` is the one that
 * was surely meant, else one of `known` may be near.
 */
export type Selection =
  | { readonly nodes: readonly NodeId[] }
  | { readonly wrong: string; readonly meant?: string; readonly known: readonly string[] };

/**
 * The nodes that can fail and that a name stands for (contracts, `what-if`): an id; a glob over ids, in which `*` is
 * any text, slashes included, and `?` any one character; or `tag:rack=r1` for the servers with that tag.
 */
export function selectNodes(graph: ServiceGraph, text: string): Selection {
  if (text.startsWith('tag:')) return serversWithTag(graph.model, text.slice('tag:'.length));
  if (/[*?]/.test(text)) return nodesLike(graph, text);
  return failingNode(graph, text);
}

/** The one node with an id; functions, and what is switched off, too. */
export function selectNode({ topology, model }: ServiceGraph, id: string): Selection {
  const isKnown = topology.indexOf.has(id) || model.off.some((node) => node.id === id);
  if (isKnown) return { nodes: [id] };
  return unknown(id, [...topology.indexOf.keys(), ...model.off.map((node) => node.id)].sort(byId));
}

function failingNode(graph: ServiceGraph, id: string): Selection {
  const { topology, model } = graph;
  if (model.off.some((node) => node.id === id)) {
    return { wrong: 'is switched off in the model (enabled: false), so it cannot fail', known: [] };
  }
  if (!topology.indexOf.has(id)) return unknown(id, failing(graph));
  if (canFail(id)) return { nodes: [id] };
  return { wrong: 'is a function; expected what it needs, such as a pod, a container or a server', known: [] };
}

/** In the order of ids, sorted once: one question may name many. */
const sorted = new WeakMap<ServiceGraph, readonly NodeId[]>();

function failing(graph: ServiceGraph): readonly NodeId[] {
  const known = sorted.get(graph) ?? [...graph.topology.indexOf.keys()].filter(canFail).sort(byId);
  sorted.set(graph, known);
  return known;
}

function canFail(id: NodeId): boolean {
  return kindOf(id) !== 'function';
}

/** What people most likely mean by a name without its kind. */
const likelyKinds: readonly NodeKind[] = ['pod', 'server', 'container', 'subsystem', 'system', 'disk', 'function'];

/** The node that people mean who leave out the kind, `vm-07` for `server/vm-07`; of several what they most likely mean. */
export function calledSo(name: string, known: readonly NodeId[]): NodeId | undefined {
  const called = known.filter((node) => localId(node) === name);
  return likelyKinds.flatMap((kind) => called.find((node) => kindOf(node) === kind) ?? [])[0] ?? called[0];
}

function unknown(id: string, known: readonly NodeId[]): Selection {
  const meant = calledSo(id, known);
  return { wrong: 'is no node of the model', known, ...(meant !== undefined && { meant }) };
}

function nodesLike(graph: ServiceGraph, glob: string): Selection {
  const fits = compileGlob(glob);
  const all = failing(graph);
  const nodes = all.filter((id) => fits(id));
  return nodes.length > 0 ? { nodes } : { wrong: 'matches no node of the model', known: all };
}

function serversWithTag({ resources }: Model, text: string): Selection {
  const tagged = resources
    .filter(({ kind }) => kind === 'server')
    .flatMap(({ id, tags }) => Object.entries(tags).map(([tag, value]) => ({ id, text: `${tag}=${value}` })));
  const nodes = tagged.filter((entry) => entry.text === text).map(({ id }) => id);
  if (nodes.length > 0) return { nodes };
  const known = [...new Set(tagged.map((entry) => `tag:${entry.text}`))].sort(byId);
  return { wrong: 'is the tag of no server', known };
}

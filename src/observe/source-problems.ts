import { kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { signalKey } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';
import type { SourceProblem } from '../domain/source-problem.ts';
import type { Problem, ZabbixSnapshot } from '../domain/zabbix.ts';
import type { Bindings } from './bindings.ts';
import type { CompiledMapping } from './compile.ts';
import { parseItemKey } from './item-key.ts';
import { matchTrigger } from './match.ts';
import type { Viewpoint } from './places.ts';

interface Grounds {
  readonly compiled: CompiledMapping;
  readonly bindings: Bindings;
}

/** Where a problem stands. */
type Standing = Pick<SourceProblem, 'nodes' | 'signals'>;

const nowhere: Standing = { nodes: [], signals: [] };

/** The open problems of a snapshot with the nodes that each is about, whoever reads them. */
export function sourceProblems({ problems }: ZabbixSnapshot, grounds: Grounds): readonly SourceProblem[] {
  return problems.map((problem) => {
    const { tags: _tags, items: _items, ...rest } = problem;
    return { ...rest, ...standingOf(problem, grounds) };
  });
}

/**
 * The first of these that says anything: the site's own lines for triggers; the signals of the items that the trigger
 * judges; names in its tags and in its items' keys; and what its host is, where it names nothing else.
 */
function standingOf(problem: Problem, { compiled, bindings }: Grounds): Standing {
  const views = problem.hostIds.flatMap((hostId) => bindings.views.get(hostId) ?? []);
  const byLine = views.flatMap((view) => matchTrigger(compiled.triggerLines, view, problem));
  if (byLine.length > 0) return standing(byLine);
  const byItem = problem.items.flatMap(({ itemId }) => bindings.items.get(itemId) ?? []);
  if (byItem.length > 0) return standing(byItem);
  const nodes = unique(views.flatMap((view) => named(view, problem)));
  return nodes.length === 0 ? nowhere : { nodes, signals: [] };
}

/** A trigger that compares a container with its server is about the container. */
function standing(matches: readonly { readonly node: NodeId; readonly signal: SignalName }[]): Standing {
  const inner = matches.filter(({ node }) => kindOf(node) !== 'server');
  const found = inner.length > 0 ? inner : matches;
  return {
    nodes: unique(found.map(({ node }) => node)),
    signals: [...new Set(found.map(({ node, signal }) => signalKey(node, signal)))],
  };
}

/** The tags by which Zabbix's own templates say what of a host an item is about. */
const parts: ReadonlySet<string> = new Set(['container', 'filesystem', 'disk']);

function named(view: Viewpoint, { tags, items }: Problem): readonly NodeId[] {
  const said = tags.filter(({ tag }) => parts.has(tag)).map(({ value }) => value);
  const byTag = said.flatMap((name) => partOf(view, name));
  // What it names and the model lacks is not in the model: it is not the server's own trouble.
  if (said.length > 0) return byTag;
  const parameters = items.flatMap(({ key }) => parseItemKey(key)?.parameters ?? []);
  const byKey = parameters.flatMap((parameter) => (typeof parameter === 'string' ? partOf(view, parameter) : []));
  if (byKey.length > 0) return byKey;
  return [view.container ?? view.place?.server ?? []].flat();
}

/** Docker's own names begin with a slash; a mount point does so too, and keeps it. */
function partOf({ place }: Viewpoint, name: string): readonly NodeId[] {
  if (name === '' || place === undefined) return [];
  const container = place.containers.get(name.replace(/^\//, ''));
  return container === undefined ? (place.disks.get(name) ?? []) : [container];
}

function unique(nodes: readonly NodeId[]): readonly NodeId[] {
  return [...new Set(nodes)].sort();
}

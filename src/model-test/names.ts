import { gatheredBy } from '../domain/gather.ts';
import { compileGlob } from '../domain/glob.ts';
import { knownSignals } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';
import { byId, kindOf, localId } from '../domain/node.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { nearestName } from '../model/nearest-name.ts';
import { ruleSignals } from '../twin/rule-signals.ts';
import { calledSo, selectNodes } from '../twin/select-nodes.ts';

/** The names that cases may use: those of one model, of what is switched off too. */
export interface Names {
  readonly graph: ServiceGraph;
  readonly idsOf: ReadonlyMap<NodeKind, readonly NodeId[]>;
  readonly ruled: ReadonlyMap<NodeKind, ReadonlySet<SignalName>>;
}

/** The nodes that a name stands for, or why there are none and what may have been meant. */
export type Found = { readonly nodes: readonly NodeId[] } | { readonly wrong: string; readonly nearest?: string };

/** The names of a model. */
export function namesOf(graph: ServiceGraph): Names {
  const ids = [...graph.topology.indexOf.keys(), ...graph.model.off.map(({ id }) => id)];
  return { graph, idsOf: gatheredBy(ids.sort(byId), kindOf), ruled: ruleSignals(graph) };
}

/** The nodes that can fail or be observed, named as in `linchpin what-if`: ids, globs over ids, `tag:rack=r1` for servers. */
export function failingNodes({ graph }: Names, text: string): Found {
  const selection = selectNodes(graph, text);
  if ('nodes' in selection) return selection;
  const { meant, known } = selection;
  return wrong(selection.wrong, meant ?? nearestName(text, known));
}

/**
 * The nodes of a kind that a name or a glob stands for, with or without the kind before it: `mailbox-db` or
 * `pod/mailbox-db`. The name of a container or disk alone means it on whatever server it stands.
 */
export function nodesOfKind({ idsOf }: Names, kind: NodeKind, text: string): Found {
  const known = idsOf.get(kind) ?? [];
  const isOnAnyServer = (kind === 'container' || kind === 'disk') && !text.includes('/');
  const local = isOnAnyServer ? `*/${text}` : text;
  const whole = local.startsWith(`${kind}/`) ? local : `${kind}/${local}`;
  const nodes = matching(known, whole);
  if (nodes.length > 0) return { nodes };
  const called = isOnAnyServer ? known.map((id) => id.slice(id.lastIndexOf('/') + 1)) : known.map(localId);
  return wrong(`is no ${kind} of the model`, nearestName(isOnAnyServer ? text : localId(whole), called));
}

/** The nodes of any kind that a whole id or a glob over ids stands for; a source is one even where nobody sees it. */
export function anyNodes({ idsOf }: Names, text: string): Found {
  if (text.startsWith('source/')) return { nodes: [text] };
  const known = [...idsOf.values()].flat();
  const nodes = matching(known, text);
  if (nodes.length > 0) return { nodes };
  return wrong('is no node of the model', calledSo(text, known) ?? nearestName(text, known));
}

function wrong(text: string, nearest: string | undefined): Found {
  return { wrong: text, ...(nearest !== undefined && { nearest }) };
}

function matching(known: readonly NodeId[], text: string): readonly NodeId[] {
  if (!/[*?]/.test(text)) return known.includes(text) ? [text] : [];
  const fits = compileGlob(text);
  return known.filter((id) => fits(id));
}

/** The signals that can be observed on a node: those of its kind, and those that rules of the model read there. */
export function signalsOf({ ruled }: Names, node: NodeId): ReadonlySet<SignalName> {
  const kind = kindOf(node);
  return new Set([...(knownSignals[kind] ?? ['silenced']), ...(ruled.get(kind) ?? [])]);
}

import { kindOf } from '../domain/node.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import type { Result, ResultFunction, ResultIncident, ResultNode } from '../domain/result.ts';
import type { StateWord } from './case.ts';

/** A result, ready to be asked by id. */
export interface Looked {
  readonly nodes: ReadonlyMap<NodeId, ResultNode>;
  readonly functions: ReadonlyMap<NodeId, ResultFunction>;
  /** The open incidents, in the order of rank. */
  readonly open: readonly ResultIncident[];
}

/** Looks at a complete result. */
export function lookAt(result: Result): Looked {
  const { systems, subsystems, pods, shards, containers, resources, functions, incidents } = result;
  const nodes = [systems, subsystems, pods, shards, containers, resources].flat();
  return {
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

/** What a node is, in a few words, and why: its own evidence, its mask, or the incident that it belongs to. */
export function describe(id: NodeId, looked: Looked): string {
  const entry = looked.functions.get(id);
  const node = looked.nodes.get(id);
  const state = entry?.state ?? node?.state ?? 'not there';
  const reserve = typeof node?.reserve === 'number' && node.state === 'working' ? `, reserve ${node.reserve}` : '';
  const reason = node ? (reasonOf(node) ?? incidentOf(id, looked)) : incidentOf(id, looked);
  return `${id} is ${state}${reserve}${reason === undefined ? '' : ` (${reason})`}`;
}

function reasonOf({ maskedBy, evidence }: ResultNode): string | undefined {
  if (maskedBy !== undefined) return `masked by ${maskedBy.join(', ')}`;
  return evidence?.[0]?.text;
}

function incidentOf(id: NodeId, { open }: Looked): string | undefined {
  return open.find(({ root, failed, symptoms, functionsLost, functionsImpaired }) =>
    [[root], failed, symptoms, functionsLost, functionsImpaired].some((list) => list.includes(id)),
  )?.text;
}

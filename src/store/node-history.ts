import type { OwnHealth } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import type { NodeGrounds, NodeStanding, PastNode } from '../domain/past.ts';
import type { NodeChange } from '../ports.ts';
import type { PieceChange } from './pieces.ts';
import { addNodeChanges, readNodesAt } from './history-queries.ts';
import type { Database } from './queries.ts';
import type { KeptNode } from './result-pieces.ts';
import type { NodeChangeRow } from './tables.ts';

const left = 'null';

/** Keeps of each node that became another since the cycle before what it became, with the time. */
export async function keepNodes(database: Database, at: Instant, changes: readonly PieceChange[]): Promise<void> {
  const rows = changes.flatMap(({ id, before, after }): readonly NodeChangeRow[] => {
    if (after === undefined) return before === undefined ? [] : [{ node: id, at, became: left }];
    const node = JSON.parse(after) as KeptNode;
    const isSame = before !== undefined && outline(JSON.parse(before) as KeptNode) === outline(node);
    return isSame ? [] : [{ node: id, at, became: JSON.stringify({ ...standingOf(node), ...groundsOf(node) }) }];
  });
  await addNodeChanges(database, rows);
}

/** The changes by which the history begins anew: every node as it is, and those that left. */
export async function allAnew(
  database: Database,
  at: Instant,
  shown: readonly (readonly [string, KeptNode])[],
): Promise<readonly PieceChange[]> {
  const ids = new Set(shown.map(([id]) => id));
  const left = (await readNodesAt(database, at)).filter(({ node }) => !ids.has(node));
  return [
    ...shown.map(([id, node]) => ({ id, after: JSON.stringify(node) })),
    ...left.map(({ node, became }) => ({ id: node, before: became })),
  ];
}

/** A row of the history as others see it. */
export function nodeChangeOf({ at, became }: NodeChangeRow): NodeChange {
  return became === left ? { at } : { at, became: pastNodeOf(became).standing };
}

/** How a node stood from a row of the history on that did not end it. */
export function pastNodeOf(became: string): PastNode {
  const { own, primary, unseenSince, ...standing } = JSON.parse(became) as NodeStanding & NodeGrounds;
  return { standing, ...groundsOf({ own, primary, unseenSince }) };
}

/** What of a node counts as a change: not the values of its evidence, which move all the time. */
function outline(node: KeptNode): string {
  const { own, primary, unseenSince } = node;
  return JSON.stringify([standingOf(node), own && outlineOf(own), primary, unseenSince]);
}

function outlineOf({ state, through, evidence }: OwnHealth): readonly unknown[] {
  return [state, through, evidence.map(({ rule, since }) => [rule, since])];
}

function standingOf(node: KeptNode): NodeStanding {
  if ('because' in node) return { state: node.state };
  const { state, severity, strained, planned, reserve, maskedBy } = node;
  return {
    state,
    severity,
    ...(strained && { strained }),
    ...(planned && { planned }),
    ...(reserve !== undefined && { reserve }),
    ...(maskedBy && { maskedBy }),
  };
}

function groundsOf({ own, primary, unseenSince }: Possible<NodeGrounds>): NodeGrounds {
  return {
    ...(own && { own }),
    ...(primary !== undefined && { primary }),
    ...(unseenSince !== undefined && { unseenSince }),
  };
}

type Possible<Of> = { readonly [Key in keyof Of]: Of[Key] | undefined };

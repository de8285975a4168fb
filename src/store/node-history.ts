import type { Instant } from '../domain/instant.ts';
import type { ResultFunction, ResultNode } from '../domain/result.ts';
import type { NodeChange, NodeStanding } from '../ports.ts';
import type { PieceChange } from './pieces.ts';
import { addNodeChanges } from './queries.ts';
import type { Database } from './queries.ts';
import type { NodeChangeRow } from './tables.ts';

const left = 'null';

/** Keeps of each node that became another since the cycle before what it became, with the time. */
export async function keepNodes(database: Database, at: Instant, changes: readonly PieceChange[]): Promise<void> {
  const rows = changes.flatMap(({ id, before, after }): readonly NodeChangeRow[] => {
    const became = after === undefined ? left : standingText(after);
    return before !== undefined && standingText(before) === became ? [] : [{ node: id, at, became }];
  });
  await addNodeChanges(database, rows);
}

/** A row of the history as others see it. */
export function nodeChangeOf({ at, became }: NodeChangeRow): NodeChange {
  const standing = JSON.parse(became) as NodeStanding | null;
  return standing === null ? { at } : { at, became: standing };
}

/** What of a node counts as a change: not its evidence, whose values move all the time. */
function standingText(piece: string): string {
  const node = JSON.parse(piece) as ResultNode | ResultFunction;
  if ('because' in node) return JSON.stringify({ state: node.state });
  const { state, severity, strained, planned, reserve, maskedBy } = node;
  return JSON.stringify({ state, severity, strained, planned, reserve, maskedBy });
}

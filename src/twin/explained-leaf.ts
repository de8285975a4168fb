import type { ExplainedLeaf } from '../domain/explanation.ts';
import type { NodeId } from '../domain/node.ts';
import { leafOf } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';

/** How a container or resource is, and why; `undefined` for what is retired or not in the model. */
export function explainedLeaf(id: NodeId, verdicts: Verdicts): ExplainedLeaf | undefined {
  const leaf = leafOf(verdicts, id);
  if (!leaf) return undefined;
  const { state, masked, strained, evidence, through } = leaf;
  return { id, state, masked, strained, evidence, through };
}

import type { Explanation, ExplanationText } from '../domain/explanation.ts';
import type { Evidence } from '../domain/health.ts';
import type { NodeId } from '../domain/node.ts';
import { explain } from '../twin/explain.ts';
import type { State } from '../twin/state.ts';
import { wording } from '../words/wording.ts';

/** Why a node is in its state: the facts, and the same in words. */
export interface Explained {
  readonly explanation: Explanation;
  readonly text: ExplanationText;
  /** Evidence in words, to be read after the name of its node. */
  readonly say: (evidence: Evidence) => string;
}

/** Explains a node of the model in a state, in the language of its world. */
export function explainIn(state: State, id: NodeId): Explained {
  const { language, graph } = state.world;
  const words = wording(language, graph);
  const explanation = explain(id, state);
  return { explanation, text: words.explanation(explanation), say: words.evidence };
}

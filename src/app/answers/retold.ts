import type { Incident, IncidentId, NodeEvidence } from '../../domain/incident.ts';
import { kindOf } from '../../domain/node.ts';
import type { ResultEvidence, ResultIncident } from '../../domain/result.ts';
import type { ServiceGraph } from '../../domain/service-graph.ts';
import type { World } from '../../evaluate.ts';
import type { IncidentChange } from '../../ports.ts';
import { wording } from '../../words/wording.ts';

/** In whose language, and by whose names, it is told. */
type Teller = Pick<World, 'graph' | 'language'>;

/** Changes of incidents, oldest first, with their texts in the language of a world, as far as the facts of each are kept. */
export function retoldChanges(changes: readonly IncidentChange[], teller: Teller): readonly IncidentChange[] {
  const known = new Map<IncidentId, Incident>();
  return changes.map((change) => {
    const { incident } = change;
    // One that closes has the facts that it had last.
    const facts = change.facts ?? known.get(incident.id);
    if (facts !== undefined) known.set(incident.id, facts);
    return { ...change, incident: retold(incident, facts, teller) };
  });
}

/**
 * An incident with its texts in the language of a world; as it was told at its time where its facts are not kept, or are
 * about what is no longer in the model: a name is worth more than a language.
 */
export function retold(told: ResultIncident, kept: Incident | undefined, { graph, language }: Teller): ResultIncident {
  if (kept === undefined || !isNamed(kept, graph)) return told;
  const words = wording(language, graph);
  const evidence = told.evidence.map((found) => ({ found, facts: factsOf(found, kept.evidence) }));
  const matched = evidence.flatMap(({ facts }) => facts ?? []);
  return {
    ...told,
    text: words.incident(matched.length > 0 ? { ...kept, evidence: matched } : kept),
    evidence: evidence.map(({ found, facts }) =>
      facts === undefined ? found : { ...found, text: words.evidence(facts) },
    ),
    action: { ...told.action, text: words.advice(kept.action) },
  };
}

/** Numbers move without a change that is kept: those that were told count. */
function factsOf({ node, rule, value }: ResultEvidence, kept: readonly NodeEvidence[]): NodeEvidence | undefined {
  const facts = kept.find((one) => one.node === node && one.rule === rule);
  if (facts?.growth === undefined || typeof value !== 'number') return facts && { ...facts, value };
  return { ...facts, growth: { ...facts.growth, level: value } };
}

function isNamed({ root, shards }: Incident, graph: ServiceGraph): boolean {
  const isKnown = [graph.resources, graph.containers, graph.pods].some((nodes) => nodes.has(root));
  return (isKnown || kindOf(root) === 'source') && shards.every((id) => graph.shards.has(id));
}

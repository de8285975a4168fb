import type { Evaluation } from '../../src/evaluate.ts';
import type { Evidence } from '../../src/domain/health.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { ResultFunction, ResultNode } from '../../src/domain/result.ts';
import { leafOf } from '../../src/domain/verdict.ts';

/** A node of the result; one that the result lacks fails the test. */
export function nodeIn({ result }: Evaluation, id: string): ResultNode {
  const lists = [result.systems, result.subsystems, result.pods, result.shards, result.containers, result.resources];
  const found = lists.flat().find((node) => node.id === id);
  if (!found) throw new Error(`the result has no ${id}`);
  return found;
}

/** The state of a node of the result. */
export function stateIn(evaluation: Evaluation, id: string): ResultNode['state'] {
  return nodeIn(evaluation, id).state;
}

/** The state of a function of the result. */
export function functionIn({ result }: Evaluation, id: string): ResultFunction['state'] | undefined {
  return result.functions.find((found) => found.id === id)?.state;
}

/** The roots of the open incidents, in the order of rank. */
export function rootsIn({ incidents }: Evaluation): readonly string[] {
  return incidents.open.map(({ root }) => root);
}

/** The open incident with a root; none fails the test. */
export function incidentAt(evaluation: Evaluation, root: string): Incident {
  const found = evaluation.incidents.open.find((incident) => incident.root === root);
  if (!found) throw new Error(`no open incident has the root ${root}; there are: ${rootsIn(evaluation).join(', ')}`);
  return found;
}

/** The names of the rules that say yes of a container or resource. */
export function violatedBy(evaluation: Evaluation, id: string): readonly string[] {
  return (leafOf(evaluation.verdicts, id)?.evidence ?? []).map(({ rule }) => rule);
}

/** The evidence that a rule gives against a node; none fails the test. */
export function evidenceOf(evaluation: Evaluation, id: string, rule: string): Evidence {
  const found = leafOf(evaluation.verdicts, id)?.evidence.find((evidence) => evidence.rule === rule);
  if (!found) throw new Error(`${rule} gives no evidence against ${id}`);
  return found;
}

import type { Result, ResultIncident, ResultNode } from '../../src/domain/result.ts';

/** In what a result differs from another one of the same time, one sentence each; numbers in evidence do not count. */
export function differences(result: Result, undisturbed: Result): readonly string[] {
  const own = outline(result);
  const others = outline(undisturbed);
  return [...new Set([...own.keys(), ...others.keys()])]
    .sort()
    .filter((id) => own.get(id) !== others.get(id))
    .map((id) => `${id}: ${own.get(id) ?? 'nothing'}; undisturbed: ${others.get(id) ?? 'nothing'}`);
}

function outline(result: Result): ReadonlyMap<string, string> {
  const { systems, subsystems, pods, shards, containers, resources, functions, incidents } = result;
  return new Map([
    ...[systems, subsystems, pods, shards, containers, resources]
      .flat()
      .map((node) => [node.id, ofNode(node)] as const),
    ...functions.map(({ id, state }) => [id, state] as const),
    ...incidents
      .filter(({ state }) => state === 'open')
      .map((one) => [`incident ${one.root}`, ofIncident(one)] as const),
  ]);
}

function ofNode({ state, severity, strained, planned, reserve, maskedBy, evidence }: ResultNode): string {
  return JSON.stringify([state, severity, strained, planned, reserve, maskedBy, evidence?.map(({ rule }) => rule)]);
}

function ofIncident({ severity, stale, level: _, evidence, ...rest }: ResultIncident): string {
  const { symptoms, failed, functionsLost, functionsImpaired, reserve, planned } = rest;
  const rules = [...new Set(evidence.map(({ rule }) => rule))];
  return JSON.stringify([severity, stale, rules, symptoms, failed, functionsLost, functionsImpaired, reserve, planned]);
}

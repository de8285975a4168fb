import { derive } from '../../src/derive/derive.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import { functionStateOf, leafOf, rollUpOf } from '../../src/domain/verdict.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { reportOf } from './random-model.ts';
import type { Case } from './random-model.ts';
import type { ReferenceVerdicts } from './reference.ts';

/** What the engine makes of a case, from scratch. */
export function engineOn(drawn: Case, graph: ServiceGraph = buildGraph(drawn.model)): Verdicts {
  return derive(graph, reportOf(graph, drawn), { onsetTolerance: drawn.onsetTolerance });
}

/** The engine's verdicts in the reference's form. */
export function plain(verdicts: Verdicts): ReferenceVerdicts {
  const { model, topology } = verdicts.graph;
  const namesOf = (ids: readonly string[], indexes: readonly number[]): readonly string[] =>
    indexes.map((index) => ids[index]!);
  const leaves = [...model.containers, ...model.resources].flatMap(({ id }) => {
    const leaf = leafOf(verdicts, id);
    return leaf ? [{ id, ...leaf }] : [];
  });
  const rolledUp = [
    ...model.pods.flatMap(({ shards }) => shards),
    ...model.pods,
    ...model.subsystems,
    ...model.systems,
  ].map(({ id }) => ({ id, ...rollUpOf(verdicts, id)! }));
  const culpritsOf = (id: string): readonly string[] =>
    [...namesOf(topology.containerIds, verdicts.culpritsOf(topology.indexOf.get(id)!))].sort();
  const down = model.pods.map(
    ({ id }) => [id, [...namesOf(topology.podIds, verdicts.downBelow(topology.indexOf.get(id)!))].sort()] as const,
  );
  return {
    culprits: Object.fromEntries(leaves.filter(({ masked }) => masked).map(({ id }) => [id, culpritsOf(id)])),
    downBelow: Object.fromEntries(down.filter(([, pods]) => pods.length > 0)),
    states: Object.fromEntries([...leaves, ...rolledUp].map(({ id, state }) => [id, state])),
    reserves: Object.fromEntries(
      rolledUp.map(({ id, reserve, reserveLacksData }) => [id, { reserve, lacksData: reserveLacksData }]),
    ),
    functions: Object.fromEntries(model.functions.map(({ id }) => [id, functionStateOf(verdicts, id)!])),
  };
}

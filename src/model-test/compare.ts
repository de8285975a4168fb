import type { NodeId } from '../domain/node.ts';
import type { Plan } from '../domain/recovery.ts';
import { severityNames } from '../domain/severity.ts';
import type { Severity } from '../domain/severity.ts';
import type { Conclusion } from '../evaluate.ts';
import { byPosition } from '../model/positions.ts';
import type { Expectation, Named } from './case.ts';
import { incidentFailures } from './compare-incidents.ts';
import { listFailures } from './failure.ts';
import type { Failure } from './failure.ts';
import { describeAll, inState, lookAt } from './look.ts';
import type { Looked } from './look.ts';

/** What of these expectations does not hold of what was concluded, in the order in which they are written. */
export function failuresOf(
  expectations: readonly Expectation[],
  { result, verdicts }: Conclusion,
  plans: () => readonly Plan[],
): readonly Failure[] {
  // Only where somebody asks for it.
  let known: readonly Plan[] | undefined;
  const planOf = (id: string): Plan | undefined => (known ??= plans()).find(({ incident }) => incident === id);
  const looked = lookAt(result, verdicts.graph, planOf);
  const failures = expectations.flatMap((expectation) => check(expectation, looked));
  return failures.toSorted((a, b) => byPosition(a.position, b.position));
}

function check(expectation: Expectation, looked: Looked): readonly Failure[] {
  switch (expectation.kind) {
    case 'in-state': {
      const { node, state, listed } = expectation;
      return listFailures(expectation, { listed, found: inState(node, state, looked) }, looked);
    }
    case 'masked-by':
      return expectation.nodes.flatMap((id) => {
        const found = looked.nodes.get(id)?.maskedBy ?? [];
        const { what, position } = expectation;
        return listFailures({ what: named(what, id), position }, { listed: expectation.roots, found }, looked);
      });
    case 'reserve':
      return expectation.nodes.flatMap((id) => {
        const found = looked.nodes.get(id)?.reserve ?? null;
        return plainFailures(expectation, { id, expected: expectation.reserve, found }, looked);
      });
    case 'severity':
      return expectation.nodes.flatMap((id) => {
        const found = severityWord(looked.nodes.get(id)?.severity ?? 0);
        return plainFailures(expectation, { id, expected: severityWord(expectation.severity), found }, looked);
      });
    case 'incidents':
      return incidentFailures(expectation, looked);
  }
}

function plainFailures(
  { what, position }: Named,
  {
    id,
    expected,
    found,
  }: { readonly id: NodeId; readonly expected: string | number | null; readonly found: string | number | null },
  looked: Looked,
): readonly Failure[] {
  if (expected === found) return [];
  const differences = [`expected ${expected ?? 'none'}, found ${found ?? 'none'}: ${describeAll([id], looked).join()}`];
  return [{ what: named(what, id), position, expected, found, differences }];
}

/** What was written may be a glob: then the node it stands for is named too. */
function named(what: string, id: NodeId): string {
  return what.endsWith(id) ? what : `${what}: ${id}`;
}

function severityWord(severity: Severity): string {
  return severity === 0 ? 'ok' : severityNames[severity];
}

import type { NodeId } from '../domain/node.ts';
import type { ResultIncident } from '../domain/result.ts';
import type { ExpectedFact, ExpectedIncident, Expectation, Named } from './case.ts';
import { listFailures } from './failure.ts';
import type { Failure } from './failure.ts';
import { describeAll } from './look.ts';
import type { Looked } from './look.ts';

type ExpectedIncidents = Extract<Expectation, { kind: 'incidents' }>;

/** What differs between the incidents listed and the open ones: the roots and their order, and what was said of each. */
export function incidentFailures(expected: ExpectedIncidents, looked: Looked): readonly Failure[] {
  const ofRoots = rootFailures(expected, looked);
  const ofFacts = expected.incidents.flatMap(({ roots, facts }) => {
    const incident = looked.open.find(({ root }) => roots.includes(root));
    return incident ? facts.flatMap((fact) => factFailures(fact, incident, looked)) : [];
  });
  return [...ofRoots, ...ofFacts];
}

function rootFailures(
  { what, position, incidents, isComplete }: ExpectedIncidents,
  { open, ...rest }: Looked,
): readonly Failure[] {
  const looked = { open, ...rest };
  const has = (wanted: ExpectedIncident): boolean => open.some(({ root }) => wanted.roots.includes(root));
  const isWanted = (root: NodeId): boolean => incidents.some(({ roots }) => roots.includes(root));
  const differences = [
    ...incidents.filter((wanted) => !has(wanted)).map((wanted) => `missing: ${missingText(wanted, looked)}`),
    ...(isComplete ? open : [])
      .filter(({ root }) => !isWanted(root))
      .map(({ root, severity, text }) => `unexpected: ${root}, ${severity} (${text})`),
  ];
  if (differences.length === 0) {
    const misplaced = incidents.findIndex(({ roots }, rank) => !roots.includes(open[rank]?.root ?? ''));
    if (misplaced === -1) return [];
    const found = open[misplaced];
    differences.push(
      `rank ${misplaced + 1}: expected ${incidents[misplaced]?.written ?? ''}, found ${found?.root ?? 'none'} (${found?.text ?? ''})`,
    );
  }
  const written = incidents.map((incident) => incident.written);
  return [
    {
      what,
      position,
      expected: isComplete ? written : [...written, '...'],
      found: open.map(({ root }) => root),
      differences,
    },
  ];
}

function missingText({ written, roots }: ExpectedIncident, looked: Looked): string {
  const [only, another] = roots;
  return only !== undefined && another === undefined ? describeAll([only], looked).join() : written;
}

function factFailures(fact: Named & ExpectedFact, incident: ResultIncident, looked: Looked): readonly Failure[] {
  switch (fact.kind) {
    case 'nodes':
      return listFailures(fact, { listed: fact.listed, found: incident[fact.of] }, looked);
    case 'words': {
      const { words: expected, isComplete } = fact;
      const found = wordsOf(fact.of, incident, looked);
      const hasAll = expected.every((word) => found.includes(word));
      const hasMore = isComplete && found.some((word) => !expected.includes(word));
      return hasAll && !hasMore ? [] : [different(fact, { expected, found }, incident)];
    }
    case 'symptom-count': {
      const found = incident.symptoms.length;
      return found === fact.count ? [] : [different(fact, { expected: fact.count, found }, incident)];
    }
    case 'plain': {
      const found = plainOf(fact.of, incident, looked);
      return found === fact.value ? [] : [different(fact, { expected: fact.value, found }, incident)];
    }
  }
}

function wordsOf(of: 'rules' | 'refused', { id, evidence }: ResultIncident, { planOf }: Looked): readonly string[] {
  const words = of === 'rules' ? evidence.map(({ rule }) => rule) : planOf(id)?.refusals.map(({ guard }) => guard);
  return [...new Set(words)].sort();
}

function plainOf(of: PlainFact, incident: ResultIncident, { planOf }: Looked): Plain {
  switch (of) {
    case 'advice':
      return incident.action.advice;
    case 'recovery':
      return planOf(incident.id)?.recovery ?? null;
    case 'step': {
      const plan = planOf(incident.id);
      return plan?.steps[plan.step]?.kind ?? null;
    }
    case 'severity':
    case 'reserve':
    case 'planned':
    case 'stale':
      return incident[of];
  }
}

type PlainFact = Extract<ExpectedFact, { kind: 'plain' }>['of'];

type Plain = string | number | boolean | null;

function different(
  { what, position }: Named,
  { expected, found }: { readonly expected: Plain | readonly string[]; readonly found: Plain | readonly string[] },
  { text }: ResultIncident,
): Failure {
  const differences = [`expected ${shown(expected)}, found ${shown(found)} (${text})`];
  return { what, position, expected, found, differences };
}

function shown(value: Plain | readonly string[]): string {
  if (value === null) return 'none';
  if (typeof value !== 'object') return String(value);
  return value.length === 0 ? 'none' : value.join(', ');
}
